import StrataModel
import Testing

@Suite struct OutlineTests {
  static let tracker = """
    ← All strategies

    Green Ports Strategy

    STRATEGY2025-10-08

      • help platforms to translate content for relevant channels
      • including broadcasting
      • through recognition of content.
      • launch a study of quays.
      • build a toolbox for ports.

    Action items (4)

    Initiatives that are linked to the strategy stand here.

    Announced (1)

      • launch a study of quays.

        No initiative record
    """

  @Test func trackerPage() throws {
    let document = try Outlines.document(Self.tracker)
    #expect(
      Outlines.outline(document) == [
        "[← All strategies]", "title: Green Ports Strategy", "[STRATEGY2025-10-08]",
        "item0: help platforms to translate content for relevant channels including broadcasting through recognition of content.",
        "item0: launch a study of quays.", "item0: build a toolbox for ports.", "heading: Action items (4)",
        "[Initiatives that are linked to the strategy stand here.]", "heading: Announced (1)",
        "item0: launch a study of quays.", "[No initiative record]",
      ])
    #expect(document.segments[9].duplicateOf == 4)
    #expect(document.declared.map { [$0.declared, $0.found] } == [[4, 0], [1, 1]])
    #expect(document.warnings.map(\.code) == ["declared-count"])
    #expect(document.segments[3].heading == nil)
    #expect(document.segments[9].heading == 8)
    #expect(document.date == "2025-10-08")
  }

  @Test func aListThatClosesItsItemsWithCommasKeepsItsLast() throws {
    let document = try Outlines.document(
      """
      The package includes:

      - a call for small ports, open in January,
      - a new training centre for pilots,
      - and bursaries for 200 apprentices a year.
      """)
    #expect(
      Outlines.outline(document).suffix(3) == [
        "item0: a call for small ports, open in January,", "item0: a new training centre for pilots,",
        "item0: and bursaries for 200 apprentices a year.",
      ])
  }

  @Test func labelledLinesStandAlone() throws {
    let document = try Outlines.document(
      """
      The office has looked at the state of the harbours and at the roads that lead to them in
      the last ten years, and it has found that most of them are too old for the new ferries.

      Measure 2.2: Keepers and crews receive at least two days of training in every year.
      Measure 2.3: We are examining whether charts can be drawn by machines, so that those of
      the outer islands are renewed.
      Responsible: Office for the Ports in cooperation with the Chamber of the Pilots
      Financing: EUR 2.5 million from the budget of the Office
      """)
    #expect(
      Outlines.outline(document).suffix(4) == [
        "paragraph: Measure 2.2: Keepers and crews receive at least two days of training in every year.",
        "paragraph: Measure 2.3: We are examining whether charts can be drawn by machines, so that those of the outer "
          + "islands are renewed.",
        "paragraph: Responsible: Office for the Ports in cooperation with the Chamber of the Pilots",
        "paragraph: Financing: EUR 2.5 million from the budget of the Office",
      ])
  }

  /// Lists under counted headings that no blank line keeps apart, and one that is empty.
  @Test func trackerPageWithoutBlankLines() throws {
    let document = try Outlines.document(
      """
      Roadmap for Quays
      STRATEGY2024-06-11UPDATED2025-11-30
      Milestones (2)
        • June 2024 – Adoption of the Roadmap for Quays by the Council
        • 2028 – Operation of the second crane
      Commitments (2)
      The Roadmap commits the Government to
        • train 150 crane drivers a year
          in the use of charts
        • seek a seat on the board of the Hansa
      Linked initiatives (0)
      No initiative record
      Status
        • all of it is planned
      """)
    #expect(
      Outlines.outline(document).dropFirst() == [
        "[STRATEGY2024-06-11UPDATED2025-11-30]", "heading: Milestones (2)",
        "item0: June 2024 – Adoption of the Roadmap for Quays by the Council",
        "item0: 2028 – Operation of the second crane", "heading: Commitments (2)",
        "paragraph: The Roadmap commits the Government to",
        "item0: train 150 crane drivers a year in the use of charts",
        "item0: seek a seat on the board of the Hansa", "heading: Linked initiatives (0)", "[No initiative record]",
        "heading: Status", "item0: all of it is planned",
      ])
    #expect(document.declared.map { [$0.declared, $0.found] } == [[2, 2], [2, 2], [0, 0]])
    #expect(document.segments.last?.heading.map { document.segments[$0].heading } == .some(nil))
    #expect(document.date == "2024-06-11")
  }

  @Test func aDeclaredCountOfRows() throws {
    let document = try Outlines.document(
      "# Plan\n\n## Completed (2)\n\n| What | When |\n|---|---|\n| Study | 2024 |\n| Fund | 2025 |\n", markdown: true
    )
    #expect(document.declared.map { [$0.declared, $0.found] } == [[2, 2]])
  }

  @Test func theCallOfANoteDeclaresNothing() throws {
    let document = try Outlines.document(
      "# Plan\n\nThe act (1) and the plan (2) count.\n\n## Indicators (3)\n\nText.\n\n(1) One.\n\n(2) Two.\n\n(3) Three.\n",
      markdown: true)
    #expect(document.segments.suffix(3).map(\.kind) == [.footnote, .footnote, .footnote])
    #expect(document.declared.isEmpty && document.warnings.isEmpty)
  }

  @Test func leadInsAndSections() throws {
    let document = try Outlines.document(
      "# Plan\n\n## Skills\n\nThe Government will\n\n- train teachers\n- train nurses:\n  - in the north\n\n### Later\n\nText of it.\n",
      markdown: true)
    #expect(document.segments.map(\.leadIn) == [nil, nil, nil, 2, 2, 4, nil, nil])
    #expect(document.segments.map(\.heading) == [nil, nil, 1, 1, 1, 1, 1, 6])
  }

  @Test func theLineBelowABareLabelIsItsTitle() throws {
    let text = """
      Law on Ports

      Article 12

      Procedure for dealing with the ports that the keepers of the cranes and the masters of the ferries have called unsafe

      The keepers of the cranes tell the office which of the ports are unsafe, and why they are.

      CHAPTER IV

      Ferries

      They are safe.
      """
    #expect(
      try Outlines.outline(text, markdown: true).map { String($0.prefix { $0 != ":" }) } == [
        "title", "heading", "heading", "paragraph", "heading", "heading", "paragraph",
      ])
  }

  @Test func aLineWithAVerbIsNoHeading() throws {
    #expect(
      try Outlines.outline(
        "Title of the page\n\nBenefits of it:\n\n • visibility\n • updates\n\nThe company must:\n\n • be small\n • be new\n"
      )
        == [
          "title: Title of the page", "heading: Benefits of it:", "item0: visibility", "item0: updates",
          "paragraph: The company must:", "item0: be small", "item0: be new",
        ])
  }

  @Test func keysDependOnTextAlone() throws {
    let first = try Outlines.document(
      "One paragraph of the plan.\n\nAnother paragraph of the plan.\n\nOne paragraph of the plan.\n")
    let second = try Outlines.document(
      "A new beginning of the plan.\n\nOne   paragraph of the plan.\n\nAnother paragraph, which is new.\n")
    #expect(first.segments[0].key == second.segments[1].key)
    #expect(first.segments[0].key != first.segments[2].key)
    #expect(Set(first.segments.map(\.key)).count == 3)
    #expect(first.segments[0].key.count == 16)
  }

  @Test func languageBySegment() throws {
    let document = try Outlines.document(
      "The plan is the work of the ministry and of the agency, and it will be the law.\n\nDer Plan ist das Werk der Behörde und wird mit der Zeit die Regel und das Gesetz.\n\nThe end of the plan is the end of the text and of the law."
    )
    #expect(document.language == "en")
    #expect(document.segments.map(\.language) == ["en", "de", "en"])
  }
}
