import StrataModel

/// A pattern that cannot be read: where in its text, and what to do.
public struct PatternError: Error, Sendable, Hashable {
  /// Unicode scalar of the pattern's text, from 0.
  public var at: Int
  public var message: String
}

/// Reads the pattern language (see `Pattern`) and writes programs.
struct PatternCompiler {
  /// Index of a word class, by name.
  var classIndex: (String) -> Int?
  /// Id of a word, added to the vocabulary where it is new.
  var wordId: (String) -> UInt32
  /// Names for 'did you mean'.
  var classNames: [String]

  indirect enum Node {
    case test(Pattern.Instruction)
    case sequence([Node])
    case choice([Node])
    case repeated(Node, minimum: Int, isUnbounded: Bool)
    case capture(String, Node)

    /// A test for a single word.
    var isWord: Bool {
      switch self {
      case .test(let instruction): instruction.operation == .word && !instruction.isNegated
      case .sequence(let nodes): nodes.count == 1 && nodes[0].isWord
      default: false
      }
    }
  }

  /// A pattern's instructions appended to those of others.
  struct Output {
    var program: [Pattern.Instruction] = []
    var captures: [String] = []
    var isBackwards: Bool
  }

  /// Appends the pattern's program; gives the pattern and the names of its captures. Capture `i` has the slots `2i`
  /// and `2i + 1`.
  func compile(
    _ text: String, isBackwards: Bool, into program: inout [Pattern.Instruction], openings: inout [Pattern.Opening]
  ) throws -> (pattern: Pattern, captures: [String]) {
    var parser = Parser(text: Array(text.unicodeScalars), compiler: self)
    let node = try parser.alternatives()
    guard parser.at == parser.text.count else { throw parser.failure("unexpected ')'") }
    let start = program.count
    var output = Output(isBackwards: isBackwards)
    // Handed over and back, since a copy of all programs for each one would be many.
    swap(&output.program, &program)
    defer { swap(&output.program, &program) }
    try emit(node, into: &output)
    output.program.append(Pattern.Instruction(operation: .accept))
    openings.append(Pattern.beginnings(of: output.program, at: [start]).opening)
    let pattern = Pattern(start: Int32(start), number: Int32(openings.count - 1), isBackwards: isBackwards)
    return (pattern, output.captures)
  }

