import FoundationEssentials
import GRDB
import Glibc
import StrataTables

/// The mastersheet's memory (`strata.db`): strategies, commitments, initiatives, links, judgements and every change.
///
/// One process writes at a time: writers take SQLite's lock at once and wait for it for `patience` seconds.
public final class SheetStore: Sendable {
  public let path: String
  let queue: DatabaseQueue

  /// Opens the store, makes it where there is none, and finishes or takes back a push that was killed.
  public init(path: String, patience: Double = 10) throws {
    self.path = path
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(patience)
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA synchronous = FULL")
    }
    do {
      queue = try DatabaseQueue(path: path, configuration: configuration)
      try StoreSchema.migrator.migrate(queue)
    } catch let error as DatabaseError {
      throw Self.fault(error, path)
    }
    try recover()
  }

  /// Runs changes as one transaction: all of them or none.
  func write<Value>(_ changes: (Database) throws -> Value) throws -> Value {
    do {
      return try queue.write(changes)
    } catch let error as DatabaseError {
      throw Self.fault(error, path)
    }
  }

  func read<Value>(_ query: (Database) throws -> Value) throws -> Value {
    do {
      return try queue.read(query)
    } catch let error as DatabaseError {
      throw Self.fault(error, path)
    }
  }

  private static func fault(_ error: DatabaseError, _ path: String) -> TableFault {
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      TableFault("store-busy", "another command is writing to \(path); wait until it is done and run this one again")
    case .SQLITE_NOTADB, .SQLITE_CORRUPT:
      TableFault("store-damaged", "\(path) is no store of strata, or it is damaged: \(error.message ?? "")")
    case .SQLITE_CANTOPEN:
      TableFault("store-open", "\(path) cannot be opened; is its folder there, and may you write in it?")
    case .SQLITE_FULL:
      TableFault(
        "store-full",
        "there is no space left on the disk for \(path). Nothing was changed; free some and run this again.")
    case .SQLITE_READONLY:
      TableFault("store-open", "\(path) may only be read; run this as somebody who may write it and its folder")
    default:
      TableFault(
        "store", "\(path): \(error.message ?? "SQLite error \(error.resultCode.rawValue)"). Nothing was changed.")
    }
  }

  /// ISO 8601, UTC. Times stand in the store alone, never in data files.
  static func now() -> String {
    var seconds = time(nil)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    var text = [CChar](repeating: 0, count: 32)
    let count = strftime(&text, text.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
    return String(decoding: text[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Who works: `STRATA_USER`, else the login name.
  public static var user: String {
    for name in ["STRATA_USER", "USER", "LOGNAME"] {
      if let value = getenv(name), value.pointee != 0 { return String(cString: value) }
    }
    return "unknown"
  }
}
