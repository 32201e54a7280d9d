import StrataText
import Testing

@Suite struct NoteTests {
  @Test func notesAreARisingSequence() throws {
    let text = """
      • support data spaces for manufacturing24 and a C2 system with CO2 limits.
      • foster solutions29 for security under NIS2, with GenAI4EU and Erasmus+ as models.
      • build on the Alliance33, on Web3 and on the planning44, as of STRATEGY2025-10-08.
      • leave the EU27 as they are.
      """
    #expect(
      try Outlines.outline(text) == [
        "item0: support data spaces for manufacturing and a C2 system with CO2 limits.^24",
        "item0: foster solutions for security under NIS2, with GenAI4EU and Erasmus+ as models.^29",
        "item0: build on the Alliance, on Web3 and on the planning, as of STRATEGY2025-10-08.^33^44",
        "item0: leave the EU27 as they are.",
      ])
  }

  @Test func placesOfMarkersAreKept() throws {
    let document = try Outlines.document(
      "The Academy7 trains teachers, and the Pact8 trains workers. In the regions9 it is the same as in the capital.")
    let refs = document.segments[0].noteRefs
    #expect(refs.map(\.number) == [7, 8, 9])
    let start = Int(document.segments[0].extent.start)
    #expect(refs.map { Int($0.at) - start } == [11, 41, 72])
    #expect(refs[0].source == Extent(11, 12))
  }

  @Test func wordsWithADigitStayWhereTheyRecur() throws {
    let text = "The Level3 rule is older than the Level3 test, and a Level3 check is the third."
    #expect(try Outlines.outline(text) == ["paragraph: " + text])
  }

  @Test func notesAtThePagesFoot() throws {
    let text = """
      The strategy was prepared by an expert group of the Government in the spring1. It will be
      reviewed by the Parliament in the autumn of the same year, as the law of 2019 says2.

      1 See the report of the expert group.
      2 Law on strategies, as amended.
      12
      The second page of the strategy is about the measures that the ministries will take in the
      years to come.
      13
      The third page is about the budget of the ministries.
      14
      """
    let document = try Outlines.document(text)
    let outline = Outlines.outline(document)
    #expect(outline.contains("footnote: See the report of the expert group."))
    #expect(outline.contains("footnote: Law on strategies, as amended."))
    #expect(outline[0].hasSuffix("as the law of 2019 says.^1^2"))
    #expect(document.segments.filter { $0.kind == .footnote }.map(\.note) == [1, 2])
  }

  @Test func superscriptsAndBrackets() throws {
    #expect(
      try Outlines.outline("The bank lends 30 m² of space² to firms[footnote 3] and will be open to all of them.")
        == ["paragraph: The bank lends 30 m² of space to firms and will be open to all of them.^2^3"])
  }

  @Test func notesBelowAColumnBreakOffItsSentence() throws {
    let text = """
      The harbours of the north are small, and the people who live there know7 that the
      ferries carry risks that have to be found and
      6  Council of the Islands, report on the harbours of the north and on the people who live
      there, second edi-
      tion of 2019.
      7  Levi, P. (1997) The sea.
      mended before the summer comes, when many
      guests from other lands take the ferries.
      12
      The second page is about the time table.
      13
      The third page is about the tariffs of them.
      14
      """
    let outline = try Outlines.outline(text)
    #expect(
      outline.prefix(3) == [
        "paragraph: The harbours of the north are small, and the people who live there know that the ferries carry risks "
          + "that have to be found and mended before the summer comes, when many guests from other lands take the "
          + "ferries.^7",
        "footnote: Council of the Islands, report on the harbours of the north and on the people who live there, second "
          + "edition of 2019.",
        "footnote: Levi, P. (1997) The sea.",
      ])
  }

  /// Notes of the Official Journal: calls and texts have their numbers in parentheses, as the recitals have.
  @Test(arguments: [false, true]) func notesInParenthesesAtTheEnd(markdown: Bool) throws {
    let text = """
      Having regard to the opinion of the Committee of Harbours (1), and to Regulation (EU) No 12/2013 (2),

      Whereas:

      (1) Ferries are few in the north (3), as point (1) of the Annex says.

      (2) They should be many.

      (3) Article 5(3) of the Harbour Act applies.

      Done at Ørby.

      (1) OJ C 62, 15.2.2019, p. 45.

      (2) Regulation of the Council of Harbours on quays (OJ L 347, 20.12.2013, p. 209).

      (3) Northern Ferries, report of 2020.
      """
    let document = try Outlines.document(text, markdown: markdown)
    #expect(
      Outlines.outline(document) == [
        "paragraph: Having regard to the opinion of the Committee of Harbours, and to Regulation (EU) No 12/2013,^1^2",
        "heading: Whereas:", "item0: Ferries are few in the north, as point (1) of the Annex says.^3",
        "item0: They should be many.", "item0: Article 5(3) of the Harbour Act applies.",
        "paragraph: Done at Ørby.", "footnote: OJ C 62, 15.2.2019, p. 45.",
        "footnote: Regulation of the Council of Harbours on quays (OJ L 347, 20.12.2013, p. 209).",
        "footnote: Northern Ferries, report of 2020.",
      ])
    #expect(document.segments.filter { $0.kind == .footnote }.map(\.note) == [1, 2, 3])
  }

  /// A list whose numbers the text before it mentions is no run of notes where one of them is not called.
  @Test func aListIsNoRunOfNotes() throws {
    let text = """
      The harbours are of two kinds, as the report (1) and its annex say.

      (1) Harbours on islands.

      (2) Harbours on rivers.
      """
    #expect(try Outlines.outline(text).dropFirst() == ["item0: Harbours on islands.", "item0: Harbours on rivers."])
  }

  /// An excerpt holds the call and not the note.
  @Test func aLoneNumberBetweenSentencesIsACall() throws {
    let text = """
      Legislation should also support the change.5 In the ports this is done already.

      The port has a berth for ships of class.b2 and pays 3.5 million for it.
      """
    #expect(
      try Outlines.outline(text) == [
        "title: Legislation should also support the change. In the ports this is done already.^5",
        "paragraph: The port has a berth for ships of class.b2 and pays 3.5 million for it.",
      ])
  }

  @Test func numbersBehindAcronymsThatCountThroughAreCalls() throws {
    #expect(
      try Outlines.outline(
        "The training is a task of the IANP1, and of the office INES2 in the north; in the south of INAP3 alone, for now."
      ) == [
        "paragraph: The training is a task of the IANP, and of the office INES in the north; in the south of INAP alone, "
          + "for now.^1^2^3"
      ])
    #expect(
      try Outlines.outline("The parts WP1, WP2 and WP3 of the project are done, and nobody asks for them any more.")
        == [
          "paragraph: The parts WP1, WP2 and WP3 of the project are done, and nobody asks for them any more."
        ])
  }

  /// An excerpt begins behind the call.
  @Test func aNumberThatTouchesALongLineOpensANote() throws {
    let text = """
      The ministry works on rules for the ports that all countries of the coast will follow, so that
      3Regulation 12 of the council of the coast of 27 April 2016 on the protection of all its ports
      and of the ferries.
      the ferries are safe on all of their ways between the islands, in summer and in winter, too.
      """
    let outline = try Outlines.outline(text)
    #expect(
      outline.contains(
        "footnote: Regulation 12 of the council of the coast of 27 April 2016 on the protection of all its ports and of "
          + "the ferries."))
  }
}
