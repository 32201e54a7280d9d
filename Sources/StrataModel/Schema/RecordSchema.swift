/// The JSON Schemas (2020-12) of the records. The files under `schema/` are these texts.
public enum RecordSchema: String, CaseIterable, Sendable {
  case document, segment, ledger, rejected, manifest

  /// The name of its file under `schema/`.
  public var fileName: String { "\(rawValue).schema.json" }

  /// The schema itself, with a line feed at its end.
  public var text: String {
    switch self {
    case .document: Self.documentText
    case .segment: Self.segmentText
    case .ledger: Self.ledgerText
    case .rejected: Self.rejectedText
    case .manifest: Self.manifestText
    }
  }

  /// The words of a closed vocabulary as JSON strings.
  static func words<Word: CaseIterable & RawRepresentable>(_ type: Word.Type) -> String where Word.RawValue == String {
    Word.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
  }

  /// A byte range, or a list of them.
  static let range = """
    { "type": "array", "prefixItems": [{ "type": "integer", "minimum": 0 }, { "type": "integer", "minimum": 0 }], \
    "items": false, "minItems": 2 }
    """
  static let pipeline = """
    {
          "type": "object",
          "required": ["name", "version", "digest"],
          "additionalProperties": false,
          "properties": {
            "name": { "type": "string" },
            "version": { "type": "string" },
            "digest": { "type": "string", "pattern": "^[0-9a-f]{64}$", "description": "SHA-256 over the recipe and every data file it names." }
          }
        }
    """
}
