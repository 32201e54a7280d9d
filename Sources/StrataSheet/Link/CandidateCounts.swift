/// In how many candidates each term stands, and the three searches that these numbers steer: by all words, by titles, by themes.
struct CandidateCounts: Sendable {
  private var words: [UInt32]
  private var titles: [UInt32]
  private var themes: [UInt32]

  init(_ candidates: [RowProfile], terms: Int, themes: Int) {
    words = [UInt32](repeating: 0, count: terms)
    titles = words
    self.themes = [UInt32](repeating: 0, count: themes)
    for candidate in candidates {
      for term in candidate.text.terms { words[Int(term)] += 1 }
      for term in candidate.phrases.terms { words[Int(term)] += 1 }
      for term in candidate.title.terms { titles[Int(term)] += 1 }
      for term in candidate.themes.terms { self.themes[Int(term)] += 1 }
    }
  }

  /// For each row, by its place in `rows`, the candidates that are worth a full comparison: about `count` that are near in words,
  /// in the title's words or in themes; all of a small table.
  func nearest(
    _ rows: ArraySlice<RowProfile>, candidates: [RowProfile], count: Int, search: LinkModel.Search
  ) -> (Int) -> Set<UInt32> {
    if count >= candidates.count {
      let all = Set(candidates.indices.map { UInt32($0) })
      return { _ in all }
    }
    let postings = count * search.postings
    var byWords = CandidateSearch(
      rows: rows.map { [$0.text, $0.phrases] }, counts: words, count: count, postings: postings,
      countries: rows.map(\.country), ofCountry: search.ofCountry)
    var byTitles = CandidateSearch(
      rows: rows.map { [$0.title] }, counts: titles, count: count / 2, postings: postings / 2)
    var byThemes = CandidateSearch(
      rows: rows.map { [$0.themes] }, counts: themes, count: count * search.themes / 100, postings: postings / 10,
      least: 0)
    candidates.withUnsafeBufferPointer { candidates in
      for place in candidates.indices {
        byWords.read(
          UInt32(place), candidates[place].text, candidates[place].phrases, country: candidates[place].country)
        byTitles.read(UInt32(place), candidates[place].title)
        byThemes.read(UInt32(place), candidates[place].themes)
      }
    }
    let (words, titles, themes) = (byWords, byTitles, byThemes)
    return { Set(words.found($0)).union(titles.found($0)).union(themes.found($0)) }
  }
}
