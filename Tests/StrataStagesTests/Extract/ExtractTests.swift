import StrataModel
import Testing

/// What the extract stage finds in sentences of the kinds that policy documents are made of.
@Suite struct ExtractTests {
  static let items = [
    "establish a {I:governance:1|European Network of Expertise on {S:agrifood|Soil Health} in {S:agrifood|Agriculture}} to exchange advice.",
    "The {A:lead|Commission} will table a proposal for a {I:regulation:1|Critical {S:raw-materials|Raw Materials} Act}.",
    "Launch a {I:information:0|public awareness campaign} targeting {A:beneficiary|pharmacists} and {A:beneficiary|patients}.",
    "{A:addressee|Local authorities} must publish their reports by {D:2026|2026}.",
    "revise the rules by {D:2025-12-31|31 December 2025}",
  ]

  @Test(arguments: items) func item(_ marked: String) throws {
    let found = try English.extract([MarkedMentions.plain(marked)], kind: .item)
    // Sectors and unnamed instruments beside the marked ones are a matter of the lexicons; what is marked must be there.
    for mark in Self.marks(marked) { #expect(found[0].contains(mark), "\(mark) in \(found[0])") }
  }

  /// The outermost marks of a marked text.
  static func marks(_ marked: String) -> [String] {
    var result: [String] = []
    var depth = 0
    var current = ""
    for character in marked {
      if character == "{" { depth += 1 }
      if depth > 0 { current.append(character) }
      if character == "}" {
        depth -= 1
        if depth == 0 {
          result.append(current)
          current = ""
        }
      }
    }
    return result
  }

  @Test(arguments: [
    "The initiative will run until the summer.", "These centres are small.", "The focus group will meet online.",
    "The working group will meet online.",
    "It was published at https://example.org/programmes/strategy/fund today.",
  ])
  func pointsBackOrNothing(_ text: String) throws {
    #expect(try English.extract([text]) == [text])
  }

  @Test func acronymIsLearnedAndKnownBefore() throws {
    let found = try English.extract([
      "The ZQF pays for this.", "The Zebra Quality Fund (ZQF) was set up in {D}.", "Money comes from the ZQF.",
    ])
    #expect(found[0].hasPrefix("The {I:finance:1|ZQF}"))
    #expect(found[1].contains("{I:finance:1|Zebra Quality Fund} ({I:finance:1|ZQF})"))
    #expect(found[2].contains("{I:finance:1|ZQF}"))
  }

  @Test func documentsDoNotTeachEachOther() throws {
    _ = try English.extract(["The Zebra Quality Fund (ZQF) pays."])
    #expect(try English.extract(["Money comes from the ZQF."]) == ["Money comes from the ZQF."])
  }

  @Test func cellsAreBorders() throws {
    let found = try English.extract(["grants for research\tMinistry of Finance"], kind: .row)
    #expect(
      found[0].contains("\t{A:lead|Ministry of {S:finance|Finance}}")
        || found[0].contains("\t{A:lead|Ministry of Finance}"))
  }

  @Test func sectorsInsideNamesAreSmaller() throws {
    let found = try English.extract(["The European Health Data Space is open."])
    #expect(found[0].contains("{I:infrastructure:1|European {S:health|Health} Data Space}"))
  }
}

/// Amounts and dates with their values.
@Suite struct EntityTests {
  @Test(arguments: [
    ("€1 billion", "1000000000", "EUR"), ("EUR 40m", "40000000", "EUR"), ("10M euros", "10000000", "EUR"),
    ("300k euros", "300000", "EUR"), ("£2.5 million", "2500000", "GBP"), ("805 260 €", "805260", "EUR"),
    ("SEK 20 million", "20000000", "SEK"), ("$1,250,000", "1250000", "USD"), ("20 million euros", "20000000", "EUR"),
    ("€ 3.75 bn", "3750000000", "EUR"), ("DKK 150 million", "150000000", "DKK"),
  ])
  func amount(_ text: String, _ value: String, _ currency: String) throws {
    #expect(try English.extract(["It costs \(text) in all."])[0].contains("{M:\(value):\(currency)|\(text)}"))
  }

  @Test(arguments: [
    ("31 December 2025", "2025-12-31"), ("December 2018", "2018-12"), ("Q4 2020", "2020-Q4"),
    ("first quarter of 2020", "2020-Q1"), ("2020-2023", "2020/2023"), ("2020-21", "2020/2021"),
    ("2021–2027", "2021/2027"),
    ("9 & 10 November 2020", "2020-11-09/2020-11-10"), ("summer 2013", "2013-06/2013-08"), ("2030", "2030"),
    ("second half of 2024", "2024-07/2024-12"), ("March 5, 2021", "2021-03-05"), ("2024-11-04", "2024-11-04"),
    ("7.12.2018", "2018-12-07"), ("30/06/2024", "2024-06-30"), ("June 3rd, 2021", "2021-06-03"),
    ("3rd of June 2021", "2021-06-03"),
  ])
  func date(_ text: String, _ value: String) throws {
    #expect(try English.extract(["It was done (\(text))."])[0].contains("{D:\(value)|\(text)}"))
  }

  @Test(arguments: ["The strategy costs at least {T|30 %} of all companies.", "It must answer within {T|6 months}."])
  func target(_ marked: String) throws {
    let found = try English.extract([MarkedMentions.plain(marked)])
    for mark in ExtractTests.marks(marked) { #expect(found[0].contains(mark), "\(found[0])") }
  }

  @Test func yearsInNamesAreNoDates() throws {
    #expect(!(try English.extract(["Horizon 2020 was open."])[0].contains("{D:")))
  }
}
