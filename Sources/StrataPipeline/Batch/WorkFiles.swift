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

  /// Results are handed to the system after this many bytes of data.
  private static let flushInterval = 1 << 19
  private var unflushed = 0

  /// Opens the files and cuts off what no entry of `kept` names.
  init(folder: String, key: String, keeping kept: [ResultEntry]) throws {
    var ends = PerFile(repeating: 0)
    for entry in kept {
      for file in ResultFile.allCases { ends[file] = max(ends[file], entry.offsets[file] + entry.lengths[file]) }
    }
    segments = try OutputFile(path: "\(folder)/segments.jsonl", keeping: ends[.segments])
    documents = try OutputFile(path: "\(folder)/documents.jsonl", keeping: ends[.documents])
    ledger = try OutputFile(path: "\(folder)/ledger.jsonl", keeping: ends[.ledger])
    rejected = try OutputFile(path: "\(folder)/rejected.jsonl", keeping: ends[.rejected])
    // The kept lines are a prefix of the index, but for a torn line at its end.
    let header = ResultIndex.header(key)
    let keptLines = kept.reduce(into: header.utf8.count) { $0 += ResultIndex.line($1).utf8.count }
    if kept.isEmpty {
      index = try OutputFile(path: "\(folder)/index.tsv", keeping: 0)
      try index.append(Array(header.utf8))
      try index.flush()
    } else {
      index = try OutputFile(path: "\(folder)/index.tsv", keeping: keptLines)
    }
  }

  /// Appends the lines of one input; returns the entry with their places.
  func append(_ entry: ResultEntry, lines: [(ResultFile, [UInt8])]) throws -> ResultEntry {
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
    pendingIndex.append(contentsOf: ResultIndex.line(entry).utf8)
    if unflushed >= Self.flushInterval { try flush() }
    return entry
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

  /// True where the files hold these results in this order and nothing else.
  func isExactly(_ entries: [ResultEntry]) -> Bool {
    var ends = PerFile(repeating: 0)
    for entry in entries {
      for file in ResultFile.allCases {
        if entry.lengths[file] > 0, entry.offsets[file] != ends[file] { return false }
        ends[file] += entry.lengths[file]
      }
    }
    return ResultFile.allCases.allSatisfy { ends[$0] == count(of: $0) }
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
