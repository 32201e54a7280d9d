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
  ]

  @Test(arguments: cases) func outline(_ sample: Case) throws {
    #expect(try Outlines.outline(sample.text) == sample.expected)
  }
}
