import Testing

/// What pages print around the text, where a short text shows it but once or twice.
@Suite struct PrintedPageTests {
  /// Sixteen lines of running text: a page of it, whose lines occur on no other one.
  static func page(_ number: Int) -> String {
    let letters = Array("abdefghiklmnoprstuvw")
    return (0..<8).map { line in
      let name = "Port" + String([letters[number], letters[line], letters[line + number]])
      return """
        The harbour master of \(name) looks after the berths, the cranes and the roads of \(name),
        and he writes a report about \(name) in the spring and another one in the autumn.
        """
    }.joined(separator: "\n")
  }

  static func furniture(_ text: String) throws -> [String] {
    try Outlines.outline(text).filter { $0.hasPrefix("[") }
  }

  @Test(arguments: [
    "p. 11", "Page 11 of 40", "- 11 -", "– 11 –", "| 11", "11 | Page", "Seite 11 von 40", "Página 11 de 40",
  ]) func aLineThatSaysItIsAPage(_ line: String) throws {
    let text = Self.page(1) + "\n" + line + "\nThe second part is about ferries.\n"
    #expect(try Self.furniture(text) == ["[\(line)]"])
  }

  @Test func aPageOfAReferenceIsText() throws {
    let text = Self.page(1) + "\nIt follows the report of the office for the islands, volume 3,\np. 11\n"
    #expect(try Self.furniture(text).isEmpty)
  }

  @Test(arguments: ["Section 4", "Step 3", "Part 2", "Pillar 1"]) func aLabelWithANumberIsNoPage(_ line: String) throws
  {
    let text = Self.page(1) + "\n\n" + line + "\n\nThe second part is about ferries and about those who use them.\n"
    #expect(try Self.furniture(text).isEmpty)
  }

  @Test(arguments: [
    ["30 Strategy for Small Ports", "Strategy for Small Ports 31"],
    ["4      Strategy for Small Ports", "5      Strategy for Small Ports"],
  ]) func twoHeadsWithThePage(_ heads: [String]) throws {
    let text =
      Self.page(1) + "\n" + heads[0] + "\n" + Self.page(2) + "\n" + heads[1] + "\nThe second part is about ferries.\n"
    let found = heads.map { "[" + $0.split(separator: " ").joined(separator: " ") + "]" }
    #expect(try Self.furniture(text) == found)
  }

  @Test func aGluedHeadInCapitalsCutsASentence() throws {
    let text =
      Self.page(1)
      + "\nThe ministry pays for the cranes of all harbours that are older than\n12 STRATEGY FOR SMALL PORTS\n"
      + "twenty years, and for their keepers.\n" + Self.page(2)
      + "\n13STRATEGY FOR SMALL PORTS\nThe end of it is near.\n"
    #expect(try Self.furniture(text) == ["[12 STRATEGY FOR SMALL PORTS]", "[13STRATEGY FOR SMALL PORTS]"])
  }

  @Test func numberedHeadingsOfTheSameWordsAreNoHeads() throws {
    let text =
      Self.page(1) + "\n\nAims of the phase 1\n\n" + Self.page(2) + "\n\nAims of the phase 2\n\n" + Self.page(3) + "\n"
    #expect(try Self.furniture(text).isEmpty)
  }

  @Test func mirroredHeadsOfDifferentWords() throws {
    let text =
      "Ministry of the Sea 1\nSmall Ports: a programme for the islands\nMinistry of the Sea, 3 May 2024\n"
      + Self.page(1)
      + "\n2 Small Ports\n" + Self.page(2) + "\n"
    #expect(try Self.furniture(text).prefix(1) == ["[Ministry of the Sea 1]"])
    #expect(try Self.furniture(text).contains("[2 Small Ports]"))
  }

  @Test func theFirstPagesHeadStandsAboveTheTitle() throws {
    let text =
      "Small Ports – Ministry of the Sea\nSmall Ports: a programme for the islands of the north\n\n" + Self.page(1)
      + "\n1\nSmall Ports – Ministry of the Sea\n" + Self.page(2) + "\n2\n"
    let outline = try Outlines.outline(text)
    #expect(outline[0] == "[Small Ports – Ministry of the Sea]")
    #expect(outline[1] == "title: Small Ports: a programme for the islands of the north")
    #expect(outline.filter { $0 == "[Small Ports – Ministry of the Sea]" }.count == 2)
  }

  @Test func noHeadingIsTheLastLineOfAPage() throws {
    let text = Self.page(1) + "\n05 focus areas\np. 12\nThe second part is about ferries.\n"
    #expect(try Self.furniture(text) == ["[05 focus areas]", "[p. 12]"])
  }

  @Test func theAddressOfASiteBesideAPagesNumber() throws {
    let text = Self.page(1) + "\n- 12 -\nwww.small-ports.example\nThe second part is about ferries.\n"
    #expect(try Self.furniture(text) == ["[- 12 -]", "[www.small-ports.example]"])
  }

  @Test func articlesOfALawAreHeadings() throws {
    let articles = (1...12).map {
      "Article \($0)\n\nScope\n\n" + Self.page($0 % 8) + "\nIt follows\nArticle \($0)\nof the law.\n"
    }
    let outline = try Outlines.outline("Law on Ports\n\n" + articles.joined(separator: "\n"))
    #expect(outline.filter { $0.hasPrefix("heading: Article") }.count == 12)
  }

  @Test func contentsWhoseEntriesOpenWithThePage() throws {
    let text =
      "contents\n04 Foreword\n06 The state of the ports\n11 Ferries and cranes\n15 Next steps\n\nThe ports are old.\n"
    #expect(
      try Outlines.outline(text) == [
        "heading: contents", "[04 Foreword]", "[06 The state of the ports]", "[11 Ferries and cranes]",
        "[15 Next steps]", "paragraph: The ports are old.",
      ])
  }

  /// The fields of a form are rows, also where a field's label or value wraps; one label alone is a word of prose.
  @Test func aFormIsATableOfItsFields() throws {
    let text =
      Self.page(1) + """

        Description of the measure
        The Office will set up a register of cranes and keep it for all ports that have a crane of
        their own.
        In charge Office for the Ports
        Deadline 31 December 2031
        Source of funding
        State budget
        Expected output Register

        """
    #expect(
      try Outlines.outline(text).suffix(5) == [
        "row: Description of the measure The Office will set up a register of cranes and keep it for all ports that "
          + "have a crane of their own.",
        "row: In charge Office for the Ports", "row: Deadline 31 December 2031", "row: Source of funding State budget",
        "row: Expected output Register",
      ])
    let prose = Self.page(1) + "\nDeadline for all of this is the end of the year, as the harbour master says.\n"
    #expect(try !Outlines.outline(prose).contains { $0.hasPrefix("row") })
  }

  /// A numbered title that no item goes on with is a heading, whatever list stands before it.
  @Test func aLoneNumberBehindAListIsATitle() throws {
    let text = """
      \(Self.page(2))
      • Harbour masters
      • Pilots
      5. We will make bold decisions and investments
      \(Self.page(3))
      """
    #expect(try Outlines.outline(text).contains("heading: 5. We will make bold decisions and investments"))
  }

  /// The excerpt holds one page's head only.
  @Test func capitalsBelowAPageNumberThatCutsASentenceAreItsHead() throws {
    let text =
      Self.page(1)
      + "\nThe ministry pays for the cranes and the quays of all the harbours that are older than the\np. 25\nPORTS 2030\n"
      + "Old cranes are a danger to all.\n" + Self.page(2) + "\n"
    #expect(try Self.furniture(text) == ["[p. 25]", "[PORTS 2030]"])
  }
}
