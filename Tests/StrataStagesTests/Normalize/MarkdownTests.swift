import Testing

@Suite struct MarkdownTests {
  @Test func headingsListsAndEmphasis() throws {
    let text = """
      # The Plan

      ##Aims
      Growth
      ------

      The **Commission** will *act*, see [its page](https://example.org/a_(b)) and 5 \\* 3.

      - **first** item
          - nested one
      - second item
        goes on
      """
    let document = try Outlines.document(text, markdown: true)
    #expect(
      Outlines.outline(document) == [
        "title: The Plan", "heading: Aims", "heading: Growth",
        "paragraph: The Commission will act, see its page and 5 * 3.", "item0: first item", "item1: nested one",
        "item0: second item goes on",
      ])
    #expect(document.segments[3].links.map(\.target) == ["https://example.org/a_(b)"])
  }

  @Test func tablesRulesNotesAndTags() throws {
    let text = """
      # Title of it

      | Action | By |
      |---|---|
      | Build | MKM |

      ---

      A note[^1] and a <b>tag</b> &amp; an entity.

      [^1]: The text of the note.
      """
    #expect(
      try Outlines.outline(text, markdown: true) == [
        "title: Title of it", "row: Action\tBy", "row: Build\tMKM", "[---]",
        "paragraph: A note and a tag & an entity.^1",
        "footnote: The text of the note.",
      ])
  }

  @Test func aParagraphThatAPageBreakCutIsOne() throws {
    let text = """
      # A Council

      The Commission will set up a Council where Europe can explore the untapped

      potential of data.
      """
    #expect(
      try Outlines.outline(text, markdown: true) == [
        "title: A Council",
        "paragraph: The Commission will set up a Council where Europe can explore the untapped potential of data.",
      ])
  }

  @Test func listsOfLinksAreNavigation() throws {
    let text = "# A\n\n* [One](/1)\n* [Two](/2)\n* [Three](/3)\n* [Four](/4)\n\nThe text of the page is here.\n"
    #expect(
      try Outlines.outline(text, markdown: true) == [
        "title: A", "[One]", "[Two]", "[Three]", "[Four]", "paragraph: The text of the page is here.",
      ])
  }

  @Test func whatIsLeftOfIconsAndCardsGoes() throws {
    let text = """
      # Ports

      ## On this page

      [ __ Copy link ](#top "Copy the link")

      * [Aims](#aims)
      * [Berths](#berths)
      * [Tariffs](#tariffs)
      * [Contact](#contact)

      ## Aims

      * ### [A berth for every ferry __](/berths)

      4 March 2025

      The port will build twelve berths.__
      """
    #expect(
      try Outlines.outline(text, markdown: true) == [
        "title: Ports", "[On this page]", "[Copy link]", "[Aims]", "[Berths]", "[Tariffs]", "[Contact]",
        "heading: Aims", "heading: A berth for every ferry", "[4 March 2025]",
        "paragraph: The port will build twelve berths.",
      ])
  }

  /// Headings of one word and a rising number look like the heads of pages.
  @Test func numberedLabelsAreHeadings() throws {
    let text = (1...6).map { number in
      "## Article \(number)\n\n"
        + (1...4).map { "\($0). The harbour keeps rule \(number).\($0) of its house.\n\n" }.joined()
    }.joined()
    let document = try Outlines.document("# Harbour Act\n\n" + text, markdown: true)
    #expect(document.segments.filter { $0.kind == .heading }.count == 6)
    #expect(!document.segments.contains { $0.kind == .furniture })
  }
}

/// reStructuredText under the name of a text file.
@Suite struct RestructuredTests {
  @Test func titlesNotesLinksAndDirectives() throws {
    let document = try Outlines.document(
      """
      Plan for the Ports
      ==================

      The ports
      ---------

      The ports are old, says the `survey of *all* ports
      <https://ports.example/survey>`__\\  [1]_, and the ferries are older [2]_.

      .. figure:: media/ports.png
         :width: 100%

         Figure 1 - The ports

      What is to be done
      ~~~~~~~~~~~~~~~~~~

      -  Build quays
         of stone.
      -  Build ferries.

      .. [1] Ministry of the Sea, 2024, on behalf of
         the council.
      .. [2]
         The same.

      +---------+------------------+
      | Subject | Build *quays*    |
      +---------+------------------+
      | Result  | Quays            |
      |         |                  |
      |         | and cranes       |
      +---------+------------------+
      """)
    #expect(
      Outlines.outline(document) == [
        "title: Plan for the Ports", "heading: The ports",
        "paragraph: The ports are old, says the survey of all ports, and the ferries are older.^1^2",
        "[.. figure:: media/ports.png]", "[:width: 100%]", "paragraph: Figure 1 - The ports",
        "heading: What is to be done", "item0: Build quays of stone.", "item0: Build ferries.",
        "footnote: Ministry of the Sea, 2024, on behalf of the council.", "footnote: The same.",
        "row: Subject\tBuild quays", "row: Result\tQuays and cranes",
      ])
    #expect(document.segments[2].links.map(\.target) == ["https://ports.example/survey"])
  }

  @Test func whatASiteCarriesAroundItsText() throws {
    let document = try Outlines.document(
      """
      # Robots for ports

      On this page

      * [Why](#why)
      * [What it costs](#costs)

      ## Why

      __[General enquiries](/contact)

      > "Every port in the country needs a robot."
      >
      > — Minister for Ports

      ###  [The ministry has signed an agreement with
      the islands __](/news/ministry-has-signed-
      agreement)

      **What does it cost?**

      Nothing.

      **Who can apply?**

      Ports.

      Was this page helpful?

      [Yes](#) [No](#)
      """, markdown: true)
    #expect(
      Outlines.outline(document) == [
        "title: Robots for ports", "[On this page]", "[Why]", "[What it costs]", "heading: Why",
        "paragraph: General enquiries", "paragraph: \"Every port in the country needs a robot.\"",
        "paragraph: — Minister for Ports", "heading: The ministry has signed an agreement with the islands",
        "heading: What does it cost?", "paragraph: Nothing.", "heading: Who can apply?", "paragraph: Ports.",
        "[Was this page helpful?]", "[Yes No]",
      ])
    #expect(document.links.map(\.target).contains("/news/ministry-has-signed-agreement"))
    let questions = document.segments.filter { $0.kind == .heading }.suffix(2)
    #expect(Set(questions.map(\.headingLevel)).count == 1)
  }

  @Test func aSecondBlockBehindABrokenLineIsInsideTheItem() throws {
    let text = """
      # Costs

      Three inputs drive the costs:

      * **Ports**  
        The costs of ports are taken from the accounts of the ports.
      * **Ferries**  
        The costs of ferries are those of last year.

      The ports are paid by the state.
      """
    #expect(
      try Outlines.outline(text, markdown: true) == [
        "title: Costs", "paragraph: Three inputs drive the costs:", "item0: Ports",
        "paragraph: The costs of ports are taken from the accounts of the ports.", "item0: Ferries",
        "paragraph: The costs of ferries are those of last year.", "paragraph: The ports are paid by the state.",
      ])
  }
}
