extension RecordSchema {
  private static let zeroOrMore = "{ \"type\": \"integer\", \"minimum\": 0 }"

  static let documentText = """
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "$id": "strata/document",
      "title": "A line of documents.jsonl: what is known of a document as a whole.",
      "type": "object",
      "required": ["id", "path", "sha256", "bytes", "mediaType", "encoding", "language", "title", "date", "counts", "declared", "warnings", "pipeline", "offsets"],
      "additionalProperties": false,
      "properties": {
        "id": { "type": "string", "description": "The path below the corpus root without its extension." },
        "path": { "type": "string" },
        "sha256": { "type": "string", "pattern": "^[0-9a-f]{64}$" },
        "bytes": { "type": "integer", "minimum": 0 },
        "mediaType": { "type": "string" },
        "encoding": { "type": "string" },
        "language": { "type": ["string", "null"], "description": "ISO 639-1." },
        "title": { "type": ["string", "null"] },
        "date": { "type": ["string", "null"], "description": "ISO 8601." },
        "counts": {
          "type": "object",
          "description": "Segments by kind.",
          "required": [\(words(SegmentKind.self))],
          "additionalProperties": false,
          "properties": {
    \(SegmentKind.allCases.map { "        \"\($0.rawValue)\": \(zeroOrMore)" }.joined(separator: ",\n"))
          }
        },
        "declared": {
          "type": "array",
          "description": "Numbers that the page states of its own content, beside what was found.",
          "items": {
            "type": "object",
            "required": ["label", "declared", "found", "segment"],
            "additionalProperties": false,
            "properties": {
              "label": { "type": "string" },
              "declared": { "type": "integer" },
              "found": { "type": "integer" },
              "segment": { "type": ["string", "null"], "description": "Id of the segment that states it." }
            }
          }
        },
        "warnings": {
          "type": "array",
          "items": {
            "type": "object",
            "required": ["code", "message", "at"],
            "additionalProperties": false,
            "properties": {
              "code": { "type": "string" },
              "message": { "type": "string" },
              "at": { "type": ["integer", "null"], "description": "Byte of the original file." }
            }
          }
        },
        "pipeline": \(pipeline),
        "offsets": { "enum": [\(words(OffsetUnit.self))], "description": "The unit of start, end and at in the segments." }
      }
    }

    """

  static let ledgerText = """
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "$id": "strata/ledger",
      "title": "A line of ledger.jsonl: every change between a document's bytes and its text.",
      "type": "object",
      "required": ["document", "encoding", "edits"],
      "additionalProperties": false,
      "properties": {
        "document": { "type": "string" },
        "encoding": { "type": "string" },
        "edits": {
          "type": "array",
          "description": "[start, end, replacement, reason], sorted and disjoint, in bytes of the original file.",
          "items": {
            "type": "array",
            "minItems": 4,
            "prefixItems": [\(zeroOrMore), \(zeroOrMore), { "type": "string" }, { "enum": [\(words(EditReason.self))] }],
            "items": false
          }
        }
      }
    }

    """

  static let rejectedText = """
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "$id": "strata/rejected",
      "title": "A line of rejected.jsonl: an input that gave no document, and why.",
      "type": "object",
      "required": ["path", "stage", "code", "at", "message"],
      "additionalProperties": false,
      "properties": {
        "path": { "type": "string" },
        "stage": { "type": "string", "description": "The stage that gave up; 'read' before the first one." },
        "code": { "type": "string", "pattern": "^[a-z][a-z-]*$" },
        "at": { "type": ["integer", "null"], "description": "Byte of the original file." },
        "message": { "type": "string", "description": "What happened and what to do." }
      }
    }

    """

  static let manifestText = """
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "$id": "strata/manifest",
      "title": "manifest.json: the run that made an output folder.",
      "type": "object",
      "required": ["strata", "build", "icu", "pipeline", "dataFiles", "offsets", "roots", "inputs", "skipped", "counts", "started", "seconds", "jobs"],
      "additionalProperties": false,
      "properties": {
        "strata": { "type": "string", "description": "Version of the program." },
        "build": { "type": "string", "description": "Tells builds of one version apart." },
        "icu": { "type": "string" },
        "pipeline": \(pipeline),
        "dataFiles": {
          "type": "array",
          "items": {
            "type": "object",
            "required": ["path", "sha256"],
            "additionalProperties": false,
            "properties": { "path": { "type": "string" }, "sha256": { "type": "string" } }
          }
        },
        "offsets": { "enum": [\(words(OffsetUnit.self))] },
        "roots": { "type": "array", "items": { "type": "string" }, "description": "The corpora as absolute paths." },
        "inputs": {
          "type": "array",
          "items": {
            "type": "object",
            "required": ["path", "root", "bytes"],
            "additionalProperties": false,
            "properties": {
              "document": { "type": "string", "description": "Absent where the input was rejected." },
              "path": { "type": "string" },
              "root": { "type": "integer", "minimum": 0, "description": "Position in roots." },
              "sha256": { "type": "string", "description": "Absent where the file could not be read." },
              "bytes": \(zeroOrMore)
            }
          }
        },
        "skipped": { "type": "object", "additionalProperties": \(zeroOrMore) },
        "counts": {
          "type": "object",
          "required": ["documents", "rejected", "warnings", "segments", "commitments", "mentions", "bytes", "unchanged", "byKind", "byMentionType"],
          "properties": {
            "byKind": { "type": "object", "additionalProperties": \(zeroOrMore) },
            "byMentionType": { "type": "object", "additionalProperties": \(zeroOrMore) }
          },
          "additionalProperties": \(zeroOrMore)
        },
        "started": { "type": "string", "description": "ISO 8601, UTC." },
        "seconds": { "type": "number" },
        "jobs": { "type": "integer", "minimum": 1 }
      }
    }

    """
}