  private func emit(_ node: Node, into pattern: inout Output) throws {
    switch node {
    case .test(let instruction): pattern.program.append(instruction)
    case .sequence(let nodes):
      for node in pattern.isBackwards ? nodes.reversed() : nodes { try emit(node, into: &pattern) }
    case .choice(let nodes) where nodes.allSatisfy(\.isWord):
      // Words alone exclude each other, so that their order tells nothing.
      pattern.program.append(Pattern.Instruction(operation: .oneOf, first: UInt32(nodes.count)))
      for node in nodes { try emit(node, into: &pattern) }
    case .choice(let nodes):
      var ends: [Int] = []
      for (index, node) in nodes.enumerated() {
        guard index + 1 < nodes.count else {
          try emit(node, into: &pattern)
          break
        }
        let split = pattern.program.count
        pattern.program.append(Pattern.Instruction(operation: .split, first: UInt32(split + 1)))
        try emit(node, into: &pattern)
        ends.append(pattern.program.count)
        pattern.program.append(Pattern.Instruction(operation: .jump))
        pattern.program[split].second = UInt32(pattern.program.count)
      }
      for end in ends { pattern.program[end].first = UInt32(pattern.program.count) }
    case .repeated(let node, let minimum, let isUnbounded):
      for _ in 0..<minimum { try emit(node, into: &pattern) }
      let split = pattern.program.count
      pattern.program.append(Pattern.Instruction(operation: .split, first: UInt32(split + 1)))
      try emit(node, into: &pattern)
      if isUnbounded { pattern.program.append(Pattern.Instruction(operation: .jump, first: UInt32(split))) }
      pattern.program[split].second = UInt32(pattern.program.count)
    case .capture(let name, let node):
      let index: Int
      if let known = pattern.captures.firstIndex(of: name) {
        index = known
      } else {
        guard pattern.captures.count < Pattern.maximumCaptures else {
          throw PatternError(at: 0, message: "more than \(Pattern.maximumCaptures) captures")
        }
        index = pattern.captures.count
        pattern.captures.append(name)
      }
      pattern.program.append(Pattern.Instruction(operation: .save, first: UInt32(index * 2)))
      try emit(node, into: &pattern)
      pattern.program.append(Pattern.Instruction(operation: .save, first: UInt32(index * 2 + 1)))
    }
  }

  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\n" || scalar == "\t" || scalar == "\r"
  }

  /// Whether no word goes on with the character, unless a backslash stands before it.
  static func endsWord(_ scalar: Unicode.Scalar) -> Bool {
    isSpace(scalar) || "()|?*+:".unicodeScalars.contains(scalar)
  }

  struct Parser {
    let text: [Unicode.Scalar]
    let compiler: PatternCompiler
    var at = 0

    func failure(_ message: String) -> PatternError { PatternError(at: at, message: message) }

    func string(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(text[range])) }

    mutating func skipSpaces() { while at < text.count, PatternCompiler.isSpace(text[at]) { at += 1 } }

    mutating func alternatives() throws -> Node {
      var nodes = [try sequence()]
      while at < text.count, text[at] == "|" {
        at += 1
        nodes.append(try sequence())
      }
      return nodes.count == 1 ? nodes[0] : .choice(nodes)
    }

    mutating func sequence() throws -> Node {
      var nodes: [Node] = []
      skipSpaces()
      while at < text.count, text[at] != ")", text[at] != "|" {
        nodes.append(try repeated())
        skipSpaces()
      }
      return .sequence(nodes)
    }

    mutating func repeated() throws -> Node {
      var node = try element()
      while at < text.count, "?*+".unicodeScalars.contains(text[at]) {
        switch text[at] {
        case "?": node = .repeated(node, minimum: 0, isUnbounded: false)
        case "*": node = .repeated(node, minimum: 0, isUnbounded: true)
        default: node = .repeated(node, minimum: 1, isUnbounded: true)
        }
        at += 1
      }
      return node
    }

    mutating func element() throws -> Node {
      guard at < text.count else { throw failure("the pattern ends where an element is expected") }
      switch text[at] {
      case "(":
        at += 1
        let node = try alternatives()
        guard at < text.count, text[at] == ")" else { throw failure("'(' without ')'") }
        at += 1
        return node
      case "!":
        at += 1
        guard case .test(var instruction) = try element() else { throw failure("'!' stands before a single test") }
        instruction.isNegated.toggle()
        return .test(instruction)
      case "^":
        at += 1
        return .test(Pattern.Instruction(operation: .start))
      case "$":
        at += 1
        return .test(Pattern.Instruction(operation: .end))
      case "<": return try wordClass()
      case "[": return try tags()
      case "#": return try property()
      default: return try wordOrCapture()
      }
    }

    mutating func until(_ end: Unicode.Scalar) throws -> String {
      let start = at
      while at < text.count, text[at] != end { at += 1 }
      guard at < text.count else { throw failure("'\(end)' is missing") }
      defer { at += 1 }
      return string(start..<at)
    }

    mutating func wordClass() throws -> Node {
      let start = at
      at += 1
      let name = try until(">")
      guard let index = compiler.classIndex(name) else {
        at = start
        throw failure("unknown word class '\(name)'" + Suggestion.text(for: name, among: compiler.classNames))
      }
      return .test(Pattern.Instruction(operation: .wordClass, first: UInt32(index)))
    }

    mutating func tags() throws -> Node {
      at += 1
      var bits: UInt32 = 0
      let start = at
      for name in try until("]").split(separator: "|") {
        guard let tag = PartOfSpeech(word: String(name)) else {
          at = start
          let names = PartOfSpeech.allCases.map(\.word)
          throw failure("unknown part of speech '\(name)'" + Suggestion.text(for: String(name), among: names))
        }
        bits |= tag.bit
      }
      return .test(Pattern.Instruction(operation: .tags, first: bits))
    }

    mutating func property() throws -> Node {
      at += 1
      let start = at
      while at < text.count, text[at].properties.isAlphabetic || text[at] == "-" { at += 1 }
      let name = string(start..<at)
      guard let bits = Pattern.properties[name] else {
        throw failure(
          "unknown property '#\(name)'" + Suggestion.text(for: name, among: Pattern.properties.keys.sorted()))
      }
      return .test(Pattern.Instruction(operation: .flags, first: bits))
    }

    mutating func wordOrCapture() throws -> Node {
      let start = at
      // A backslash takes the next character as it is: `\(`, `\?`.
      var scalars = String.UnicodeScalarView()
      while at < text.count, !PatternCompiler.endsWord(text[at]) || scalars.isEmpty && text[at] == ":" {
        if text[at] == "\\", at + 1 < text.count { at += 1 }
        scalars.append(text[at])
        at += 1
      }
      let word = String(scalars)
      if at < text.count, text[at] == ":", !word.isEmpty {
        at += 1
        return .capture(word, try repeated())
      }
      guard !word.isEmpty else {
        at = start
        throw failure("'\(text[at])' stands where an element is expected; write '\\\(text[at])' for the mark itself")
      }
      if word == "_" { return .test(Pattern.Instruction(operation: .any)) }
      return .test(Pattern.Instruction(operation: .word, first: compiler.wordId(word)))
    }
  }
}

/// 'Did you mean' for names in data files.
public enum Suggestion {
  /// `; did you mean 'x'?` for the nearest name, or nothing where none is near.
  public static func text(for name: String, among names: [String]) -> String {
    var best: (distance: Int, name: String)?
    for candidate in names.sorted() {
      let distance = distance(Array(name.lowercased()), Array(candidate.lowercased()))
      if distance < best?.distance ?? Int.max { best = (distance, candidate) }
    }
    guard let best, best.distance <= max(2, name.count / 3) else { return "" }
    return "; did you mean '\(best.name)'?"
  }

  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, b) in right.enumerated() {
        let above = row[j + 1]
        row[j + 1] = a == b ? diagonal : min(diagonal, min(above, row[j])) + 1
        diagonal = above
      }
    }
    return row[right.count]
  }
}
