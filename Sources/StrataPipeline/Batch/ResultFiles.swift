import StrataModel

/// The four data files of an output folder, in the order in which they are put in place.
enum ResultFile: Int, CaseIterable, Sendable {
  case segments, documents, ledger, rejected

  var name: String {
    switch self {
    case .segments: "segments.jsonl"
    case .documents: "documents.jsonl"
    case .ledger: "ledger.jsonl"
    case .rejected: "rejected.jsonl"
    }
  }
}

/// One value for each of the four data files.
struct PerFile<Value: Sendable & Hashable>: Sendable, Hashable {
  private var segments: Value
  private var documents: Value
  private var ledger: Value
  private var rejected: Value

  init(repeating value: Value) {
    segments = value
    documents = value
    ledger = value
    rejected = value
  }

  subscript(file: ResultFile) -> Value {
    get {
      switch file {
      case .segments: segments
      case .documents: documents
      case .ledger: ledger
      case .rejected: rejected
      }
    }
    set {
      switch file {
      case .segments: segments = newValue
      case .documents: documents = newValue
      case .ledger: ledger = newValue
      case .rejected: rejected = newValue
      }
    }
  }
}

/// What one input gave, as an index remembers it.
struct ResultEntry: Sendable, Equatable {
  /// What has to be the same for the result to be used again.
  var fingerprint: String
  var path: String
  /// Nil where the input was rejected.
  var document: String?
  var sha256: String?
  var byteCount: Int
  /// Where its lines stand in the four files.
  var offsets = PerFile(repeating: 0)
  var lengths = PerFile(repeating: 0)
  var summary = DocumentSummary()

  /// Where the entry ends in the four files, or the ends so far where it has nothing in one of them.
  func ends(after before: PerFile<Int>) -> PerFile<Int> {
    var ends = before
    for file in ResultFile.allCases where lengths[file] > 0 {
      ends[file] = max(ends[file], offsets[file] + lengths[file])
    }
    return ends
  }

  /// True where the entry follows in every file in which it has something.
  func follows(_ ends: PerFile<Int>) -> Bool {
    ResultFile.allCases.allSatisfy { lengths[$0] == 0 || offsets[$0] == ends[$0] }
  }
}
