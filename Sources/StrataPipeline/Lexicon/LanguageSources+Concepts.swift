import StrataModel
import StrataReaders
import StrataStages

extension LanguageSources {
  /// Every concept of the language's lexicons, in the order of the files. Throws `DataFault`.
  public func concepts() throws -> [ConceptDefinition] {
    try lexicons.filter { !$0.hasSuffix("/words.tsv") }
      .flatMap { try LexiconLoader.concepts(file: $0, bytes: try Self.bytes($0)) }
  }

  private static func bytes(_ file: String) throws -> [UInt8] {
    do {
      return try FileReader().read(file: file, path: file)
    } catch {
      throw DataFault(code: "file-unreadable", file: file, message: error.message)
    }
  }
}
