import StrataModel
import StrataText

/// A word, phrase or mark of a segment, with what the rules need to know of it.
struct ClauseWord: BitwiseCopyable {
  /// Bytes of the normal text.
  var start: UInt32
  var end: UInt32
  /// Index in the grammar's entries; 0 where the word is not known.
  var entry: UInt32
  /// First byte of a mark, 0 for a word.
  var mark: UInt8
  var flags: Flags
  /// Index of the outermost actor or instrument mention that covers the word, or -1.
  var mention: Int16

  struct Flags: OptionSet, BitwiseCopyable {
    let rawValue: UInt8
    /// Within round or square brackets.
    static let bracketed = Flags(rawValue: 1)
    static let capitalised = Flags(rawValue: 2)
    static let possessive = Flags(rawValue: 4)
    static let number = Flags(rawValue: 8)
    /// Within a list of examples.
    static let example = Flags(rawValue: 16)
    /// Glued to the word before by a hyphen.
    static let glued = Flags(rawValue: 32)
    /// In an appendage of its sentence: 'including …', ', bringing together …'.
    static let appended = Flags(rawValue: 64)
    /// Implies a sector.
    static let implying = Flags(rawValue: 128)
  }

  @inline(__always) var isWord: Bool { mark == 0 }
  @inline(__always) func has(_ flag: Flags) -> Bool { flags.contains(flag) }
}

/// The words of a few segments, cut into sentences. Buffers stay from one batch to the next.
struct ClauseWords {
  /// The parts of the buffers that are a segment's.
  private struct Slice {
    var words = 0..<0
    var mentions = 0..<0
    var sentences = 0..<0
    var implies = false
    var impliesAsFallback = false
  }

  private let wordSpace = Workspace<ClauseWord>()
  private let mentionSpace = Workspace<ClauseMention>()
  private let entrySpace = Workspace<UInt32>()
  /// Sentences and table cells, as ranges of the words of their segments.
  private var sentences: [Range<Int>] = []
  private var slices: [Slice] = []
  private var first = 0

  /// Reads the segments that are classified by their words; the others get none.
  mutating func read(
    _ batch: Range<Int>, of segments: UnsafeBufferPointer<Segment>, _ text: UnsafeBufferPointer<UInt8>,
    _ layer: TokenLayer,
    grammar: ClassifyGrammar
  ) {
    sentences.removeAll(keepingCapacity: true)
    slices.removeAll(keepingCapacity: true)
    first = batch.lowerBound
    var tokenCount = 0
    var mentionCount = 0
    for segment in batch {
      tokenCount += layer.tokens(of: segment).count
      mentionCount += segments[segment].mentions.count
    }
    _ = wordSpace.room(tokenCount)
    _ = mentionSpace.room(mentionCount)
    let entries = entrySpace.room(tokenCount)
    var count = 0
    // A loop of its own, so that the processor may wait for many words at once.
    grammar.table.withLookup { lookup in
      for segment in batch {
        for token in layer.tokens(of: segment) {
          entries[count] = lookup.id(token.hash)
          count += 1
        }
      }
    }
    var offset = 0
    var words = 0
    for segment in batch {
      let tokens = UnsafeBufferPointer(layer.tokens(of: segment))
      var slice = Slice()
      if ClassifyRun.reads(segment, segments) {
        slice = cut(tokens, UnsafeBufferPointer(start: entries + offset, count: tokens.count), at: words, text, grammar)
        words = slice.words.upperBound
      }
      slices.append(slice)
      offset += tokens.count
    }
    var mentions = 0
    for segment in batch where !slices[segment - first].words.isEmpty && segments[segment].kind != .heading {
      let count = segments[segment].mentions.count
      slices[segment - first].mentions = mentions..<mentions + count
      segments[segment].mentions.withUnsafeBufferPointer { found in
        for index in found.indices {
          // Texts are read where they stand, not copied.
          let mention = found.baseAddress.unsafelyUnwrapped + index
          mentionSpace.memory[mentions + index] = ClauseMention(mention, collective: grammar.rules.collectiveConcepts)
        }
      }
      mentions += count
      cover(slices[segment - first])
    }
  }

