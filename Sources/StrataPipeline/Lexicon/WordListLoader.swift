import StrataModel
import StrataStages

/// Reads word lists: `word`, `tags`, a letter a part of speech, likeliest first.
public enum WordListLoader {
  /// The letters, as the head of the file explains them.
  static let letters: [UInt8: PartOfSpeech] = {
    let pairs: [(Character, PartOfSpeech)] = [
      ("n", .noun), ("p", .plural), ("v", .verb), ("d", .verbPast), ("k", .participle), ("g", .gerund),
      ("z", .verbThird), ("a", .adjective), ("r", .adverb), ("D", .determiner), ("Q", .determiner),
      ("O", .possessive), ("P", .preposition), ("C", .conjunction), ("S", .subordinator), ("W", .relative),
      ("R", .pronoun), ("M", .modal), ("B", .auxiliary), ("H", .auxiliary), ("X", .auxiliary), ("T", .to),
      ("E", .pronoun), ("I", .interjection),
    ]
    return Dictionary(uniqueKeysWithValues: pairs.compactMap { pair in pair.0.asciiValue.map { ($0, pair.1) } })
  }()

  /// The words of a file. Words that a tokenizer splits at a hyphen are left out: they could never match.
  public static func words(file: String, bytes: [UInt8]) throws -> [WordDefinition] {
    var byLetter = [PartOfSpeech?](repeating: nil, count: 256)
    for (letter, tag) in letters { byLetter[Int(letter)] = tag }
    let table = TableReader(file: file, bytes: bytes)
    var result: [WordDefinition] = []
    result.reserveCapacity(bytes.count / 11)
    var isHeader = true
    try bytes.withUnsafeBufferPointer { text in
      try table.forEachRow { line, cells in
        if isHeader {
          isHeader = false
          return
        }
        guard cells.count == 2 else {
          throw DataFault(
            code: "words-columns", place: table.place(line: line, cell: cells[0]),
            message: "\(cells.count) columns instead of 2: the word and the letters of its tags")
        }
        if text[cells[0]].contains(45) { return }
        var order = TagOrder()
        for index in cells[1] {
          guard let tag = byLetter[Int(text[index])] else {
            throw DataFault(
              code: "words-tag", place: table.place(line: line, cell: index..<index + 1),
              message: "'\(table.text(index..<index + 1))' is no tag; the head of words.tsv lists them")
          }
          order.append(tag)
        }
        result.append(
          WordDefinition(hash: Folding.hash(text, cells[0].lowerBound, cells[0].upperBound), tags: order))
      }
    }
    return result
  }
}
