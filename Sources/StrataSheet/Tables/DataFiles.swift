import Glibc
import StrataPipeline
import StrataStages

/// Finds data files beside the recipes: `pipelines/FOLDER/NAME.yaml`, or a list `NAME.tsv`.
enum DataFiles {
  /// A path where the name holds `/` or ends in `.yaml`, else the file of that name.
  static func path(_ name: String, folder: String) throws -> String {
    if name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml") { return name }
    let file = name.hasSuffix(".tsv") ? name : name + ".yaml"
    let places = RecipeLocator.folders.map { "\($0)/\(folder)/\(file)" }
    if let found = places.first(where: { access($0, F_OK) == 0 }) { return found }
    throw DataFault(
      file: name,
      message:
        "there is no such file in \(folder)/; looked for \(places.joined(separator: ", ")). Give the path of a file, or set STRATA_PIPELINES."
    )
  }
}
