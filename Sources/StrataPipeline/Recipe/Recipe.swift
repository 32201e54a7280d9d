import StrataModel
import StrataReaders
import StrataStages
import StrataText

/// What a pipeline file says: the stages in order with their options, the languages, what is read.
public struct Recipe: Sendable {
  public var name: String
  public var version: String
  public var about: String?
  public var offsets: OffsetUnit
  public var exclude: [PathPattern]
  /// Largest input file, in bytes.
  public var maximumBytes: Int
  public var languages: [LanguageSources]
  /// Common words of languages, to tell them apart; a TSV file.
  public var profiles: String?
  /// How binding words of obligation are, for the comparison of versions; a TSV file.
  public var obligation: String?
  public var stages: [StageEntry]
  /// The recipe file.
  public var file: String
  /// The recipe and every data file it names, sorted by path.
  public var dataFiles: [Manifest.DataFile]
  /// SHA-256 over `dataFiles`.
  public var digest: String

  /// Reads a recipe and digests what it names, without making its stages. Throws `DataFault`.
  public init(named name: String) throws(DataFault) {
    var reader = RecipeReader(file: try RecipeLocator.file(for: name), catalogue: StageFactory.standard)
    self = try reader.read()
  }

  init(
    name: String, version: String, about: String?, offsets: OffsetUnit, exclude: [PathPattern], maximumBytes: Int,
    languages: [LanguageSources], stages: [StageEntry], file: String
  ) {
    self.name = name
    self.version = version
    self.about = about
    self.offsets = offsets
    self.exclude = exclude
    self.maximumBytes = maximumBytes
    self.languages = languages
    self.stages = stages
    self.file = file
    dataFiles = []
    digest = ""
  }

  public var identity: PipelineIdentity { PipelineIdentity(name: name, version: version, digest: digest) }
}

/// One stage of a recipe with its options.
public struct StageEntry: @unchecked Sendable {
  // Sendable: a parsed YAML tree is never changed after the recipe was read.
  public var name: String
  public var options: [String: YAMLValue]
  /// Place of the entry, for messages.
  public var place: DataFault
}

/// The data files of one language.
public struct LanguageSources: Sendable, Hashable {
  /// ISO 639-1.
  public var id: String
  /// Lexicons (`.tsv`, `.jsonl`), absolute or relative to the current folder, sorted.
  public var lexicons: [String]
  /// Grammars (`.yaml`), one a stage, named after it.
  public var grammars: [String]

  /// The grammar of a stage.
  public func grammar(named name: String) -> String? { grammars.first { $0.hasSuffix("/\(name).yaml") } }
}
