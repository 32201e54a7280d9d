import FoundationEssentials
import Glibc

/// The lines of a file or of standard input, one at a time; memory is bounded by the longest line.
public final class LineReader {
  private let descriptor: Int32
  private let ownsDescriptor: Bool
  private var buffer: [UInt8] = []
  /// Unread bytes are `buffer[position...]`.
  private var position = 0
  private var isAtEnd = false
  /// Number of the line that was read last, from 1.
  public private(set) var number = 0

  public init(descriptor: Int32) {
    self.descriptor = descriptor
    ownsDescriptor = false
  }

  /// Throws `FileFault` where the file cannot be opened.
  public init(path: String) throws {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    ownsDescriptor = true
    if descriptor < 0 { throw FileFault(path: path, operation: "open", errno: errno) }
  }

  deinit { if ownsDescriptor { close(descriptor) } }

  /// The next line without its line feed, or nil at the end.
  public func next() throws -> [UInt8]? {
    var searched = position
    while true {
      if let feed = index(of: 10, from: searched) {
        let line = Array(buffer[position..<feed])
        position = feed + 1
        number += 1
        return line
      }
      searched = buffer.count
      if isAtEnd {
        guard position < buffer.count else { return nil }
        let line = Array(buffer[position...])
        position = buffer.count
        number += 1
        return line
      }
      let kept = searched - position
      try fill()
      searched = kept
    }
  }

  private func index(of byte: UInt8, from start: Int) -> Int? {
    buffer.withUnsafeBufferPointer { bytes in
      guard start < bytes.count, let base = bytes.baseAddress,
        let found = memchr(base + start, Int32(byte), bytes.count - start)
      else { return nil }
      return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
  }

  private func fill() throws {
    if position > 0 {
      buffer.removeSubrange(0..<position)
      position = 0
    }
    let chunk = max(1 << 16, buffer.count)
    let old = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: chunk))
    let count = buffer.withUnsafeMutableBytes { bytes in
      var count = 0
      repeat { count = read(descriptor, bytes.baseAddress! + old, chunk) } while count < 0 && errno == EINTR
      return count
    }
    buffer.removeLast(chunk - max(0, count))
    if count < 0 { throw FileFault(path: "the input", operation: "read", errno: errno) }
    if count == 0 { isAtEnd = true }
  }
}

/// An operation of the system that failed, with the system's reason.
public struct FileFault: Error, CustomStringConvertible, Sendable {
  public var path: String
  public var operation: String
  public var errno: Int32

  public init(path: String, operation: String, errno: Int32) {
    self.path = path
    self.operation = operation
    self.errno = errno
  }

  public var reason: String { String(cString: strerror(errno)) }
  public var description: String { "cannot \(operation) \(path): \(reason)" }
}

/// The records of a JSON Lines file, one at a time.
public final class RecordReader<Record: Decodable> {
  private let lines: LineReader
  private let path: String
  private let decoder = JSONDecoder()
  private var ahead: Record?

  public init(path: String) throws {
    self.path = path
    lines = try LineReader(path: path)
  }

  /// The next record, or nil at the end; empty lines are passed over.
  public func next() throws -> Record? {
    if let record = ahead {
      ahead = nil
      return record
    }
    while let line = try lines.next() {
      if line.isEmpty { continue }
      do {
        return try decoder.decode(Record.self, from: Data(line))
      } catch {
        throw RecordFault(path: path, line: lines.number, message: RecordFault.message(of: error))
      }
    }
    return nil
  }

  /// The next record without taking it.
  public func peek() throws -> Record? {
    if ahead == nil { ahead = try next() }
    return ahead
  }
}

/// A line that is not the record it should be.
public struct RecordFault: Error, CustomStringConvertible, Sendable {
  public var path: String
  public var line: Int
  public var message: String

  public init(path: String, line: Int, message: String) {
    self.path = path
    self.line = line
    self.message = message
  }

  public var description: String { "\(path):\(line): \(message)" }

  /// The decoder's complaint with the place of the key.
  public static func message(of error: any Error) -> String {
    guard let error = error as? DecodingError else { return "\(error)" }
    func place(_ path: [any CodingKey]) -> String {
      path.isEmpty ? "" : " at " + path.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
    }
    switch error {
    case .keyNotFound(let key, let context):
      return "the key '\(key.stringValue)' is missing\(place(context.codingPath))"
    case .valueNotFound(_, let context): return "a value is missing\(place(context.codingPath))"
    case .typeMismatch(let type, let context): return "expected \(type)\(place(context.codingPath))"
    case .dataCorrupted(let context): return context.debugDescription + place(context.codingPath)
    @unknown default: return "\(error)"
    }
  }
}
