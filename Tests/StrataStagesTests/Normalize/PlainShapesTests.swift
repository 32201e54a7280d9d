import Testing

/// Shapes of plain text beside running prose: letters, tables, numbered paragraphs, labels, figures.
@Suite struct PlainShapesTests {
  typealias Case = PlainTextTests.Case

  static let cases: [Case] = [
    Case(
      name: "the lines of an address are no headings",
      text: """
        MINISTRY OF PORTS AND ISLANDS

        Ms Berta Wallin
        Director
        Office for Ferries
        Quay Street 4

        The Government has adopted the programme for the ports, and it thanks the office for
        all that it has done for the ferries in the years before. It will send a copy of the
        programme to the harbour masters, who may ask for more copies at any time.
        """,
      expected: [
        "title: MINISTRY OF PORTS AND ISLANDS", "paragraph: Ms Berta Wallin", "paragraph: Director",
        "paragraph: Office for Ferries", "paragraph: Quay Street 4",
        "paragraph: The Government has adopted the programme for the ports, and it thanks the office for all that it has "
          + "done for the ferries in the years before. It will send a copy of the programme to the harbour masters, who may "
          + "ask for more copies at any time.",
      ]),
    Case(
      name: "labels with numbers, letters and section signs are headings",
      text: """
        § 1 Purpose
        The plan sets out how the ports develop in the years 2021 to 2025.

        Measure 3.1 Quay
        A quay is built in the south of the island.

        Chapter 2: Where we are

        The ports are old.

        Annex B: Money

        The state pays.
        """,
      expected: [
        "heading: § 1 Purpose", "paragraph: The plan sets out how the ports develop in the years 2021 to 2025.",
        "heading: Measure 3.1 Quay", "paragraph: A quay is built in the south of the island.",
        "heading: Chapter 2: Where we are", "paragraph: The ports are old.", "heading: Annex B: Money",
        "paragraph: The state pays.",
      ]),
    Case(
      name: "cells between tabs or strokes",
      text: """
        Who does what:

        Action\tLead\tTiming
        Open the quay\tPort office\tApril 2024
        Build cranes\tMinistry\t2025

        Indicator | 2020 | 2025
        Ferries in service | 60 | 90
        People at work | 1,400 | 2,500
        """,
      expected: [
        "paragraph: Who does what:", "row: Action\tLead\tTiming", "row: Open the quay\tPort office\tApril 2024",
        "row: Build cranes\tMinistry\t2025", "row: Indicator\t2020\t2025", "row: Ferries in service\t60\t90",
        "row: People at work\t1,400\t2,500",
      ]),
    Case(
      name: "paragraphs numbered through the document, with headings and lists between them",
      text: """
        Standards

        1. We will publish a code of practice on the sharing of data by summer 2024.

        2. The code will:

           i. explain the law in plain words;
           ii. give examples.

        Skills

        3. We will invest £30 million in data apprenticeships over three years.

        Box

        Apprenticeships combine work and study.

        4. We will report once a year.
        """,
      expected: [
        "title: Standards", "item0: We will publish a code of practice on the sharing of data by summer 2024.",
        "item0: The code will:", "item1: explain the law in plain words;", "item1: give examples.", "heading: Skills",
        "item0: We will invest £30 million in data apprenticeships over three years.", "heading: Box",
        "paragraph: Apprenticeships combine work and study.", "item0: We will report once a year.",
      ]),
    Case(
      name: "a list numbered I., II., III.",
      text: """
        The measures are financed from:
        I. the budget of the state;
        II. the budget of the islands;
        III. private funds.
        """,
      expected: [
        "paragraph: The measures are financed from:", "item0: the budget of the state;",
        "item0: the budget of the islands;", "item0: private funds.",
      ]),
    Case(
      name: "a figure's caption names no part, and its axis is no text",
      text: """
        Half of the officials in the ports have had a training in the last two years, and the
        other half would like to have one, as the office has found in a survey of last year.
        Figure 1: Officials with a training, by island
        0 20 40 60
        Aland
        Bland
        Source: Office for Ports.
        The ministry will see to it that all officials are trained in the years to come, also
        those of the small islands.
        """,
      expected: [
        "paragraph: Half of the officials in the ports have had a training in the last two years, and the other half "
          + "would like to have one, as the office has found in a survey of last year.",
        "paragraph: Figure 1: Officials with a training, by island", "[0 20 40 60]", "[Aland]", "[Bland]",
        "[Source: Office for Ports.]",
        "paragraph: The ministry will see to it that all officials are trained in the years to come, also those of the "
          + "small islands.",
      ]),
    Case(
      name: "capitals close where they end, and clauses that open alike stand apart",
      text: """
        THE COUNCIL OF THE ISLANDS AND THE OFFICE FOR THE PORTS OF THE NORTH,
        Having regard to the law on ports and ferries, and in particular the third part of
        it,
        Having regard to the advice of the office for the ports of the north and the harbour
        masters,
        have adopted this plan for the ferries.
        """,
      expected: [
        "paragraph: THE COUNCIL OF THE ISLANDS AND THE OFFICE FOR THE PORTS OF THE NORTH,",
        "paragraph: Having regard to the law on ports and ferries, and in particular the third part of it,",
        "paragraph: Having regard to the advice of the office for the ports of the north and the harbour masters, have "
          + "adopted this plan for the ferries.",
      ]),
    Case(
      name: "feet with the page's language, slides with a stroke before the number",
      text: """
        EN EN
        The harbour master looks after the berths and the cranes of the port, and
        EN 1 EN
        he writes a report about them.
        Port strategy | 1
        The ferries are old.
        Port strategy | 2
        They are slow, too.
        Port strategy | 3
        """,
      expected: [
        "[EN EN]",
        "paragraph: The harbour master looks after the berths and the cranes of the port, and he writes a report about "
          + "them.",
        "[EN 1 EN]", "[Port strategy | 1]", "paragraph: The ferries are old.", "[Port strategy | 2]",
        "paragraph: They are slow, too.", "[Port strategy | 3]",
      ]),
    Case(
      name: "an enumeration inside a paragraph opens no block where a line happens to begin with its number",
      text: """
        The ministry will look at several fields of work in the ports, namely: i) the
        safety of cranes and of those who work below them; ii) the noise of ferries;
        iii) the light on the quays; iv) the
        roads.
        The office will report on all of these fields once a year, and the report will be
        open to all.
        """,
      expected: [
        "paragraph: The ministry will look at several fields of work in the ports, namely: i) the safety of cranes and of "
          + "those who work below them; ii) the noise of ferries; iii) the light on the quays; iv) the roads.",
        "paragraph: The office will report on all of these fields once a year, and the report will be open to all.",
      ]),
    Case(
      name: "a column below wider lines has its own width",
      text: """
        • The ports need a plan for the quays of the north, which are older than all the others, and
        for the cranes that were bought when the ferries of the islands still ran on coal.
        The plan of the ministry is essen-
        tial for the ports, and it uses the
        chances that the islands have now.
        Strong ports create new work that
        the people of the islands need, and
        the ferries bring them to the work
        in the towns of the coast each day.
        """,
      expected: [
        "item0: The ports need a plan for the quays of the north, which are older than all the others, and for the cranes "
          + "that were bought when the ferries of the islands still ran on coal.",
        "paragraph: The plan of the ministry is essential for the ports, and it uses the chances that the islands have "
          + "now. Strong ports create new work that the people of the islands need, and the ferries bring them to the "
          + "work in the towns of the coast each day.",
      ]),
    Case(
      name: "a list under Notes",
      text: """
        The ports are old and the ferries are slow.

        Notes

        1. Office for Ports, Report of the year, 2023.
        2. Ministry of Ports, Survey of ferries, part 4.
        """,
      expected: [
        "title: The ports are old and the ferries are slow.", "heading: Notes",
        "footnote: Office for Ports, Report of the year, 2023.",
        "footnote: Ministry of Ports, Survey of ferries, part 4.",
      ]),
  ]

