extension RecordSchema {
  static let segmentText = """
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "$id": "strata/segment",
      "title": "A line of segments.jsonl: one block of a document, grounded and explained.",
      "type": "object",
      "required": ["id", "document", "index", "kind", "marker", "level", "note", "section", "leadIn", "duplicateOf", "text", "source", "page", "language", "noteRefs", "links", "function", "action", "strength", "status", "instrumentClass", "sectors", "confidence", "mentions", "because"],
      "additionalProperties": false,
      "properties": {
        "id": { "type": "string", "pattern": "^.+\\\\.[^.]+$", "description": "The document's id, a full stop, and sixteen characters that name the text." },
        "document": { "type": "string", "description": "Id of the document." },
        "index": { "type": "integer", "minimum": 0, "description": "Position in the document." },
        "kind": { "enum": [\(words(SegmentKind.self))] },
        "marker": { "enum": [\(words(Marker.self)), null], "description": "How an item was marked." },
        "level": { "type": ["integer", "null"], "minimum": 0, "description": "Nesting of an item, 0 is outermost." },
        "note": { "type": ["integer", "null"], "description": "Number of the note whose text a footnote is." },
        "section": { "type": "array", "items": { "type": "string" }, "description": "The headings above, the outermost first." },
        "leadIn": { "type": ["string", "null"], "description": "Id of the segment that announces this one." },
        "duplicateOf": { "type": ["string", "null"], "description": "Id of the first segment with the same text." },
        "text": { "type": "string", "description": "One line, form NFC; the cells of a row are joined by tabs." },
        "source": { "type": "array", "items": \(range), "description": "Byte ranges of the original file, [start, end)." },
        "page": { "type": ["integer", "null"], "minimum": 1 },
        "language": { "type": ["string", "null"], "description": "ISO 639-1." },
        "noteRefs": { "type": "array", "items": { "$ref": "#/$defs/noteRef" } },
        "links": { "type": "array", "items": { "$ref": "#/$defs/link" } },
        "function": { "enum": [\(words(Function.self))] },
        "action": { "enum": [\(words(Action.self)), null] },
        "strength": { "enum": [\(words(Strength.self)), null] },
        "status": { "enum": [\(words(Status.self)), null] },
        "instrumentClass": { "enum": [\(words(InstrumentClass.self)), null] },
        "sectors": { "type": "array", "uniqueItems": true, "items": { "enum": [\(words(Sector.self))] }, "description": "Most salient first." },
        "confidence": { "type": ["number", "null"], "minimum": 0, "maximum": 1 },
        "mentions": { "type": "array", "items": { "$ref": "#/$defs/mention" } },
        "because": { "type": "array", "items": { "type": "string" }, "description": "The rules and evidence behind the labels." }
      },
      "$defs": {
        "noteRef": {
          "type": "object",
          "required": ["number", "at", "source"],
          "additionalProperties": false,
          "properties": {
            "number": { "type": "integer" },
            "at": { "type": "integer", "minimum": 0, "description": "Offset in the text, in the document's unit." },
            "source": \(range)
          }
        },
        "link": {
          "type": "object",
          "required": ["start", "end", "text", "target"],
          "additionalProperties": false,
          "properties": {
            "start": { "type": "integer", "minimum": 0 },
            "end": { "type": "integer", "minimum": 0 },
            "text": { "type": "string" },
            "target": { "type": "string" }
          }
        },
        "mention": {
          "type": "object",
          "required": ["type", "start", "end", "text", "source", "because"],
          "additionalProperties": false,
          "properties": {
            "type": { "enum": [\(words(MentionType.self))] },
            "start": { "type": "integer", "minimum": 0, "description": "Offset in the text, in the document's unit." },
            "end": { "type": "integer", "minimum": 0 },
            "text": { "type": "string" },
            "concept": { "type": ["string", "null"], "description": "Actor, instrument, sector: id in the lexicon; for sectors the sector's id." },
            "role": { "enum": [\(words(Role.self)), null], "description": "Actor." },
            "class": { "enum": [\(words(InstrumentClass.self)), null], "description": "Instrument." },
            "named": { "type": ["boolean", "null"], "description": "Instrument: the label of one known thing." },
            "value": { "type": ["number", "null"], "description": "Amount, target." },
            "currency": { "type": ["string", "null"], "description": "Amount: ISO 4217." },
            "date": { "type": ["string", "null"], "description": "Date: ISO 8601 date or interval." },
            "unit": { "type": ["string", "null"], "description": "Target: unit or counted noun." },
            "source": { "type": "array", "minItems": 1, "items": \(range), "description": "Byte ranges of the original file." },
            "because": { "type": "string", "description": "The rule that made the mention." }
          },
          "oneOf": [
            { "properties": { "type": { "const": "actor" } }, "required": ["concept", "role"] },
            { "properties": { "type": { "const": "instrument" } }, "required": ["concept", "class", "named"] },
            { "properties": { "type": { "const": "sector" } }, "required": ["concept"] },
            { "properties": { "type": { "const": "amount" } }, "required": ["value", "currency"] },
            { "properties": { "type": { "const": "date" } }, "required": ["date"] },
            { "properties": { "type": { "const": "target" } }, "required": ["value", "unit"] }
          ]
        }
      }
    }

    """
}
