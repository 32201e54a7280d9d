import Glibc
import StrataModel

/// The inputs of a corpus, some sixty bytes each, so that a corpus of a million small files fits in memory: the paths
/// stand in one block of bytes, and an input is put together when it is asked for.
public struct CorpusInputs: RandomAccessCollection, Sendable {
  private struct Entry {
    var start: Int
    var byteCount: Int
    var length: UInt16
    var root: UInt32
    /// Position of the media type in `mediaTypes`.
    var mediaType: UInt8
  }

  /// What an input is called by where its path does not tell.
  private struct Name {
    var id: String
    var warning: WarningRecord
  }

  private var paths: [UInt8] = []
  private var entries: [Entry] = []
  private var mediaTypes: [String] = []
  private var names: [Int: Name] = [:]
  /// For each root the folder with a slash behind it, or the file itself.
  private var places: [String] = []

  public init() {}

  public var startIndex: Int { 0 }
  public var endIndex: Int { entries.count }

  public subscript(index: Int) -> Corpus.Input {
    let path = self.path(at: index)
    let entry = entries[index]
    let place = places[Int(entry.root)]
    let name = names[index]
    return Corpus.Input(
      path: path, id: name?.id ?? DocumentNames.withoutExtension(path),
      mediaType: mediaTypes[Int(entry.mediaType)], file: place.hasSuffix("/") ? place + path : place,
      root: Int(entry.root), byteCount: entry.byteCount, warning: name?.warning)
  }

  func path(at index: Int) -> String {
    let entry = entries[index]
    return String(decoding: paths[entry.start..<(entry.start + Int(entry.length))], as: UTF8.self)
  }

  /// Position of an input's corpus root in `roots`.
  public func root(at index: Int) -> Int { Int(entries[index].root) }

  /// Length of all inputs in bytes when the corpus was listed.
  public var byteCount: Int { entries.reduce(0) { $0 + $1.byteCount } }

  /// Makes `place` the next root: a folder with a slash behind it, or a file.
  mutating func addRoot(_ place: String) { places.append(place) }

  /// Adds a file of the last root. Paths are shorter than the system's limit of 4,096 bytes.
  mutating func append(path: String, mediaType: String, byteCount: Int) {
    let start = paths.count
    paths.append(contentsOf: path.utf8)
    let type =
      mediaTypes.firstIndex(of: mediaType)
      ?? {
        mediaTypes.append(mediaType)
        return mediaTypes.count - 1
      }()
    entries.append(
      Entry(
        start: start, byteCount: byteCount, length: UInt16(paths.count - start), root: UInt32(places.count - 1),
        mediaType: UInt8(type)))
  }

  /// Sorts the inputs from `first` on by the bytes of their paths.
  mutating func sort(from first: Int) {
    paths.withUnsafeBufferPointer { paths in
      guard let base = paths.baseAddress else { return }
      entries[first...].sort { left, right in
        let order = memcmp(base + left.start, base + right.start, Int(Swift.min(left.length, right.length)))
        return order != 0 ? order < 0 : left.length < right.length
      }
    }
  }

  /// Gives an input another id than its path without the extension.
  mutating func name(_ index: Int, _ id: String, _ warning: WarningRecord) {
    names[index] = Name(id: id, warning: warning)
  }

  /// The inputs for which `isIncluded` holds; for the few cases in which some have to go.
  public func filter(_ isIncluded: (Corpus.Input) -> Bool) -> CorpusInputs {
    var kept = self
    kept.entries.removeAll()
    kept.names.removeAll()
    for index in indices where isIncluded(self[index]) {
      kept.names[kept.entries.count] = names[index]
      kept.entries.append(entries[index])
    }
    return kept
  }
}