  @Test(arguments: cases) func outline(_ sample: Case) throws {
    #expect(try Outlines.outline(sample.text) == sample.expected)
  }

  /// In a narrow column a word of three letters is all that the last line has room for.
  @Test func roomForOneWordEndsAParagraph() throws {
    let lines = [
      "The ports of the country need a new plan for", "their quays, which are old, and for the cranes",
      "of the northern harbours, which are even older", "than the quays and which were bought when the",
      "ferries still ran on coal and when the people", "of the islands still went to the town on foot,",
      "over the ice, in every winter of those years,", "and when the ministry had one clerk for all of",
      "the ports and one horse for the clerk and his", "letters, which took a week from the capital to",
      "the islands and another week to come back and", "were often wet and could not be read by anyone",
      "in the offices of the harbours, which had not", "been painted for years and which were so small",
      "that the masters met in the open, on the quay,", "and wrote the minutes on the back of the bills",
      "of the cranes, as the law of that year had it", "that all the papers of the ports be kept under",
      "a roof and that there be a copy of each in the", "capital, where the ministry had its new house,",
      "which had a roof and a cellar and a clerk for", "each of the floors and a horse for every clerk.",
      "The islands then had four ports and a lot of", "quays, and all of them belonged to the same old",
      "lady.",
    ]
    let text = lines.joined(separator: "\n") + "\n"
    #expect(try Outlines.outline(text).count == 1)
    let cut = text.replacing("a horse for every clerk.", with: "one horse for all.")
    #expect(try Outlines.outline(cut).count == 2)
  }

  @Test func numbersOfOnePartWithNothingBetweenThemOpenItems() throws {
    let text = """
      4.5.4.\t Specific Objective 4: Strengthen the rules for the ports of the north and their pilots
      Actions:
      4.5.4.1.\t Undertake a gap analysis to find what the present rules of the ports leave out, and
      develop what is missing.
      4.5.4.2.\t Develop and publish a handbook for the pilots of small ports and for their crews on
      the ferries
      4.5.5.\t Specific Objective 5: Build the capacity of harbour masters
      Actions:
      4.5.5.1.\t Identify needs and then train the harbour masters of all the ports in the north of the
      country
      """
    #expect(
      try Outlines.outline(text).dropFirst() == [
        "heading: Actions:",
        "item0: Undertake a gap analysis to find what the present rules of the ports leave out, and develop what is missing.",
        "item0: Develop and publish a handbook for the pilots of small ports and for their crews on the ferries",
        "heading: 4.5.5. Specific Objective 5: Build the capacity of harbour masters", "heading: Actions:",
        "item0: Identify needs and then train the harbour masters of all the ports in the north of the country",
      ])
  }
}
