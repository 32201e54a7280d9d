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
  ]

  @Test(arguments: cases) func outline(_ sample: Case) throws {
    #expect(try Outlines.outline(sample.text) == sample.expected)
  }
}
