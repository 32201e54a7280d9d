import Testing

@testable import StrataSheet

struct LinkTests {
  static let model = Result { try LinkModelReader.read(named: "en") }

  static let candidates = [
    LinkRow(
      key: "steel", title: "Clean Steel Alliance", body: "Steelmakers and ports agree on rules for green steel.",
      country: "Norland"),
    LinkRow(
      key: "heat-2019", title: "Heat Act 2019", body: "Rules for district heating.", country: "Norland", dates: ["2019"]
    ),
    LinkRow(
      key: "heat-2024", title: "Heat Act 2024", body: "Rules for district heating.", country: "Norland", dates: ["2024"]
    ),
    LinkRow(
      key: "heat-halvia-old", title: "Coal Act 1999", body: "Rules for coal.", country: "Halvia", dates: ["1999"]),
    LinkRow(
      key: "heat-halvia", title: "Heat Act 2024", body: "Rules for district heating.", country: "Halvia",
      dates: ["2024"]),
    LinkRow(key: "waste", title: "Landfill Directive 1999/31/EC", body: "Waste that goes to landfills."),
    LinkRow(key: "renewables", title: "Directive (EU) 2018/2001", body: "Promotion of renewable sources."),
    LinkRow(key: "school", title: "School fruit scheme", body: "Fruit for primary schools."),
    LinkRow(
      key: "eira", title: "European Interoperability Reference Architecture",
      body: "Building blocks for administrations."),
  ]

  static let queries: [(LinkRow, String)] = [
    (LinkRow(key: "q", title: "Alliance for clean steel", body: "An alliance of steelmakers"), "steel"),
    (
      LinkRow(key: "q", title: "Heat act", body: "district heating", country: "Norland", dates: ["2024-05-01"]),
      "heat-2024"
    ),
    (LinkRow(key: "q", title: "Heat Act", body: "district heating", country: "Halvia"), "heat-halvia"),
    (LinkRow(key: "q", title: "Rules for landfills", body: "It transposes Directive 1999/31."), "waste"),
    (LinkRow(key: "q", title: "Solar roofs", body: "It follows Directive 2018/2001/EU."), "renewables"),
    (LinkRow(key: "q", title: "EIRA", body: "Update for administrations"), "eira"),
    (LinkRow(key: "q", title: "Écoles : fruits for prymary schools", body: ""), "school"),
  ]

  @Test(arguments: queries) func ranks(query: LinkRow, expected: String) throws {
    let linker = Linker(model: try Self.model.get(), rows: [query], candidates: Self.candidates)
    let ranking = try #require(linker.rank(top: 3, workers: 1).first)
    #expect(ranking.candidates.first.map { Self.candidates[$0.candidate].key } == expected)
  }

  @Test func evidenceAgainstCounts() throws {
    let rows = [
      LinkRow(key: "same", title: "Heat Act 2024", body: "district heating", country: "Norland"),
      LinkRow(key: "other", title: "Heat Act 2024", body: "district heating", country: "Halvia"),
    ]
    let linker = Linker(model: try Self.model.get(), rows: rows, candidates: [Self.candidates[2], Self.candidates[3]])
    let rankings = linker.rank(top: 1, workers: 1)
    #expect(rankings[0].candidates[0].probability > rankings[1].candidates[0].probability)
    #expect(rankings[1].candidates[0].parts[LinkPart.otherCountry.index] == 1)
  }

  static let places: [(String, String, LinkPart?)] = [
    ("AUS", "Australia", .country), ("UK", "United Kingdom", .country), ("Czech Republic", "CZ", .country),
    ("Korea, South", "KR", .country), ("Austria", "Australia", .otherCountry), ("Norland", "Norland", .country),
    ("Norland", "Estonia", nil), ("Norland", "Halvia", nil), ("", "Estonia", nil),
  ]

