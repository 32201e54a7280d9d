// The closed vocabularies of the records. The raw value of each case is the word in the JSON.

/// What a block of a document is (codebook, section 1).
public enum SegmentKind: String, CaseIterable, Sendable, Codable, BitwiseCopyable {
  case title, heading, paragraph, item, row, footnote, furniture
}

/// How a list item was marked.
public enum Marker: String, CaseIterable, Sendable, Codable {
  case bullet, number, letter, dash
}

public enum MentionType: String, CaseIterable, Sendable, Codable, BitwiseCopyable {
  case actor, instrument, sector, amount, date, target
}

/// The part that an actor plays in the segment.
public enum Role: String, CaseIterable, Sendable, Codable, BitwiseCopyable {
  case lead, partner, addressee, beneficiary, other
}

/// The tools of government; `none` only for segments.
public enum InstrumentClass: String, CaseIterable, Sendable, Codable, BitwiseCopyable {
  case regulation, finance, infrastructure, governance, information, skills, none
}

public enum Function: String, CaseIterable, Sendable, Codable, BitwiseCopyable {
  case commitment, requirement, context, event, none
}

public enum Action: String, CaseIterable, Sendable, Codable, BitwiseCopyable {
  case create, fund, support, deploy, regulate, guide, coordinate, train, study
}

public enum Strength: String, CaseIterable, Sendable, Codable, BitwiseCopyable {
  case firm, soft
}

public enum Status: String, CaseIterable, Sendable, Codable, BitwiseCopyable {
  case planned, ongoing, done
}

/// The fields of the economy and of public policy.
public enum Sector: String, CaseIterable, Sendable, Codable, BitwiseCopyable {
  case health, agrifood, energy, climate, mobility, manufacturing, robotics, space, defence, security
  case cybersecurity, telecom, digital, culture
  case publicAdministration = "public-administration"
  case justice, education, research, finance, employment, trade, tourism, maritime, biotech
  case rawMaterials = "raw-materials"
  case regional
}

/// The unit in which `start` and `end` of mentions count.
public enum OffsetUnit: String, CaseIterable, Sendable, Codable {
  case codepoint, utf8, utf16
}

/// Why bytes of the original file are not, or not as they were, in the text of a segment.
public enum EditReason: String, CaseIterable, Sendable, Codable {
  /// A byte order mark.
  case byteOrderMark = "byte-order-mark"
  /// A bullet, number or letter that opens a list item.
  case listMarker = "list-marker"
  /// Markdown or HTML markup, link targets included.
  case markup
  /// A character entity or a backslash escape, replaced by its character.
  case entity
  /// The border between two cells of a table row, replaced by a tab.
  case tableCell = "table-cell"
  /// A note marker glued to or set beside a word, kept in `noteRefs`.
  case noteMarker = "note-marker"
  /// The number that opens the text of a note.
  case noteLabel = "note-label"
  /// A word cut at a line's end; the replacement is `-` where the hyphen belongs to the word.
  case lineEndHyphen = "line-end-hyphen"
  case softHyphen = "soft-hyphen"
  case zeroWidth = "zero-width"
  case ligature
  /// Text that was decoded with the wrong character set, repaired.
  case mojibake
  /// Bytes that are no character in the document's encoding, replaced by U+FFFD.
  case illFormed = "ill-formed"
  /// A control character.
  case control
}
