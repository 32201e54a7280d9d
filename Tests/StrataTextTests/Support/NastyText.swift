/// Texts that favour what is hard about word boundaries. The same for the same seed.
struct NastyText {
  private var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  private static let simple: [[UInt8]] = [
    "a", "Z", "e", "s", "1", "7", "_", " ", "  ", ".", "'", ",", ";", ":", "@", "-", "/", "\n",
    "\r", "\r\n", "\t", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}", "\u{A0}", "\0", "\u{7F}",
    "\"", "(", "%", "&", "é", "ß", "Ž", "ï", "\u{D7}", "\u{F7}", "\u{B7}", "\u{387}", "\u{B2}",
    "\u{AA}", "Σ", "ω", "ά", "\u{37E}", "д", "Ї", "ҷ", "\u{482}", "\u{589}", "Ա", "ش", "\u{661}",
    "\u{60C}",
    "\u{66B}", "\u{66C}", "\u{2018}", "\u{2019}", "\u{201C}", "\u{2013}", "\u{2022}", "\u{2024}",
    "\u{2026}", "\u{2027}", "\u{2044}", "\u{202F}", "\u{203F}", "\u{2002}", "\u{2007}", "\u{200A}",
    "\u{205F}",
    "\u{20AC}", "\u{2192}", "\u{24B6}", "\u{2115}", "\u{1E9E}", "\u{1EA5}", "\u{1F00}", "\u{F0B7}",
    "\u{FFFD}", "©", "\u{2764}", "ʼ", "ˈ",
  ].map { Array($0.utf8) }

  private static let complex: [[UInt8]] = [
    "\u{301}", "\u{308}", "\u{AD}", "\u{200D}", "\u{200C}", "\u{200B}", "\u{200E}", "\u{2060}",
    "\u{FEFF}", "\u{FE0F}", "\u{34F}", "\u{488}", "א", "ב", "\u{5F4}", "\u{5F3}", "\u{5B0}", "\u{64B}",
    "\u{600}", "ก", "ไทย", "ภาษา", "ລາວ", "ខ្មែរ", "မြန်", "中", "文字", "漢", "カ", "タ", "ー", "ひ", "が", "한", "국",
    "\u{3000}", "\u{3031}", "\u{FF10}", "\u{FF1A}", "\u{FF07}", "\u{FF0E}", "\u{FE52}", "\u{FE55}",
    "\u{FE33}", "\u{1680}", "हि", "न्", "த", "\u{1F600}", "\u{1F468}", "\u{1F3FB}", "\u{1F1EA}",
    "\u{1F1FA}", "\u{1F1E9}", "\u{1D400}", "\u{10400}", "\u{1D7CE}", "\u{E0001}", "\u{2E80}",
    "\u{A9}\u{200D}",
    "\u{1F468}\u{200D}\u{1F469}", "\u{1F1EA}\u{1F1EA}", "\u{231A}",
  ].map { Array($0.utf8) }

  private static let illFormed: [[UInt8]] = [
    [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xE2], [0xE2, 0x80], [0xE0, 0x80, 0x80],
    [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xEF, 0xBF], [0xF0, 0x9F],
    [0xF0, 0x9F, 0x98], [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF1, 0xB8, 0x80],
    [0xF5, 0x80], [0xFE],
    [0xFF], [0xE2, 0x61, 0x80],
  ]

  private static let words: [[UInt8]] = [
    "don't", "l\u{2019}État", "3.5", "1,000,000", "e.g.", "U.S.", "a_b", "_x_", "1_2", "user@host.ee",
    "12:30", "col·lecció", "10\u{202F}000", "can\u{2018}t", "1\u{2044}2", "R&D", "naïve", "Straße",
    "Ελλάδα", "Україна", "AI-based", "co\u{AD}op", "2030", "Art. 5(2)", "—\u{2009}", "5\u{A0}%",
  ].map { Array($0.utf8) }

  /// Runs that put what follows them near the edges of a block.
  private static let fillers: [[UInt8]] = [
    "a", " ", "a ", "1", "ab, ", "é", "д", "\u{2019}a", "x\u{2022}", "a.", "1,", "_",
  ].map { Array($0.utf8) }

  /// Replaces a text by the next one.
  mutating func next(into text: inout [UInt8]) {
    text.removeAll(keepingCapacity: true)
    if random.next(below: 3) == 0 {
      let filler = pick(Self.fillers)
      let length = random.next(below: 4) == 0 ? random.next(below: 200) : 50 + random.next(below: 20)
      while text.count < length { text += filler }
    }
    let style = random.next(below: 100)
    let pieces = 1 + random.next(below: random.next(below: 20) == 0 ? 90 : 12)
    for _ in 0..<pieces {
      switch style {
      case 0..<30:
        text += random.next(below: 8) == 0 ? pick(Self.words) : pick(Self.simple)
      case 30..<55:
        appendAny(to: &text)
      case 55..<75:
        text +=
          random.next(below: 15) == 0
          ? pick(Self.complex) : random.next(below: 4) == 0 ? pick(Self.words) : pick(Self.simple)
      case 75..<85:
        text += random.next(below: 4) == 0 ? pick(Self.illFormed) : pick(Self.simple)
      case 85..<90:
        text.append(UInt8(truncatingIfNeeded: random.next()))
      case 90..<95:
        appendCodePoint(to: &text)
      default:
        text += random.next(below: 2) == 0 ? pick(Self.complex) : pick(Self.illFormed)
      }
    }
    // Cut off anywhere, inside a character too.
    if random.next(below: 10) == 0 { text.removeLast(min(text.count, random.next(below: 4))) }
  }

  private mutating func pick(_ pieces: [[UInt8]]) -> [UInt8] {
    pieces[random.next(below: pieces.count)]
  }

  private mutating func appendAny(to text: inout [UInt8]) {
    switch random.next(below: 10) {
    case 0..<5: text += pick(Self.simple)
    case 5: text += pick(Self.words)
    case 6: text += pick(Self.illFormed)
    default: text += pick(Self.complex)
    }
  }

  /// Any code point, surrogates among them, in the shortest form.
  private mutating func appendCodePoint(to text: inout [UInt8]) {
    let ranges = [0x80...0x7FF, 0x800...0x1FFF, 0x1E00...0x2BFF, 0x2C00...0xFFFF, 0x10000...0x10FFFF]
    let range = ranges[random.next(below: ranges.count)]
    let character = range.lowerBound + random.next(below: range.count)
    switch character {
    case ..<0x800:
      text.append(UInt8(0xC0 | character >> 6))
    case ..<0x10000:
      text.append(UInt8(0xE0 | character >> 12))
      text.append(UInt8(0x80 | character >> 6 & 0x3F))
    default:
      text.append(UInt8(0xF0 | character >> 18))
      text.append(UInt8(0x80 | character >> 12 & 0x3F))
      text.append(UInt8(0x80 | character >> 6 & 0x3F))
    }
    text.append(UInt8(0x80 | character & 0x3F))
    if random.next(below: 2) == 0 { text += pick(Self.simple) }
  }
}