  @Test(arguments: places) func countriesByAnyName(left: String, right: String, part: LinkPart?) throws {
    let linker = Linker(
      model: try Self.model.get(), rows: [LinkRow(key: "a", title: "Heat act", country: left)],
      candidates: [LinkRow(key: "b", title: "Heat act", country: right)])
    let parts = try #require(linker.rank(top: 1, workers: 1)[0].candidates.first).parts
    #expect([LinkPart.country, .otherCountry].filter { parts[$0.index] == 1 } == [part].compactMap { $0 })
  }

  @Test func nothingInCommonIsNoCandidate() throws {
    let linker = Linker(
      model: try Self.model.get(), rows: [LinkRow(key: "q", title: "Quantum chips", body: "A pilot line")],
      candidates: Self.candidates)
    #expect(linker.rank(top: 5, workers: 1)[0].candidates.allSatisfy { $0.probability < 0.25 })
  }

  @Test func workersDoNotMatter() throws {
    let rows = (0..<40).map { Self.queries[$0 % Self.queries.count].0 }
    let linker = Linker(model: try Self.model.get(), rows: rows, candidates: Self.candidates)
    func summary(_ workers: Int) -> [[String]] {
      linker.rank(top: 5, workers: workers).map {
        $0.candidates.map { "\($0.candidate) \($0.score) \($0.probability)" }
      }
    }
    #expect(summary(1) == summary(4))
  }

  @Test func precedentsTeach() throws {
    let rows = [
      LinkRow(key: "a", title: "Solar panels on schools", body: ""),
      LinkRow(key: "b", title: "Solar panels on hospitals", body: ""),
    ]
    let linker = Linker(
      model: try Self.model.get(), rows: rows, candidates: Self.candidates, confirmed: [.init(row: 0, candidate: 6)])
    let ranking = linker.rank(top: 3, workers: 1)[1]
    #expect(Self.candidates[ranking.candidates[0].candidate].key == "renewables")
    #expect(ranking.candidates[0].parts[LinkPart.precedents.index] > 0)
  }

