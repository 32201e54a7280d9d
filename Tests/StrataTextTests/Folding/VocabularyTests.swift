import Testing

@testable import StrataText

@Suite("Vocabulary")
struct VocabularyTests {
  private func id(_ word: String, _ vocabulary: Vocabulary) -> UInt32 {
    Array(word.utf8).withUnsafeBufferPointer { vocabulary.id(of: $0) }
  }

  @Test("numbers words in their order, and words that are alike but for case once")
  func numbers() {
    let vocabulary = Vocabulary(["Launch", "AI", "launch", "Österreich", "ÖSTERREICH", "", "x"])
    #expect(vocabulary.count == 4)
    #expect(id("LAUNCH", vocabulary) == 1)
    #expect(id("ai", vocabulary) == 2)
    #expect(id("österreich", vocabulary) == 3)
    #expect(id("X", vocabulary) == 4)
    #expect(id("launc", vocabulary) == 0)
    #expect(id("launch\0", vocabulary) == 0)
    #expect(id("", vocabulary) == 0)
    #expect(id("x", Vocabulary()) == 0)
    #expect(vocabulary.word(3) == Array("österreich".utf8))
    #expect(vocabulary.word(0) == nil)
    #expect(vocabulary.word(5) == nil)
  }

  @Test("words of one byte and what folds to one")
  func singleBytes() {
    let vocabulary = Vocabulary(["\u{212A}", "&", "b"])
    #expect(["k", "K", "\u{212A}"].map { id($0, vocabulary) } == [1, 1, 1])
    #expect(["&", "b", "B", "-", "\u{6}"].map { id($0, vocabulary) } == [2, 3, 3, 0, 0])
    #expect(["k", "K", "\u{212A}"].map { id($0, Vocabulary(["k"])) } == [1, 1, 1])
    let raw: [UInt8] = [0xC3]
    var builder = Vocabulary.Builder()
    #expect(raw.withUnsafeBufferPointer { builder.add($0) } == 1)
    #expect(raw.withUnsafeBufferPointer { builder.build().id(of: $0) } == 1)
  }

  @Test("finds each of many words, alone and inside a text, and no other")
  func many() {
    let words = (0..<5000).map { index -> String in
      let stem = ["strategia", "ministerstvo-", "στρατηγική", "q", "держава", "ấn", "\u{10428}"][
        index % 7]
      return stem + String(index, radix: 36)
    }
    var builder = Vocabulary.Builder()
    for (index, word) in words.enumerated() {
      #expect(Array(word.utf8).withUnsafeBufferPointer { builder.add($0) } == UInt32(index + 1))
    }
    let vocabulary = builder.build()
    #expect(vocabulary.count == words.count && builder.count == words.count)
    for (index, word) in words.enumerated() {
      #expect(id(word.uppercased(), vocabulary) == UInt32(index + 1), "\(word)")
      #expect(id(word + "x", vocabulary) == 0)
      #expect(vocabulary.word(UInt32(index + 1)) == Array(word.utf8))
      let text = Array(("(" + word + ") and more").utf8)
      let range = 1..<(1 + word.utf8.count)
      #expect(text.withUnsafeBufferPointer { vocabulary.id(of: range, in: $0) } == UInt32(index + 1))
      #expect(text.withUnsafeBufferPointer { vocabulary.id(of: 0..<range.upperBound, in: $0) } == 0)
    }
  }

  @Test("reads nothing beyond a word that ends inside a character")
  func cutCharacter() {
    let cut: [UInt8] = Array("ab".utf8) + [0xC3]
    var builder = Vocabulary.Builder()
    #expect(Array("abé".utf8).withUnsafeBufferPointer { builder.add($0) } == 1)
    #expect(cut.withUnsafeBufferPointer { builder.add($0) } == 2)
    let vocabulary = builder.build()
    Array("abé".utf8).withUnsafeBufferPointer { text in
      #expect(vocabulary.id(of: 0..<4, in: text) == 1)
      #expect(vocabulary.id(of: 0..<3, in: text) == 2)
    }
  }

  @Test("tells words apart whose hashes are alike")
  func collision() {
    // The high halves of their hashes are the same, and so are the slots.
    let (first, second) = ("w1763879", "w1914575")
    let hashes = [first, second].map { Array($0.utf8).withUnsafeBufferPointer { foldedHash($0) } }
    #expect(hashes[0] >> 32 == hashes[1] >> 32 && hashes[0] & 15 == hashes[1] & 15)
    #expect(id(second, Vocabulary([first])) == 0)
    #expect(id(second, Vocabulary([first, second])) == 2)
  }

  @Test("numbers the segments of a text")
  func lookUp() throws {
    let vocabulary = Vocabulary(["digital", "-", "décennie", "2030", "."])
    var segmenter = try WordSegmenter()
    var words = WordBuffer()
    var ids: [UInt32] = [99]
    try Array("Digital-DÉCENNIE 2030 plan.".utf8).withUnsafeBufferPointer { text in
      try segmenter.segment(text, into: &words)
      vocabulary.lookUp(words, of: text, into: &ids)
    }
    #expect(ids == [1, 2, 3, 0, 4, 0, 0, 5])
  }

  @Test("is shared by workers")
  func sendable() async {
    let vocabulary = Vocabulary((0..<100).map { "w\($0)" })
    let sums = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<4 {
        group.addTask {
          (0..<100).reduce(0) { sum, index in
            sum + Int(Array("W\(index)".utf8).withUnsafeBufferPointer { vocabulary.id(of: $0) })
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(sums == [5050, 5050, 5050, 5050])
  }
}
