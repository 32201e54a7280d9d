/// Compares two profiles: a number for each part.
struct PairScorer: Sendable {
  let rarity: [Float]
  /// The country that says nothing against another: a union of countries.
  let union: UInt32

  /// Writes the parts that the two texts give; `precedents` and `usage` are the linker's.
  func compare(_ row: RowProfile, _ other: RowProfile, into parts: inout [Float]) {
    for index in parts.indices { parts[index] = 0 }
    func set(_ part: LinkPart, _ value: Float) { parts[part.index] = value }
    func set(_ part: LinkPart, _ condition: Bool) { if condition { parts[part.index] = 1 } }
    set(.text, row.text.dot(other.text))
    let written = row.phrases.dot(other.phrases, and: row.body.weights, other.body.weights)
    set(.phrases, written.0)
    set(.body, written.1)
    set(.title, row.title.dot(other.title))
    if row.titleRarity > 0 {
      if other.titleRarity > 0 {
        let common = rarity(of: row.titleTerms, in: other.titleTerms)
        set(.titleCovered, common / row.titleRarity)
        set(.titleCovers, common / other.titleRarity)
      }
      set(.titleInText, rarity(of: row.titleTerms, in: other.text.terms) / row.titleRarity)
    }
    if other.titleRarity > 0 {
      set(.textHasTitle, rarity(of: other.titleTerms, in: row.text.terms) / other.titleRarity)
    }
    if !row.trigrams.isEmpty, !other.trigrams.isEmpty {
      var common = 0
      SparseVector.meet(row.trigrams, other.trigrams) { _, _ in common += 1 }
      let likeness = 2 * Float(common) / Float(row.trigrams.count + other.trigrams.count)
      // Any two titles of one language share a third of their trigrams; only what is beyond tells something.
      set(.spelling, max(0, likeness - 0.35) / 0.65)
      set(.sameTitle, row.titleHash == other.titleHash)
    }
    if !row.names.isEmpty, !other.names.isEmpty {
      let least = min(sum(row.names), sum(other.names))
      set(.names, rarity(of: row.names, in: other.names) / max(least, 10))
    }
    set(.initials, meets(row.acronyms, other.initials) || meets(row.initials, other.acronyms))
    set(.acts, meets(row.acts, other.acts))
    set(
      .otherActs,
      !row.titleActs.isEmpty && !other.titleActs.isEmpty && !meets(row.titleActs, other.titleActs)
        && !meets(row.acts, other.acts))
    compareYears(row, other, set, set)
    compareTitles(row, other, set, set)
    comparePlaces(row, other, set)
    set(.noBody, !row.hasBody || !other.hasBody)
    set(.actors, overlap(row.actors, other.actors))
    set(.instruments, overlap(row.instruments, other.instruments))
    set(.sectors, overlap(row.sectors, other.sectors))
    var field: Float = 0
    for index in row.fields.indices { field += row.fields[index] * other.fields[index] }
    set(.field, field)
    set(.themes, row.themes.dot(other.themes))
    set(.references, meets(row.references, other.references))
  }

  private func comparePlaces(_ row: RowProfile, _ other: RowProfile, _ set: (LinkPart, Bool) -> Void) {
    if row.country != 0, other.country != 0 {
      set(.country, row.country == other.country)
      set(.otherCountry, row.country != other.country && row.country != union && other.country != union)
      return
    }
    set(.noCountry, true)
    let left = row.country != 0 ? [row.country] : row.places
    let right = other.country != 0 ? [other.country] : other.places
    guard !left.isEmpty, !right.isEmpty else { return }
    let isShared = left.contains(where: right.contains)
    set(.place, isShared)
    set(.otherPlace, !isShared && !left.contains(union) && !right.contains(union))
  }

  /// Numbers and words of change in the titles.
  private func compareTitles(
    _ row: RowProfile, _ other: RowProfile, _ set: (LinkPart, Bool) -> Void, _ setValue: (LinkPart, Float) -> Void
  ) {
    if !row.titleNumbers.isEmpty, !other.titleNumbers.isEmpty {
      let least = min(row.titleNumbers.count, other.titleNumbers.count)
      let common = Float(row.titleNumbers.count(where: other.titleNumbers.contains)) / Float(least)
      setValue(.numbers, common)
      setValue(.otherNumbers, 1 - common)
    }
    if row.titleRarity > 0, other.titleRarity > 0 { set(.revision, row.revisions != other.revisions) }
  }

  private func compareYears(
    _ row: RowProfile, _ other: RowProfile, _ set: (LinkPart, Bool) -> Void, _ setValue: (LinkPart, Float) -> Void
  ) {
    if !row.titleYears.isEmpty, !other.titleYears.isEmpty {
      let isShared = row.titleYears.contains(where: other.titleYears.contains)
      set(.year, isShared)
      set(.otherYear, !isShared)
    }
    var nearest = Int32.max
    for year in row.dateYears { for another in other.dateYears { nearest = min(nearest, abs(year - another)) } }
    if nearest < .max {
      setValue(.dates, max(0, 1 - Float(nearest) / 10))
      set(.otherDates, nearest > 2)
    }
  }

  /// Summed rarity of the terms that both lists hold.
  private func rarity(of terms: [UInt32], in others: [UInt32]) -> Float {
    var sum: Float = 0
    SparseVector.meet(terms, others) { index, _ in sum += rarity[Int(terms[index])] }
    return sum
  }

  private func sum(_ terms: [UInt32]) -> Float { terms.reduce(0) { $0 + rarity[Int($1)] } }

  /// Rarity in common over the smaller side's.
  private func overlap(_ left: [UInt32], _ right: [UInt32]) -> Float {
    guard !left.isEmpty, !right.isEmpty else { return 0 }
    let least = min(sum(left), sum(right))
    return least > 0 ? rarity(of: left, in: right) / least : 0
  }

  private func meets(_ left: [UInt64], _ right: [UInt64]) -> Bool {
    guard !left.isEmpty, !right.isEmpty else { return false }
    var i = 0
    var j = 0
    while i < left.count, j < right.count {
      if left[i] == right[j] { return true }
      if left[i] < right[j] { i += 1 } else { j += 1 }
    }
    return false
  }
}