  @Test(arguments: [
    (LinkCardinality.oneToOne, ["linked", "candidate"]), (.manyToOne, ["linked", "linked"]),
    (.manyToMany, ["linked", "linked"]),
  ]) func cardinality(_ cardinality: LinkCardinality, _ expected: [String]) {
    let rankings = [0.99, 0.95].enumerated().map { row, probability in
      Linker.Ranking(
        row: row,
        candidates: [
          .init(candidate: 7, score: 1, probability: probability, parts: []),
          .init(candidate: 8, score: 1, probability: 0.91, parts: []),
        ])
    }
    let rule = DecisionRule(thresholds: .init(linked: 0.9, candidate: 0.3), cardinality: cardinality)
    let verdicts = rule.verdicts(rankings)
    #expect(verdicts.map { $0[0].decision.rawValue } == expected)
    #expect(verdicts[0][1].decision == (cardinality == .manyToMany ? .linked : .candidate))
    if cardinality == .oneToOne { #expect(verdicts[1][0].because == "candidate-linked-better") }
  }

  static let acts: [(String, String, Bool)] = [
    ("Directive 2003/87/EC", "amending 2003/87", true), ("Regulation (EU) No 517/2014", "F-gas 517/2014", true),
    ("Directive 91/271/EEC", "1991/271", true), ("Law No. 21 of 2018", "Law 21/2018", true),
    ("the period 2014/2020", "2014/2020", false),
    ("signed on 25/12/2008", "12/2008", false), ("in 2019/20", "2019/20", false), ("2010/31/EU", "2010/32/EU", false),
  ]

  @Test(arguments: acts) func actNumbers(left: String, right: String, isSame: Bool) throws {
    func read(_ text: String) throws -> Set<UInt64> {
      var words: [LinkWord] = []
      try Self.model.get().words.read(text) { word, _ in words.append(word) }
      return Set(ActNumbers.read(words))
    }
    #expect(try !read(left).isDisjoint(with: read(right)) == isSame)
  }

  static let titles: [(String, String)] = [
    ("guidelines on high-risk AI.", "Guidelines on high-risk AI"),
    ("launch a challenge for drugs. The winner gets a prize.", "Launch a challenge for drugs"),
    (
      "provide access to practical AI literacy trainings tailored to sectors and job profiles through the AI Skills Academy",
      "Provide access to practical AI literacy trainings tailored to sectors and job profiles"
    ),
    (
      "encourage the involvement of industry in AI upskilling and reskilling, including via the Pact for Skills and other means",
      "Encourage the involvement of industry in AI upskilling and reskilling"
    ),
    (
      "turn the existing Harbour Alliance into a coordination forum for stakeholders and policy makers of the northern seas",
      "Turn the existing Harbour Alliance into a coordination forum for stakeholders"
    ),
    // A title has its verb and what the verb is about, and ends with a noun.
    (
      "The Harbour Data Supervisor shall, on an annual basis, notify the Ministry of the fines it has imposed pursuant to this law.",
      "The Harbour Data Supervisor shall, on an annual basis, notify the Ministry of the fines"
    ),
    (
      "create a framework to enable convenient, competitive and secure digital payments, including proposals on deposits and tokens",
      "Create a framework to enable convenient, competitive and secure digital payments"
    ),
    (
      "Before adopting the decision pursuant to paragraph 1, the Agency shall communicate its findings to the owner of the quay concerned.",
      "The Agency shall communicate its findings to the owner of the quay concerned"
    ),
    (
      "In order to facilitate a smooth, effective and harmonised use of the quays, a Board should be established by the four northern ports.",
      "A Board should be established by the four northern ports"
    ),
    (
      "It shall ensure that the subcontractor meets the requirements of the port for the work at night and that it tells the crews in time.",
      "It shall ensure that the subcontractor meets the requirements of the port for the work"
    ),
    ("4.6. The decision of the port shall be notified. It is final.", "The decision of the port shall be notified"),
    ("HPA\tDeveloping a new register of moorings\t400\tplanned", "Developing a new register of moorings"),
    (
      "The notice referred to in paragraph 2 shall include all details of the moorings, the berths and the vessels concerned, and their owners",
      "The notice referred to in paragraph 2 shall include all details of the moorings"
    ),
    // The verb of a clause that belongs to a noun is not the sentence's.
    (
      "Work with the harbour offices on the 23 moorings that are being rebuilt to find out what help the crews and their families need there.",
      "Work with the harbour offices on the 23 moorings"
    ),
    (
      "Relying on a renewed friendship as a strong pillar of its work abroad, the Port Union will open two offices in the south by 2030.",
      "The Port Union will open two offices in the south by 2030"
    ),
    (
      "Continuously carry out programmes for harbour pilots aimed at easing the arrival of highly trained people from all countries of the coast.",
      "Continuously carry out programmes for harbour pilots"
    ),
    (
      "Where a quay is also subject to other rules of the Union which require a declaration, a single declaration of conformity shall be drawn up in respect of all the acts of the Union that apply to the quays of the northern ports.",
      "A single declaration of conformity shall be drawn up"
    ),
    (
      "Fishery. Crews will learn how to count what they throw back.",
      "Crews will learn how to count what they throw back"
    ),
    (
      "continue to pay half of the bill until the end of 2028, and",
      "Continue to pay half of the bill until the end of 2028"
    ),
    ("| Harbour Response Team | This is an office", "Harbour Response Team"),
  ]

  @Test(arguments: titles) func shortTitles(text: String, expected: String) throws {
    #expect(try Self.model.get().shortTitle.make(text) == expected)
  }

  @Test func letters() {
    var bytes: [UInt8] = []
    for scalar in "Énergie Łódź CO₂ Straße".unicodeScalars where Letters.kind(scalar) != .other {
      Letters.fold(scalar, into: &bytes)
    }
    #expect(String(decoding: bytes, as: UTF8.self) == "energielodzco2strasse")
  }
}
