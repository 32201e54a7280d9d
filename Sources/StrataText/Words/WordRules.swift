/// What UAX #29 makes of a character, as far as it matters in text of simple characters.
///
/// The raw values fill the table of ``WordClasses``.
enum WordClass: UInt8, CaseIterable {
  /// Not simple: its boundaries depend on more than the rules below (combining marks, joiners,
  /// Hebrew, scripts that need a dictionary, ill-formed bytes). ICU decides.
  case complex
  /// Stands alone. Newlines too: only complex characters see the difference.
  case other
  case letter
  case digit
  /// ExtendNumLet.
  case underscore
  /// WSegSpace.
  case space
  /// MidNumLet and Single_Quote: joins letters, and digits.
  case midNumLet
  /// Joins letters.
  case midLetter
  /// MidNum: joins digits.
  case midNum
  case carriageReturn
  case lineFeed

  var isWord: Bool { self == .letter || self == .digit || self == .underscore }
}

/// The word boundary rules of UAX #29 for simple characters, one character at a time.
///
/// Where every character of a text is simple, these rules are all of UAX #29, because WB4 (marks
/// attach to what they follow), WB3c and WB15–16 (emoji, flags), WB7a–c (Hebrew) and WB13 (Katakana)
/// have nothing to work on.
struct WordRules {
  private(set) var previous = WordClass.other
  private(set) var kind = WordKind.other
  private var isAfterJoiningMark = false

  /// Takes the next character; `following` is the class of the one behind it, or `.other` at the end.
  /// Returns whether there is no boundary before the character. `kind` is then that of a segment that would end
  /// behind the character.
  mutating func joins(_ current: WordClass, following: WordClass) -> Bool {
    let joinsLetters = current == .midNumLet || current == .midLetter
    let joinsDigits = current == .midNumLet || current == .midNum
    let isJoiningMark =
      joinsLetters && previous == .letter && following == .letter  // WB6
      || joinsDigits && previous == .digit && following == .digit  // WB12
    let joined =
      isJoiningMark
      || isAfterJoiningMark  // WB7, WB11
      || previous.isWord && current.isWord  // WB5, WB8–10, WB13a–b
      || previous == .space && current == .space  // WB3d
      || previous == .carriageReturn && current == .lineFeed  // WB3
    kind =
      switch current {
      case .letter: .letters
      case .digit: .number
      case .underscore where previous == .letter || previous == .underscore: .letters
      case .underscore where previous == .digit: .number
      default: .other
      }
    isAfterJoiningMark = isJoiningMark
    previous = current
    return joined
  }
}
