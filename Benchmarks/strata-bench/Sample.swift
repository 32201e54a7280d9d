import Foundation
import StrataReaders

/// The documents of some folders as they are, and as a corpus of any size on disk.
struct Sample {
  var documents: [(path: String, mediaType: String, bytes: [UInt8])] = []

  /// Documents that are UTF-8, so that ICU and the pipeline read the same text.
  init(_ paths: [String]) throws {
    let corpus = try CorpusScanner(exclude: [PathPattern("gold/"), PathPattern("README.md")]).scan(paths)
    for input in corpus.inputs {
      let bytes = [UInt8](FileManager.default.contents(atPath: input.file) ?? Data())
      guard !bytes.isEmpty, String(validating: bytes, as: UTF8.self) != nil else { continue }
      documents.append((input.path, input.mediaType, bytes))
    }
    if documents.isEmpty { throw BenchmarkFault("no UTF-8 document in \(paths.joined(separator: ", "))") }
  }

  /// The same documents put together to long ones of at least `size` bytes and one media type each: one that begins with
  /// each document and goes on with those behind it.
  func joined(to size: Int) -> Sample {
    var joined = self
    joined.documents = documents.indices.map { first in
      var document = documents[first]
      var next = first
      while document.bytes.count < size {
        next = (next + 1) % documents.count
        guard documents[next].mediaType == document.mediaType else { continue }
        document.bytes += [10, 10] + documents[next].bytes
      }
      return document
    }
    return joined
  }

  var byteCount: Int { documents.reduce(0) { $0 + $1.bytes.count } }

  /// All documents one after the other, as often as it takes.
  func text(of size: Int) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(size + byteCount)
    while text.count < size {
      for document in documents {
        text += document.bytes
        text.append(10)
      }
    }
    return text
  }

  /// Writes copies of the documents, a folder a copy, until they hold `size` bytes; returns bytes and files.
  func write(to folder: String, size: Int) throws -> (bytes: Int, files: Int) {
    var bytes = 0
    var files = 0
    var copy = 0
    while bytes < size {
      for document in documents where bytes < size {
        let path = "\(folder)/\(copy / 100)/\(copy % 100)/\(document.path)"
        let parent = String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
        try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        try Data(document.bytes).write(to: URL(fileURLWithPath: path))
        bytes += document.bytes.count
        files += 1
      }
      copy += 1
    }
    return (bytes, files)
  }

  /// Calls `body` with a new folder that is gone afterwards.
  static func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("strata-bench-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }
}
