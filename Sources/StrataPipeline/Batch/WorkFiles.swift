import Glibc
import StrataModel

/// The files that a running batch appends to: the four data files and their index.
final class WorkFiles {
  private let segments: OutputFile
  private let documents: OutputFile
  private let ledger: OutputFile
  private let rejected: OutputFile
  private let index: OutputFile
  private var pendingIndex: [UInt8] = []
  let folder: String
  var indexPath: String { Self.indexPath(folder) }
  static func indexPath(_ folder: String) -> String { "\(folder)/index.tsv" }

  /// Results are handed to the system after this many bytes of data.
  private static let flushInterval = 1 << 19
  private var unflushed = 0

  /// Opens the files and cuts off what no entry names: `ends` are the ends of the kept entries in the data files,
  /// `indexEnd` that of their lines; 0 where nothing is kept.
  init(folder: String, key: String, keeping ends: PerFile<Int>, indexEnd: Int) throws {
    self.folder = folder
    segments = try OutputFile(path: "\(folder)/segments.jsonl", keeping: ends[.segments])
    documents = try OutputFile(path: "\(folder)/documents.jsonl", keeping: ends[.documents])
    ledger = try OutputFile(path: "\(folder)/ledger.jsonl", keeping: ends[.ledger])
    rejected = try OutputFile(path: "\(folder)/rejected.jsonl", keeping: ends[.rejected])
    index = try OutputFile(path: Self.indexPath(folder), keeping: indexEnd)
    if indexEnd == 0 {
      try index.append(ResultIndex.header(key))
      try index.flush()
    }
  }

  /// Appends the lines of one input; returns the entry with their places, and the place of its line in the index.
  func append(_ entry: ResultEntry, lines: [(ResultFile, [UInt8])]) throws -> (entry: ResultEntry, place: Int) {
    var entry = entry
    entry.lengths = PerFile(repeating: 0)
    for file in ResultFile.allCases { entry.offsets[file] = count(of: file) }
    for (file, bytes) in lines {
      entry.lengths[file] += bytes.count
      unflushed += bytes.count
      switch file {
      case .segments: try segments.append(bytes)
      case .documents: try documents.append(bytes)
      case .ledger: try ledger.append(bytes)
      case .rejected: try rejected.append(bytes)
      }
    }
    let place = index.count + pendingIndex.count
    ResultIndex.append(entry, to: &pendingIndex)
    if unflushed >= Self.flushInterval { try flush() }
    return (entry, place)
  }

  /// First the data, then the lines of the index that name it.
  func flush() throws {
    try segments.flush()
    try documents.flush()
    try ledger.flush()
    try rejected.flush()
    try index.append(pendingIndex)
    pendingIndex.removeAll(keepingCapacity: true)
    try index.flush()
    unflushed = 0
  }

  func synchronize() throws {
    try flush()
    try segments.synchronize()
    try documents.synchronize()
    try ledger.synchronize()
    try rejected.synchronize()
  }

  /// Where the files end.
  var ends: PerFile<Int> {
    var ends = PerFile(repeating: 0)
    for file in ResultFile.allCases { ends[file] = count(of: file) }
    return ends
  }

  private func count(of file: ResultFile) -> Int {
    switch file {
    case .segments: segments.count
    case .documents: documents.count
    case .ledger: ledger.count
    case .rejected: rejected.count
    }
  }
}
