/// What the linker compares of one row: words, names and numbers, made once.
struct RowProfile: Sendable {
  var text: SparseVector
  /// Words and pairs of neighbouring words as written.
  var phrases: SparseVector
  /// The same of the text beyond the title; on the terms of `phrases`.
  var body: SparseVector
  var title: SparseVector
  /// Words of the lists: actors, instruments, sectors.
  var facets: SparseVector
  /// Themes, by their number.
  var themes: SparseVector
  /// Distinct terms of the title; once the vectors are weighed, those that the other table has.
  var titleTerms: [UInt32]
  var titleRarity: Float = 0
  /// Sorted hashes of the title's letter trigrams.
  var trigrams: [UInt32]
  /// The folded title, as a hash.
  var titleHash: UInt64
  /// Acronyms, capitalised words inside sentences, concepts; sorted.
  var names: [UInt32]
  var acronyms: [UInt64]
  var initials: [UInt64]
  var acts: [UInt64]
  var titleActs: [UInt64]
  var titleYears: [Int32]
  /// Numbers in the title that are no years; sorted hashes.
  var titleNumbers: [UInt64]
  /// Words of change or continuation in the title; sorted.
  var revisions: [UInt64]
  var dateYears: [Int32]
  /// Share of the fields of policy.
  var fields: [Float]
  var country: UInt32
  /// Countries named in title and text, by their number; sorted.
  var places: [UInt32]
  var hasBody: Bool
  var actors: [UInt32]
  var instruments: [UInt32]
  var sectors: [UInt32]
  var references: [UInt64]

  /// Weighs the vectors, once all rows of both tables are read; keeps those terms that can meet one of the other table.
  mutating func finish(rarity: [Float], themeRarity: [Float], pivot: Float, isKept: (UInt32) -> Bool) {
    titleRarity = titleTerms.reduce(0) { $0 + rarity[Int($1)] }
    titleTerms = titleTerms.filter(isKept)
    text.weigh(rarity: rarity, pivot: pivot, isKept: isKept)
    phrases.weigh(rarity: rarity, least: 1, isKept: isKept)
    body.weigh(on: phrases, rarity: rarity, least: 1)
    title.weigh(rarity: rarity, isKept: isKept)
    themes.weigh(rarity: themeRarity) { _ in true }
    facets.weigh(rarity: rarity, isKept: isKept)
  }
}