  private mutating func cut(
    _ tokens: UnsafeBufferPointer<Token>, _ entries: UnsafeBufferPointer<UInt32>, at start: Int,
    _ text: UnsafeBufferPointer<UInt8>, _ grammar: ClassifyGrammar
  ) -> Slice {
    let words = wordSpace.memory.base + start
    let allTraces = grammar.traces.baseAddress.unsafelyUnwrapped
    let firstSentence = sentences.count
    var count = 0
    var implies = false
    var impliesAsFallback = false
    var depth = 0
    var example = false
    var appended = false
    var sentence = 0
    var index = 0
    while index < tokens.count {
      let token = tokens[index]
      if token.has(.possessive) {
        if count > 0 { words[count - 1].flags.insert(.possessive) }
        index += 1
        continue
      }
      if token.has(.cellStart), count > sentence {
        sentences.append(sentence..<count)
        sentence = count
        depth = 0
        example = false
        appended = false
      }
      var word = ClauseWord(
        start: token.start, end: token.end, entry: entries[index], mark: 0, flags: [], mention: -1)
      var consumed = 1
      if token.has(.punctuation) { word.mark = text[Int(token.start)] }
      if allTraces[Int(word.entry)].contains(.phrase) {
        let (entry, length) = phrase(at: index, entries, grammar)
        if length > 1 {
          word.entry = entry
          word.end = tokens[index + length - 1].end
          word.mark = 0
          consumed = length
        }
      }
      if token.has(.capitalised) { word.flags.insert(.capitalised) }
      if token.has(.number) { word.flags.insert(.number) }
      if !token.has(.spaceBefore), count > 0, words[count - 1].mark == 45 { word.flags.insert(.glued) }
      if depth > 0 { word.flags.insert(.bracketed) }
      let traces = allTraces[Int(word.entry)]
      if !traces.isEmpty {
        let entry = grammar.entries.baseAddress.unsafelyUnwrapped + Int(word.entry)
        if traces.contains(.example) { example = true }
        if traces.contains(.implication) {
          word.flags.insert(.implying)
          if grammar.implications[Int(entry.pointee.implication)].fallback {
            impliesAsFallback = true
          } else {
            implies = true
          }
        }
        if traces.contains(.appendage), count > sentence + 3,
          entry.pointee.has(.including)
            || words[count - 1].mark == 44 && entry.pointee.lemma >= 0 && entry.pointee.forms.contains(.gerund)
        {
          appended = true
        }
      }
      if example { word.flags.insert(.example) }
      if appended { word.flags.insert(.appended) }
      switch word.mark {
      case 40, 91: depth += 1
      case 41, 93:
        depth = max(0, depth - 1)
        if depth == 0 { example = false }
      case 46, 33, 63, 59:
        words[count] = word
        count += 1
        index += consumed
        if index >= tokens.count
          || depth == 0 && ends(tokens, index, UnsafeBufferPointer(start: words, count: count), grammar, word.mark)
        {
          sentences.append(sentence..<count)
          sentence = count
          example = false
          appended = false
          depth = 0
        }
        continue
      default: break
      }
      words[count] = word
      count += 1
      index += consumed
    }
    if sentence < count { sentences.append(sentence..<count) }
    return Slice(
      words: start..<start + count, sentences: firstSentence..<sentences.count, implies: implies,
      impliesAsFallback: impliesAsFallback)
  }

  /// Lends the words of a segment of the batch to a reader, for the time of the call.
  func withReader<Result>(_ segment: Int, _ grammar: ClassifyGrammar, _ body: (ClauseReader) -> Result) -> Result {
    let slice = slices[segment - first]
    return sentences.withUnsafeBufferPointer { sentences in
      body(
        ClauseReader(
          grammar: grammar,
          words: UnsafeBufferPointer(start: wordSpace.memory.base + slice.words.lowerBound, count: slice.words.count),
          sentences: UnsafeBufferPointer(rebasing: sentences[slice.sentences]),
          mentions: UnsafeBufferPointer(
            start: mentionSpace.memory.base + slice.mentions.lowerBound, count: slice.mentions.count),
          implies: slice.implies, impliesAsFallback: slice.impliesAsFallback))
    }
  }

  /// The longest phrase that starts at the token, and its length in tokens.
  @inline(__always)
  private func phrase(
    at index: Int, _ entries: UnsafeBufferPointer<UInt32>, _ grammar: ClassifyGrammar
  ) -> (UInt32, Int) {
    let range = grammar.phraseRanges[Int(entries[index])]
    var candidate = Int(range.lowerBound)
    while candidate < Int(range.upperBound) {
      let phrase = grammar.phrases[candidate]
      candidate += 1
      let count = phrase.words.count
      guard index + count < entries.count else { continue }
      let words = Int(phrase.words.lowerBound)
      var offset = 0
      while offset < count, entries[index + 1 + offset] == grammar.phraseWords[words + offset] { offset += 1 }
      if offset == count { return (phrase.entry, count + 1) }
    }
    return (entries[index], 1)
  }

  /// Whether the mark before the token ends a sentence.
  private func ends(
    _ tokens: UnsafeBufferPointer<Token>, _ next: Int, _ words: UnsafeBufferPointer<ClauseWord>,
    _ grammar: ClassifyGrammar, _ mark: UInt8
  ) -> Bool {
    guard tokens[next].has(.spaceBefore) else { return false }
    if mark != 46 { return true }
    if words.count >= 2 {
      let before = words[words.count - 2]
      if grammar.entries[Int(before.entry)].has(.abbreviation) { return false }
      if before.has(.capitalised), before.end - before.start == 1 { return false }
      if words.count == 2, before.has(.number) { return false }
    }
    let token = tokens[next]
    return token.has(.capitalised) || token.has(.hasDigit) || token.has(.punctuation)
      || token.has(.allCaps) || token.has(.innerCapital)
  }

  private func cover(_ slice: Slice) {
    let words = UnsafeMutableBufferPointer(
      start: wordSpace.memory.base + slice.words.lowerBound, count: slice.words.count)
    let mentions = UnsafeBufferPointer(
      start: mentionSpace.memory.base + slice.mentions.lowerBound, count: slice.mentions.count)
    var at = 0
    for (index, mention) in mentions.enumerated() where mention.type == .actor || mention.type == .instrument {
      while at < words.count, words[at].start < mention.start { at += 1 }
      var inside = at
      while inside < words.count, words[inside].start < mention.end {
        // The outer mention comes first and keeps its words.
        if words[inside].mention < 0 { words[inside].mention = Int16(truncatingIfNeeded: index) }
        inside += 1
      }
    }
  }
}
