import Glibc
import StrataStages

/// Finds recipes by name.
public enum RecipeLocator {
  public static let defaultName = "strategy"

  /// The file of a recipe: a path where the name holds `/` or ends in `.yaml`, else `NAME.yaml` in the first
  /// of the pipeline folders that has it. Throws a `DataFault` that lists where it looked.
  public static func file(for name: String) throws(DataFault) -> String {
    if name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
      guard access(name, F_OK) == 0 else { throw DataFault(file: name, message: "there is no such recipe") }
      return name
    }
    let candidates = folders.map { "\($0)/\(name).yaml" }
    if let found = candidates.first(where: { access($0, F_OK) == 0 }) { return found }
    throw DataFault(
      file: name,
      message: "there is no recipe of this name; looked for \(candidates.joined(separator: ", ")). "
        + "Give a path with -p, or set STRATA_PIPELINES to the folder of the recipes.")
  }

  /// Whether a recipe of this name is in one of the pipeline folders.
  public static func isThere(_ name: String) -> Bool { (try? file(for: name)) != nil }

  /// Where recipes are looked for, in order.
  public static var folders: [String] {
    var folders: [String] = []
    if let folder = getenv("STRATA_PIPELINES") { folders.append(String(cString: folder)) }
    folders.append("pipelines")
    if let folder = executableFolder { folders += ["\(folder)/pipelines", "\(folder)/../share/strata/pipelines"] }
    return folders
  }

  private static var executableFolder: String? {
    guard let path = Program.executable, let slash = path.lastIndex(of: "/") else { return nil }
    return String(path[..<slash])
  }
}
