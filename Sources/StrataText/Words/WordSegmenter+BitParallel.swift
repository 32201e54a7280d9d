import StrataTextSIMD

/// What a block must know of the one before it; each is the bit of the position before its first.
private struct Carry {
  var letter: UInt64 = 0
  var digit: UInt64 = 0
  var underscore: UInt64 = 0
  var space: UInt64 = 0
  var carriageReturn: UInt64 = 0
  /// The first position is behind a mark that joins.
  var joined: UInt64 = 0
  /// The kind of a segment that ends before the first position.
  var kindIsLetters: UInt64 = 0
  var kindIsNumber: UInt64 = 0
}

/// The characters beyond ASCII of a block, as far as the masks of ASCII don't hold them.
private struct WideMasks {
  /// Bytes that are not the first of their character.
  var continuations: UInt64 = 0
  /// First bytes of marks of two and of three bytes that may join letters, and digits.
  var midLetters2: UInt64 = 0
  var midNumbers2: UInt64 = 0
  var midLetters3: UInt64 = 0
  var midNumbers3: UInt64 = 0
  /// First bytes of ExtendNumLet of three bytes.
  var underscores3: UInt64 = 0
}

extension WordSegmenter {
  /// Bytes behind a block that may be read: a character of three bytes may begin in its last.
  private static let overhang = 2

  /// Appends the segments of simple text from a boundary on, up to the end of the text or the first
  /// complex character, and returns where that is. Segments near the complex character may be wrong.
  ///
  /// All masks have one bit for each of 64 bytes. A bit of `joined` says that there is no boundary
  /// before that byte. Whether a mark joins shows in the first byte of the character behind it, so a block
  /// decides its first 63 positions, or as many as are whole characters, and the next one begins there.
  borrowing func scanBlocks(
    _ text: UnsafeBufferPointer<UInt8>, from start: Int, into words: inout WordBuffer
  ) -> Int {
    let base = text.baseAddress.unsafelyUnwrapped
    let count = text.count
    let letter =
      classes.table[Int(UInt8(ascii: "@"))] == WordClass.letter.rawValue
      ? UInt8(ascii: "@") : UInt8(ascii: "a")
    let midLetter =
      classes.table[Int(UInt8(ascii: ":"))] == WordClass.midLetter.rawValue
      ? UInt8(ascii: ":") : UInt8(ascii: ".")

    var carry = Carry()
    var at = start
    while true {
      var block = base + at
      let remaining = count &- at
      if remaining < 64 &+ Self.overhang {
        scratch.update(from: block, count: remaining)
        (scratch + remaining).update(repeating: 0, count: Self.paddedSize &- remaining)
        block = UnsafePointer(scratch)
      }

      var masks = strata_classify(block, letter, midLetter)
      var wide = WideMasks()
      var step = 63
      var complex = 64
      if masks.high != 0 {
        complex = classifyWide(block, &masks, &wide)
        while wide.continuations &>> UInt64(step) & 1 != 0 { step &-= 1 }
      }
      step = min(step, remaining)

      let wordBytes = masks.letters | masks.digits | masks.underscores
      let afterLetter = masks.letters &<< 1 | carry.letter
      let afterDigit = masks.digits &<< 1 | carry.digit
      let afterUnderscore = masks.underscores &<< 1 | carry.underscore
      let joiningMarks =
        masks.midLetters & afterLetter & (masks.letters &>> 1)
        | masks.midNumbers & afterDigit & (masks.digits &>> 1)
      var joined =
        wordBytes & (afterLetter | afterDigit | afterUnderscore)
        | masks.spaces & (masks.spaces &<< 1 | carry.space)
        | masks.lineFeeds & (masks.carriageReturns &<< 1 | carry.carriageReturn)
        | joiningMarks
      var behindMarks = joiningMarks &<< 1

      let inheritsLetters = afterLetter | afterUnderscore
      var kindLetters: UInt64
      var kindNumber: UInt64
      if masks.high == 0 {
        kindLetters = masks.letters | masks.underscores & inheritsLetters
        kindNumber = masks.digits | masks.underscores & afterDigit
      } else {
        let marks2 =
          wide.midLetters2 & afterLetter & (masks.letters &>> 2)
          | wide.midNumbers2 & afterDigit & (masks.digits &>> 2)
        let marks3 =
          wide.midLetters3 & afterLetter & (masks.letters &>> 3)
          | wide.midNumbers3 & afterDigit & (masks.digits &>> 3)
        joined |= marks2 | marks3 | wide.continuations
        behindMarks |= marks2 &<< 2 | marks3 &<< 3
        // Of a character of three bytes the last one tells the kind.
        let underscores1 = masks.underscores & ~wide.continuations & ~wide.underscores3
        kindLetters =
          masks.letters | underscores1 & inheritsLetters
          | (wide.underscores3 & inheritsLetters) &<< 2
        kindNumber =
          masks.digits | underscores1 & afterDigit
          | (wide.underscores3 & afterDigit) &<< 2
      }
      joined |= behindMarks | carry.joined

      // Positions that this block decides, up to and with a complex character.
      let decided =
        complex < 64 ? (2 &<< UInt64(complex)) &- 1 : ((1 as UInt64) &<< UInt64(step)) &- 1
      var boundaries = ~joined & decided
      if at == start { boundaries &= ~1 }
      words.append(
        boundaries, at: at, scratch: scratch + Self.paddedSize,
        endsLetters: kindLetters &<< 1 | carry.kindIsLetters,
        endsNumber: kindNumber &<< 1 | carry.kindIsNumber)
      if complex < 64 { return at &+ complex }

      let last = UInt64(step &- 1)
      carry.letter = masks.letters &>> last & 1
      carry.digit = masks.digits &>> last & 1
      carry.underscore = masks.underscores &>> last & 1
      carry.space = masks.spaces &>> last & 1
      carry.carriageReturn = masks.carriageReturns &>> last & 1
      carry.joined = behindMarks &>> UInt64(step) & 1
      carry.kindIsLetters = kindLetters &>> last & 1
      carry.kindIsNumber = kindNumber &>> last & 1
      at &+= step
      if at == count {
        words.append(
          end: at,
          kind: UInt8(truncatingIfNeeded: carry.kindIsLetters &<< 1 | carry.kindIsNumber))
        return at
      }
    }
  }

