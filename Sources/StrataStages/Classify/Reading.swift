import StrataModel

/// What one sentence says of a segment, and what it says it by.
struct Reading {
  var function: Function
  var action: Action?
  var strength = Strength.firm
  var status = Status.planned
  var confidence: Double
  /// Index of the sentence, and of the first word after the verb or the noun that decides.
  var sentence = 0
  var object = 0
  /// Where that verb or noun itself stands.
  var head = 0
  /// Where the subject of a passive ends; 0 where the verb is active.
  var subjectEnd = 0
  var evidence = EvidenceList()
}

/// One reason for a label: the rule's id and the word that it went by.
struct Evidence {
  enum Rule: UInt8 {
    case verb, nominal, head, object, purpose, via, agent, modal, passive, leadIn, section, cue, event

    var id: String {
      switch self {
      case .verb: "verb"
      case .nominal: "nominal"
      case .head: "head"
      case .object: "object"
      case .purpose: "purpose"
      case .via: "via"
      case .agent: "agent"
      case .modal: "modal"
      case .passive: "passive"
      case .leadIn: "lead-in"
      case .section: "section"
      case .cue: "cue"
      case .event: "event"
      }
    }
  }

  var rule: Rule
  /// Index in the grammar's texts; negative: the text of the word at `~entry`.
  var entry: Int32
}

/// A few pieces of evidence, without allocation.
struct EvidenceList {
  private var storage: (Evidence?, Evidence?, Evidence?, Evidence?, Evidence?) = (nil, nil, nil, nil, nil)

  mutating func append(_ rule: Evidence.Rule, _ entry: Int32) {
    let item = Evidence(rule: rule, entry: entry)
    if storage.0 == nil {
      storage.0 = item
    } else if storage.1 == nil {
      storage.1 = item
    } else if storage.2 == nil {
      storage.2 = item
    } else if storage.3 == nil {
      storage.3 = item
    } else if storage.4 == nil {
      storage.4 = item
    }
  }

  mutating func append(_ others: EvidenceList) {
    for item in others.items { append(item.rule, item.entry) }
  }

  var items: [Evidence] { [storage.0, storage.1, storage.2, storage.3, storage.4].compactMap { $0 } }
}
