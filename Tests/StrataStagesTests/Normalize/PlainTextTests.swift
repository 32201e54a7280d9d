import Testing

/// Plain text, most of it as text extraction from PDF leaves it.
@Suite struct PlainTextTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var text: String
    var expected: [String]
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(
      name: "hard wraps are joined, cut words lose their hyphen, compounds keep it",
      text: """
        The Ministry will strengthen the long-term financing of research and develop-
        ment in the regions, and the agency will publish a medium-
        term plan each year. The plan is long-term and medium-term, as is the finan-
        cing of it.
        """,
      expected: [
        "paragraph: The Ministry will strengthen the long-term financing of research and development in the regions, and "
          + "the agency will publish a medium-term plan each year. The plan is long-term and medium-term, as is the "
          + "financing of it."
      ]),
    Case(
      name: "a hyphen before 'and' stands for a word to come",
      text: """
        The office will look at the needs of small businesses and will offer them short-
        and long-term loans on fair terms for the whole of the programming period.
        It is the task of the bank to set the rules and
        the terms of every loan.
        """,
      expected: [
        "paragraph: The office will look at the needs of small businesses and will offer them short- and long-term loans "
          + "on fair terms for the whole of the programming period. It is the task of the bank to set the rules and the terms "
          + "of every loan."
      ]),
    Case(
      name: "a page number cuts a sentence",
      text: """
        The first part of the plan is about the financing of the new centres and of other
        7
        providers. It will be followed by a second part that is about the rules of the
        market and by a third part about skills.
        8
        """,
      expected: [
        "paragraph: The first part of the plan is about the financing of the new centres and of other providers. It will "
          + "be followed by a second part that is about the rules of the market and by a third part about skills.",
        "[7]",
        "[8]",
      ]),
    Case(
      name: "numbered headings, and lists with numbers",
      text: """
        1. Introduction

        The plan has three aims that the Government set itself in the spring of last year.

        The applicant must:

        1. be an enterprise,
        2. be willing to take part,
        3. have its seat in Europe.
        """,
      expected: [
        "heading: 1. Introduction",
        "paragraph: The plan has three aims that the Government set itself in the spring of "
          + "last year.", "paragraph: The applicant must:", "item0: be an enterprise,",
        "item0: be willing to take part,",
        "item0: have its seat in Europe.",
      ]),
    Case(
      name: "nested bullets of two glyphs",
      text: """
        Measures:

        • Build three centres:
          – one in the north,
          – one in the south.
        • Publish the results.
        """,
      expected: [
        "heading: Measures:", "item0: Build three centres:", "item1: one in the north,", "item1: one in the south.",
        "item0: Publish the results.",
      ]),
    Case(
      name: "private-use bullets, soft hyphens, zero-width characters, ligatures, mojibake",
      text: "\u{F0B7} a ﬁrst o\u{AD}ﬀer\n\u{F0B7} zero\u{200B}width and cafÃ©s, the stateâ€™s Â own\n",
      expected: ["item0: a first offer", "item0: zerowidth and cafés, the state’s own"]),
    Case(
      name: "a table of contents is furniture",
      text: """
        Contents

        Summary ............................ 3
        1 Aims ............................. 4
        2 Measures ......................... 9
        """,
      expected: [
        "heading: Contents", "[Summary ............................ 3]", "[1 Aims ............................. 4]",
        "[2 Measures ......................... 9]",
      ]),
    Case(
      name: "a heading of two lines stands above its text",
      text: """
        The office has looked at the state of the harbours and at the roads that lead to
        them in the last ten years.
        The future of small harbours and of the people who live from them in the
        northern islands
        The small harbours are the places where most of the fish of the country is landed,
        and they will get money of their own from the budget of the coming year.
        """,
      expected: [
        "paragraph: The office has looked at the state of the harbours and at the roads that lead to them in the last ten "
          + "years.",
        "heading: The future of small harbours and of the people who live from them in the northern islands",
        "paragraph: The small harbours are the places where most of the fish of the country is landed, and they will get "
          + "money of their own from the budget of the coming year.",
      ]),
    Case(
      name: "a question and a number with a dash behind it are headings",
      text: """
        The office has looked at the state of the harbours and at the roads that lead to
        them in the last ten years.
        What is a harbour?
        A harbour is a place where ships can land and where their goods are brought to
        the shore and from there to the markets.
        2 A good start
        – but a long way
        to go
        The first harbours have been built, and the people who live there are glad that the
        ferries come each day.
        """,
      expected: [
        "paragraph: The office has looked at the state of the harbours and at the roads that lead to them in the last ten "
          + "years.",
        "heading: What is a harbour?",
        "paragraph: A harbour is a place where ships can land and where their goods are brought to the shore and from "
          + "there to the markets.",
        "heading: 2 A good start – but a long way to go",
        "paragraph: The first harbours have been built, and the people who live there are glad that the ferries come each "
          + "day.",
      ]),
    Case(
      name: "one page number of an excerpt, numbered chapters that come again",
      text: """
        • Build twelve berths on the northern islands and keep them open in winter.
        31
        • Lower the tariffs of the ferries in the months in which few guests come to them.
        3.1 Responsibility
        The harbour master is responsible for the berths, the roads and all that belongs to
        them on the islands in the north.
        4.1 Responsibility
        The ferry company is responsible for the tariffs and for the time table of all the
        ferries to the islands in the north.
        5.1 Responsibility
        The council is responsible for the money that is spent on the berths and for the
        rules by which it is given to the islands.
        """,
      expected: [
        "item0: Build twelve berths on the northern islands and keep them open in winter.", "[31]",
        "item0: Lower the tariffs of the ferries in the months in which few guests come to them.",
        "heading: 3.1 Responsibility",
        "paragraph: The harbour master is responsible for the berths, the roads and all that belongs to them on the "
          + "islands in the north.",
        "heading: 4.1 Responsibility",
        "paragraph: The ferry company is responsible for the tariffs and for the time table of all the ferries to the "
          + "islands in the north.",
        "heading: 5.1 Responsibility",
        "paragraph: The council is responsible for the money that is spent on the berths and for the rules by which it is "
          + "given to the islands.",
      ]),
    Case(
      name: "a box cuts a sentence, and the page goes on behind it",
      text: """
        The office has looked at the state of the harbours and at the roads that lead to
        them in the last ten years, and it has found that most of them are not safe in
        winter, when the light is bad, and that all but a few of the quays are too old for
        - 12 -
        A box beside the text has
        lines of its own, which are
        much narrower than those of
        the page, and it is about a
        crane and its keeper.
        the ferries that are to be built for the islands of the north. The keepers of the
        ports agree with it, and so do those who live near them, since the boats that they
        use are even older than the quays.
        """,
      expected: [
        "paragraph: The office has looked at the state of the harbours and at the roads that lead to them in the last ten "
          + "years, and it has found that most of them are not safe in winter, when the light is bad, and that all but a few "
          + "of the quays are too old for the ferries that are to be built for the islands of the north. The keepers of the ports agree with it, and so do those who live near them, since the boats that they use are even older than the quays.",
        "[- 12 -]",
        "paragraph: A box beside the text has lines of its own, which are much narrower than those of the page, and it is "
          + "about a crane and its keeper.",
      ]),
    Case(
      name: "headings in capitals may close with a full stop",
      text: """
        The office has looked at the state of the harbours and at the roads that lead to
        them in the last ten years.
        AIMS OF THE PLAN:
        AIM 1 TO MAKE THE HARBOURS SAFE FOR ALL WHO WORK IN THEM.
        The harbours are the places where most of the fish of the country is landed, and
        they will get money of their own.
        """,
      expected: [
        "paragraph: The office has looked at the state of the harbours and at the roads that lead to them in the last ten "
          + "years.",
        "heading: AIMS OF THE PLAN:", "heading: AIM 1 TO MAKE THE HARBOURS SAFE FOR ALL WHO WORK IN THEM.",
        "paragraph: The harbours are the places where most of the fish of the country is landed, and they will get money "
          + "of their own.",
      ]),
    Case(
      name: "lines with one label",
      text: """
        The office has looked at the state of the harbours and at the roads that lead to
        them in the last ten years.
        Means: Build twelve berths on the islands of the north, and keep them open.
        Means: Lower the tariffs of the ferries in the months in which few guests come to
        the islands.
        """,
      expected: [
        "paragraph: The office has looked at the state of the harbours and at the roads that lead to them in the last ten "
          + "years.",
        "paragraph: Means: Build twelve berths on the islands of the north, and keep them open.",
        "paragraph: Means: Lower the tariffs of the ferries in the months in which few guests come to the islands.",
      ]),
    Case(
      name: "a full stop closes a list of semicolons",
      text: """
        The office will do what it can for the harbours and for the roads that lead to all of
        them, and it will
        • build twelve berths on the islands of the north;
        • publish a yearly table which shows how many ferries came and went and how many stayed.
        Harbours should keep a berth open for the boats of the office in the winter and in the
        spring of each year.
        """,
      expected: [
        "paragraph: The office will do what it can for the harbours and for the roads that lead to all of them, and it will",
        "item0: build twelve berths on the islands of the north;",
        "item0: publish a yearly table which shows how many ferries came and went and how many stayed.",
        "paragraph: Harbours should keep a berth open for the boats of the office in the winter and in the spring of each "
          + "year.",
      ]),
    Case(
      name: "numbers in brackets",
      text: """
        The plan has these parts:
        [1] The harbours and the roads that lead to them on the islands in the north;
        [2] The ferries and their tariffs in the months in which but few of the guests come
        to the islands.
        """,
      expected: [
        "paragraph: The plan has these parts:",
        "item0: The harbours and the roads that lead to them on the islands in the north;",
        "item0: The ferries and their tariffs in the months in which but few of the guests come to the islands.",
      ]),
    Case(
      name: "few wraps among many items are wraps",
      text: """
        The plan of the office
        The office will do what it can for the harbours and for the roads that lead to all of
        them, and it will ask the council for money.
        Applicants must
        • have a boat,
        • have a berth,
        • be a citizen,
        • be of age,
        • have no debts.
        The harbours get a lump sum from the office for each of their berths. The Chamber of the
        Fishermen looks at it each year, and it tells the harbour masters and the keepers of the
        cranes what it thinks of their work, and the office has to answer it in the course of the
        year in a letter that all can read.
        Applicants may
        • have two boats,
        • have two berths,
        • be a member,
        • be a guest,
        • live elsewhere.
        """,
      expected: [
        "title: The plan of the office",
        "paragraph: The office will do what it can for the harbours and for the roads that lead to all of them, and it "
          + "will ask the council for money.",
        "paragraph: Applicants must", "item0: have a boat,", "item0: have a berth,", "item0: be a citizen,",
        "item0: be of age,", "item0: have no debts.",
        "paragraph: The harbours get a lump sum from the office for each of their berths. The Chamber of the Fishermen "
          + "looks at it each year, and it tells the harbour masters and the keepers of the cranes what it thinks of "
          + "their work, and the office has to answer it in the course of the year in a letter that all can read.",
        "heading: Applicants may", "item0: have two boats,", "item0: have two berths,", "item0: be a member,",
        "item0: be a guest,", "item0: live elsewhere.",
      ]),
    Case(
      name: "white space at the breaks inside a heading, and none behind it",
      text: """
        The office has looked at the\u{20}
        state of the harbours and at the\u{20}
        roads that lead to them, and it\u{20}
        has found them too old.
        Areas for research and\u{20}
        innovation in the ports\u{20}
        of the north and of the\u{20}
        southern islands
        The harbours are old, and they\u{20}
        will get money of their own from\u{20}
        the budget of the next year, as\u{20}
        the council has said.
        """,
      expected: [
        "paragraph: The office has looked at the state of the harbours and at the roads that lead to them, and it has "
          + "found them too old.",
        "heading: Areas for research and innovation in the ports of the north and of the southern islands",
        "paragraph: The harbours are old, and they will get money of their own from the budget of the next year, as the "
          + "council has said.",
      ]),
    Case(
      name: "numbered headings wrap, also before a name",
      text: """
        The office has looked at the state of the harbours and at the roads that lead to
        them in the last ten years.
        2.1 Keepers are leaders in the building
        of new harbours
        The harbours are the places where most of the fish of the country is landed, and
        they will get money of their own.
        3 The role of the harbours in
        Halvia and Norland
        The harbours are the places where most of the fish of the country is landed, and
        they will get money of their own.
        """,
      expected: [
        "paragraph: The office has looked at the state of the harbours and at the roads that lead to them in the last ten "
          + "years.",
        "heading: 2.1 Keepers are leaders in the building of new harbours",
        "paragraph: The harbours are the places where most of the fish of the country is landed, and they will get money "
          + "of their own.",
        "heading: 3 The role of the harbours in Halvia and Norland",
        "paragraph: The harbours are the places where most of the fish of the country is landed, and they will get money "
          + "of their own.",
      ]),
    Case(
      name: "titles that the contents list end where they end there",
      text: """
        Contents
        1.1 What the harbours need ............. 3
        Cranes and their keepers ............... 4
        1.2 What the ferries need .............. 5

        1.1 What the harbours need\u{20}
        Cranes and their keepers\u{20}
        The harbours are the places where most of the fish of the country is landed, and\u{20}
        they will get money of their own, as the council has said.\u{20}
        1.2 What the\u{20}
        ferries need\u{20}
        The ferries are the ships on which most of the guests come to the islands, and\u{20}
        they will get money of their own.\u{20}
        """,
      expected: [
        "heading: Contents", "[1.1 What the harbours need ............. 3]",
        "[Cranes and their keepers ............... 4]", "[1.2 What the ferries need .............. 5]",
        "heading: 1.1 What the harbours need", "heading: Cranes and their keepers",
        "paragraph: The harbours are the places where most of the fish of the country is landed, and they will get money "
          + "of their own, as the council has said.",
        "heading: 1.2 What the ferries need",
        "paragraph: The ferries are the ships on which most of the guests come to the islands, and they will get money of "
          + "their own.",
      ]),
    Case(
      name: "rows of a label and a value",
      text: """
        The office has asked the ports what they need, and most of them want new cranes and
        better roads for the trucks.
        Cranes 57 %
        Roads and bridges 32 %
        Ferries 9.5 %
        The rest of the ports did not answer, since the keepers were at sea in those weeks of
        the year.
        """,
      expected: [
        "paragraph: The office has asked the ports what they need, and most of them want new cranes and better roads for "
          + "the trucks.",
        "row: Cranes 57 %", "row: Roads and bridges 32 %", "row: Ferries 9.5 %",
        "paragraph: The rest of the ports did not answer, since the keepers were at sea in those weeks of the year.",
      ]),
    Case(
      name: "a labelled heading wraps",
      text: """
        The office has looked at the state of the harbours and at the roads that lead to
        them in the last ten years.
        Initiative 1.4: Clear rules for the use of cranes and of the
        roads that lead to them
        The cranes are the property of the ports, and their keepers have to see to it that
        they are safe for all who work near them.
        """,
      expected: [
        "paragraph: The office has looked at the state of the harbours and at the roads that lead to them in the last ten "
          + "years.",
        "heading: Initiative 1.4: Clear rules for the use of cranes and of the roads that lead to them",
        "paragraph: The cranes are the property of the ports, and their keepers have to see to it that they are safe for "
          + "all who work near them.",
      ]),
    Case(
      name: "a short line of a narrow column is no heading",
      text: """
        The office has looked at the state of the harbours and at the roads that lead to
        them in the last ten years, and it has found that most of them are too old for the
        ferries that are to be built.
        The last adoption of a law on
        the safety of the harbours has
        helped the islands to keep them
        open in winter and to sell the
        fish that is landed there.
        """,
      expected: [
        "paragraph: The office has looked at the state of the harbours and at the roads that lead to them in the last ten "
          + "years, and it has found that most of them are too old for the ferries that are to be built.",
        "paragraph: The last adoption of a law on the safety of the harbours has helped the islands to keep them open in "
          + "winter and to sell the fish that is landed there.",
      ]),
    Case(
      name: "a heading goes on with the number of the list above it",
      text: """
        The applicant must

        1. be an enterprise,
        2. be willing to take part,
        3. have its seat in Europe.
        4. STAYS IN COMPANIES

        One stay out of five is in a company, and the chamber of industry looks for a place.
        """,
      expected: [
        "title: The applicant must", "item0: be an enterprise,", "item0: be willing to take part,",
        "item0: have its seat in Europe.", "heading: 4. STAYS IN COMPANIES",
        "paragraph: One stay out of five is in a company, and the chamber of industry looks for a place.",
      ]),
    Case(
      name: "text wrapped at a column: a line that could have held the next word ends its paragraph",
      text: """
        On 12 January of that year a crane fell on the ferry, and nobody died, because the crew
        had taken a coffee break. The board found eleven causes of it, from the rust to the shift
        plans. It also found that the same eleven causes had been listed before in 2009.
        Harbours are workplace and border and playground at once. That makes them lively, and it
        makes them dangerous for all who work in them or who live near them. In 2024, the people
        who were hurt in the ports of the country were 214, most of them while they were mooring,
        or cleaning the decks of ferries, or driving trucks on the quays of the northern ports,
        where the roads are old and where the light is bad in winter.
        The board wants the ports to have an officer who has the right to stop all the works of
        the port at once, and it wants two exercises a year, one of them in the night. It also
        wants that the reports of the ports are sent to the fire brigade of the islands and to
        the ministry of the sea within four weeks.
        """,
      expected: [
        "paragraph: On 12 January of that year a crane fell on the ferry, and nobody died, because the crew "
          + "had taken a coffee break. The board found eleven causes of it, from the rust to the shift plans. It "
          + "also found that the same eleven causes had been listed before in 2009.",
        "paragraph: Harbours are workplace and border and playground at once. That makes them lively, and it "
          + "makes them dangerous for all who work in them or who live near them. In 2024, the people who were "
          + "hurt in the ports of the country were 214, most of them while they were mooring, or cleaning the "
          + "decks of ferries, or driving trucks on the quays of the northern ports, where the roads are old and "
          + "where the light is bad in winter.",
        "paragraph: The board wants the ports to have an officer who has the right to stop all the works of "
          + "the port at once, and it wants two exercises a year, one of them in the night. It also wants that "
          + "the reports of the ports are sent to the fire brigade of the islands and to the ministry of the sea "
          + "within four weeks.",
      ]),
  ]

  @Test(arguments: cases) func outline(_ sample: Case) throws {
    #expect(try Outlines.outline(sample.text) == sample.expected)
  }
}