  /// Adds the characters beyond ASCII to the masks, and returns where the first complex one begins,
  /// or 64. Of a character that begins in the block and ends behind it, the bytes behind are left out.
  @inline(__always)
  private borrowing func classifyWide(
    _ block: UnsafePointer<UInt8>, _ masks: inout strata_word_masks, _ wide: inout WideMasks
  ) -> Int {
    var pending = masks.high
    if classes.trustsLetterPairs, pending.nonzeroBitCount >= 8 {
      let leads = strata_letter_pairs(block)
      let bytes = leads | leads &<< 1
      masks.letters |= bytes
      wide.continuations |= leads &<< 1
      pending &= ~bytes
    }
    while pending != 0 {
      let position = pending.trailingZeroBitCount
      let shift = UInt64(truncatingIfNeeded: position)
      let lead = block[position]
      let second = block[position &+ 1]
      let wordClass: WordClass
      let bytes: UInt64
      if lead < 0xE0 {
        guard lead >= 0xC2, second & 0xC0 == 0x80 else { return position }
        let character = Int(lead & 0x1F) &<< 6 | Int(second & 0x3F)
        wordClass = WordClass(rawValue: classes.table[character]).unsafelyUnwrapped
        bytes = 0b11 &<< shift
        wide.continuations |= 0b10 &<< shift
      } else {
        let third = block[position &+ 2]
        guard lead < 0xF0, second & 0xC0 == 0x80, third & 0xC0 == 0x80 else {
          return position
        }
        wordClass = classes.threeByteClass(
          of: UInt32(lead & 0x0F) &<< 12 | UInt32(second & 0x3F) &<< 6
            | UInt32(third & 0x3F))
        bytes = 0b111 &<< shift
        wide.continuations |= 0b110 &<< shift
      }
      pending &= ~bytes
      if wordClass == .letter {
        masks.letters |= bytes
        continue
      }
      let first = (1 as UInt64) &<< shift
      let isTwo = lead < 0xE0
      switch wordClass {
      case .other, .letter:
        break
      case .complex, .carriageReturn, .lineFeed:
        return position
      case .digit:
        masks.digits |= bytes
      case .space:
        masks.spaces |= bytes
      case .underscore:
        // There is none of two bytes.
        if isTwo { return position }
        masks.underscores |= bytes
        wide.underscores3 |= first
      case .midNumLet:
        if isTwo {
          wide.midLetters2 |= first
          wide.midNumbers2 |= first
        } else {
          wide.midLetters3 |= first
          wide.midNumbers3 |= first
        }
      case .midLetter:
        if isTwo { wide.midLetters2 |= first } else { wide.midLetters3 |= first }
      case .midNum:
        if isTwo { wide.midNumbers2 |= first } else { wide.midNumbers3 |= first }
      }
    }
    return 64
  }
}

extension WordBuffer {
  /// Appends a segment for every boundary among 64 positions, of the kind that the same bit of the
  /// other masks tells.
  @inline(__always)
  fileprivate mutating func append(
    _ boundaries: UInt64, at base: Int, scratch: UnsafeMutablePointer<UInt8>,
    endsLetters: UInt64, endsNumber: UInt64
  ) {
    reserve(64)
    let ends = endStorage + count
    let kinds = kindStorage + count
    let base = UInt32(truncatingIfNeeded: base)
    strata_expand(endsNumber, endsLetters, scratch)
    let number = boundaries.nonzeroBitCount
    var rest = boundaries
    var written = 0
    // Eight at a time without asking whether there are so many: what is written beyond the last is
    // overwritten by the next block, and a loop that ends anywhere would mislead the processor.
    while written < number {
      for slot in 0..<8 {
        // The last bit keeps the processor from asking whether there is any.
        let position = (rest | 1 &<< 63).trailingZeroBitCount
        ends[written &+ slot] = base &+ UInt32(truncatingIfNeeded: position)
        kinds[written &+ slot] = scratch[position]
        rest &= rest &- 1
      }
      written &+= 8
    }
    count &+= number
  }
}
