import ICUOracle
import StrataText

/// The segments of a text as arrays, to be compared and shown.
struct Segments: Equatable {
  var ends: [UInt32] = []
  var kinds: [UInt8] = []

  init() {}

  init(_ words: borrowing WordBuffer) {
    ends = Array(words.ends)
    kinds = Array(words.kinds)
  }

  /// `Can't| |stop` with a letter for each kind: `L-L`.
  func shown(in text: [UInt8]) -> String {
    var shown: [String] = []
    var start = 0
    for (end, kind) in zip(ends, kinds) {
      let bytes = start <= Int(end) && Int(end) <= text.count ? text[start..<Int(end)] : []
      let isText = bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
      let content =
        isText
        ? String(decoding: bytes, as: UTF8.self)
        : bytes.map { "<" + String($0, radix: 16) + ">" }.joined()
      shown.append(content + ":" + String(Array("-NLKI")[min(Int(kind), 4)]))
      start = Int(end)
    }
    return shown.joined(separator: " | ")
  }
}

/// Runs every engine on the same texts and compares each with ICU.
final class Comparison {
  private let oracle = icu_oracle_open()
  private var ends: [UInt32] = []
  private var kinds: [UInt8] = []
  private var words = WordBuffer(minimumCapacity: 1)
  private var bitParallel: WordSegmenter
  private var scalar: WordSegmenter
  private var icu: WordSegmenter

  init() throws {
    bitParallel = try WordSegmenter(engine: .bitParallel)
    scalar = try WordSegmenter(engine: .scalar)
    icu = try WordSegmenter(engine: .icu)
  }

  deinit { icu_oracle_close(oracle) }

  /// What differs, or `nil`.
  func difference(_ text: [UInt8], engines: [WordSegmenter.Engine] = [.bitParallel, .scalar, .icu]) throws
    -> String?
  {
    if ends.count < text.count {
      ends = Array(repeating: 0, count: text.count * 2)
      kinds = Array(repeating: 0, count: text.count * 2)
    }
    // A copy of exactly the size of the text, so that the address sanitizer sees what reads beyond it.
    let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.count)
    defer { copy.deallocate() }
    _ = copy.initialize(from: text)
    let exact = UnsafeBufferPointer(copy)

    let count =
      text.isEmpty
      ? 0 : icu_oracle_words(oracle, exact.baseAddress!, text.count, &ends, &kinds)
    for engine in engines {
      switch engine {
      case .bitParallel: try bitParallel.segment(exact, into: &words)
      case .scalar: try scalar.segment(exact, into: &words)
      case .icu: try icu.segment(exact, into: &words)
      }
      if !isExpected(count) {
        var expected = Segments()
        expected.ends = Array(ends[..<count])
        expected.kinds = Array(kinds[..<count])
        return """
          \(engine) differs from ICU on \(text)
          ICU:  \(expected.shown(in: text))
          ours: \(Segments(words).shown(in: text))
          """
      }
    }
    return nil
  }

  private func isExpected(_ count: Int) -> Bool {
    guard words.count == count else { return false }
    let (ourEnds, ourKinds) = (words.ends, words.kinds)
    return ends.withUnsafeBufferPointer { ends in
      kinds.withUnsafeBufferPointer { kinds in
        var index = 0
        while index < count {
          if ends[index] != ourEnds[index] || kinds[index] != ourKinds[index] { return false }
          index += 1
        }
        return true
      }
    }
  }
}
