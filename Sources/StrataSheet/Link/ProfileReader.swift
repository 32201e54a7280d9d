import StrataModel
import StrataStages

/// Makes profiles of rows. The numbers of terms come from one table for both sides.
struct ProfileReader {
  let model: LinkModel
  var terms = TermTable()
  /// In how many rows a theme stands.
  private(set) var themeFrequency: [UInt32]
  private var rows: UInt32 = 0
  /// Keeps words as written apart from stems.
  private static let asWritten: UInt64 = 0x5851_f42d_4c95_7f2d

  init(model: LinkModel) {
    self.model = model
    themeFrequency = [UInt32](repeating: 0, count: model.themes.concepts.count)
  }

  mutating func profile(_ row: LinkRow) -> RowProfile {
    let number = rows
    rows += 1
    var words: [LinkWord] = []
    var unigrams: [UInt32] = []
    var written: [UInt32] = []
    var bodyWritten: [UInt32] = []
    var titleTerms: [UInt32] = []
    var names: Set<UInt32> = []
    var acronyms: Set<UInt64> = []
    var initialLetters: [UInt8] = []
    var titleBytes: [UInt8] = []
    func take(_ text: String, isTitle: Bool) {
      words.removeAll(keepingCapacity: true)
      var last: UInt64?
      model.words.read(text) { word, folded in
        words.append(word)
        if isTitle {
          if !titleBytes.isEmpty { titleBytes.append(32) }
          titleBytes.append(contentsOf: folded)
          // Names are spelt by their capitals; a small word of weight ends a name.
          if word.isCapital { initialLetters.append(word.initial) } else if !word.isStop { initialLetters.append(0) }
        }
        if word.count > 1 {
          let start = written.count
          written.append(terms.id(word.form &+ Self.asWritten, row: number) { "" })
          if let last {
            written.append(terms.id((last &* 0x9e37_79b9_7f4a_7c15) ^ word.form, row: number) { "" })
          }
          last = word.form
          if !isTitle { bodyWritten.append(contentsOf: written[start...]) }
        }
        if word.isStop || (word.count == 1 && word.number < 0) { return }
        let id = terms.id(word.stem, row: number) { String(decoding: folded, as: UTF8.self) }
        unigrams.append(id)
        if isTitle {
          titleTerms.append(id)
          unigrams.append(id)
        }
        if word.isAcronym {
          names.insert(id)
          acronyms.insert(word.form)
        } else if !isTitle, word.isCapital, !word.opensSentence, word.number < 0 {
          names.insert(id)
        }
      }
    }
    var fields = [Float](repeating: 0, count: Sector.allCases.count)
    var themes: [UInt32] = []
    var places: Set<UInt32> = []
    func takeConcepts(isTitle: Bool) {
      model.themes.matches(words) { theme in
        themes.append(theme)
        if isTitle { themes.append(theme) }
      }
      model.places.matches(words) { place in
        if let number = model.places.concepts[Int(place)].field { places.insert(UInt32(number)) }
      }
      model.concepts.matches(words) { concept in
        let found = model.concepts.concepts[Int(concept)]
        if let field = found.field {
          fields[field] += 1
        } else {
          names.insert(terms.id(Folding.hash("concept " + found.id), row: number) { found.id })
        }
      }
    }
    take(row.title, isTitle: true)
    takeConcepts(isTitle: true)
    let titleActs = ActNumbers.read(words)
    let titleYears = ActNumbers.years(words)
    let revisions = Set(words.lazy.map(\.stem).filter(model.revisions.contains)).sorted()
    var acts = Set(titleActs)
    if !row.body.isEmpty, row.body != row.title {
      take(row.body, isTitle: false)
      takeConcepts(isTitle: false)
      acts.formUnion(ActNumbers.read(words))
    }
    let length = fields.reduce(0) { $0 + $1 * $1 }.squareRoot()
    if length > 0 { fields = fields.map { $0 / length } }
    for theme in Set(themes) { themeFrequency[Int(theme)] += 1 }
    let distinct = Set(titleTerms).sorted()
    let actors = list(row.actors, number)
    let instruments = list(row.instruments, number)
    let sectors = list(row.sectors, number)
    let facets = actors + instruments + sectors
    return RowProfile(
      text: SparseVector(occurrences: unigrams), phrases: SparseVector(occurrences: written),
      body: SparseVector(occurrences: bodyWritten), title: SparseVector(occurrences: titleTerms),
      facets: SparseVector(occurrences: facets), themes: SparseVector(occurrences: themes), titleTerms: distinct,
      trigrams: trigrams(titleBytes),
      titleHash: titleBytes.withUnsafeBufferPointer { Folding.hash($0, 0, $0.count) }, names: names.sorted(),
      acronyms: acronyms.sorted(), initials: initials(initialLetters), acts: acts.sorted(),
      titleActs: titleActs.sorted(),
      titleYears: titleYears, titleNumbers: TitleNumbers.read(row.title), revisions: revisions,
      dateYears: years(row.dates), fields: fields,
      country: row.country.isEmpty ? 0 : model.concepts.country(row.country, reader: model.words),
      places: places.sorted(), hasBody: !row.body.isEmpty && row.body != row.title, actors: actors,
      instruments: instruments, sectors: sectors,
      references: row.references.filter { !$0.isEmpty }.map { Folding.hash($0) }.sorted())
  }

  private mutating func list(_ values: [String], _ number: UInt32) -> [UInt32] {
    var ids: Set<UInt32> = []
    for value in values {
      model.words.read(value) { word, folded in
        if !word.isStop { ids.insert(terms.id(word.stem, row: number) { String(decoding: folded, as: UTF8.self) }) }
      }
    }
    return ids.sorted()
  }

  private func years(_ dates: [String]) -> [Int32] {
    var years: Set<Int32> = []
    for date in dates {
      model.words.read(date) { word, _ in if word.number >= 1900, word.number <= 2100 { years.insert(word.number) } }
    }
    return years.sorted()
  }

  private func trigrams(_ bytes: [UInt8]) -> [UInt32] {
    let padded = [32] + bytes.prefix(300) + [32]
    guard padded.count >= 3, bytes.count > 0 else { return [] }
    var all: [UInt32] = []
    all.reserveCapacity(padded.count)
    var last: UInt32 = 0
    for (index, byte) in padded.enumerated() {
      last = (last << 8 | UInt32(byte)) & 0xFF_FFFF
      if index >= 2 { all.append(last) }
    }
    all.sort()
    var distinct = 0
    for index in all.indices where index == 0 || all[index] != all[distinct - 1] {
      all[distinct] = all[index]
      distinct += 1
    }
    return Array(all[..<distinct])
  }

  /// Hashes of the initials of three to seven neighbouring title words.
  private func initials(_ letters: [UInt8]) -> [UInt64] {
    guard letters.count >= 3 else { return [] }
    var set: Set<UInt64> = []
    for start in 0...(min(letters.count, 30) - 3) {
      for end in (start + 3)...(start + 7) where end <= letters.count && !letters[start..<end].contains(0) {
        letters[start..<end].withUnsafeBufferPointer { _ = set.insert(Folding.hash($0, 0, $0.count)) }
      }
    }
    return set.sorted()
  }
}
