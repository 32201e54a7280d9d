import StrataModel

/// The JSON Schema (2020-12) of a line of `strata diff --format json`; `schema/difference.schema.json` is this text.
public enum DifferenceSchema {
  public static let fileName = "difference.schema.json"

  private static func words(_ values: [String]) -> String { values.map { "\"\($0)\"" }.joined(separator: ", ") }
  private static func words<Word: CaseIterable & RawRepresentable>(_ type: Word.Type) -> String
  where Word.RawValue == String {
    words(Word.allCases.map(\.rawValue))
  }

  private static let cause = "{ \"enum\": [\(words(Cause.allDescriptions))] }"
  private static let text = "{ \"type\": [\"string\", \"null\"] }"
  private static let ranges = """
    { "type": "array", "items": { "type": "array", "minItems": 2, "maxItems": 2, "items": { "type": "integer", "minimum": 0 } }, \
    "description": "Byte ranges of the original file, [start, end)." }
    """

  public static let schema = """
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "$id": "strata/difference",
      "title": "A line of 'strata diff --format json': one thing that is not as it was, with its cause.",
      "type": "object",
      "required": ["change", "cause", "rules", "oldDocument", "newDocument", "section", "similarity", "old", "new", "findings", "words", "mentions", "labels", "presentation"],
      "additionalProperties": false,
      "properties": {
        "change": { "enum": [\(words(Difference.Kind.self))], "description": "What happened to the text; 'relabelled' where only mentions or labels differ." },
        "cause": { "enum": [\(words(Cause.allDescriptions))], "description": "text: the document changed; rule: lexicon, grammar or recipe; program: another version of strata." },
        "rules": { "type": "array", "items": { "type": "string" }, "description": "Concepts and rules behind a difference of cause 'rule'." },
        "oldDocument": \(text),
        "newDocument": \(text),
        "section": { "type": "array", "items": { "type": "string" }, "description": "The headings above, of the new side where there is one." },
        "similarity": { "type": "number", "minimum": 0, "maximum": 1 },
        "old": { "type": "array", "items": { "$ref": "#/$defs/segment" } },
        "new": { "type": "array", "items": { "$ref": "#/$defs/segment" } },
        "findings": {
          "type": "array",
          "description": "The gravest first.",
          "items": {
            "type": "object",
            "required": ["code", "severity", "detail"],
            "additionalProperties": false,
            "properties": {
              "code": { "enum": [\(words(Finding.Code.self))] },
              "severity": { "type": "integer", "minimum": 1, "maximum": 3, "description": "3 grave, 2 notable, 1 to be known." },
              "detail": { "type": "string" }
            }
          }
        },
        "words": {
          "type": "array",
          "description": "Old and new text as stretches: '=' in both, '-' in the old one, '+' in the new one.",
          "items": { "type": "array", "minItems": 2, "prefixItems": [{ "enum": ["=", "-", "+"] }, { "type": "string" }], "items": false }
        },
        "mentions": {
          "type": "array",
          "items": {
            "type": "object",
            "required": ["change", "type", "fields", "old", "new", "cause"],
            "additionalProperties": false,
            "properties": {
              "change": { "enum": [\(words(MentionChange.Kind.self))] },
              "type": { "enum": [\(words(MentionType.self))] },
              "fields": { "type": "array", "items": { "type": "string" }, "description": "What differs between the two." },
              "old": { "anyOf": [{ "$ref": "#/$defs/mention" }, { "type": "null" }] },
              "new": { "anyOf": [{ "$ref": "#/$defs/mention" }, { "type": "null" }] },
              "cause": \(cause)
            }
          }
        },
        "labels": {
          "type": "array",
          "items": {
            "type": "object",
            "required": ["field", "old", "new", "cause"],
            "additionalProperties": false,
            "properties": {
              "field": { "enum": [\(words(LabelChange.fields))] },
              "old": \(text),
              "new": \(text),
              "cause": \(cause)
            }
          }
        },
        "presentation": { "type": "array", "items": { "type": "string" }, "description": "What differs in presentation: marker, level, page, note, notes, links, kind, typography, furniture." }
      },
      "$defs": {
        "segment": {
          "type": "object",
          "required": ["id", "index", "kind", "function", "text", "source", "page"],
          "additionalProperties": false,
          "properties": {
            "id": { "type": "string" },
            "index": { "type": "integer", "minimum": 0 },
            "kind": { "enum": [\(words(SegmentKind.self))] },
            "function": { "enum": [\(words(Function.self))] },
            "text": { "type": "string" },
            "source": \(ranges),
            "page": { "type": ["integer", "null"], "minimum": 1 }
          }
        },
        "mention": {
          "type": "object",
          "required": ["type", "text", "start", "end", "concept", "role", "class", "named", "value", "currency", "date", "unit", "source", "because"],
          "additionalProperties": false,
          "properties": {
            "type": { "enum": [\(words(MentionType.self))] },
            "text": { "type": "string" },
            "start": { "type": "integer", "minimum": 0, "description": "In its segment's text, in the document's unit." },
            "end": { "type": "integer", "minimum": 0 },
            "concept": \(text),
            "role": { "enum": [\(words(Role.self)), null] },
            "class": { "enum": [\(words(InstrumentClass.self)), null] },
            "named": { "type": ["boolean", "null"] },
            "value": { "type": ["number", "null"] },
            "currency": \(text),
            "date": \(text),
            "unit": \(text),
            "source": \(ranges),
            "because": { "type": "string" }
          }
        }
      }
    }

    """
}
