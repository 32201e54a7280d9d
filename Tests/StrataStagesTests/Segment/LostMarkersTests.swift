import Testing

/// Lists whose markers text extraction lost, and lines that look like them.
@Suite struct LostMarkersTests {
  private static let opening = """
    The ministry has looked at the ports of the islands and at the roads that lead to them
    in the last ten years, and it has found them wanting in the north and in the south.

    """

  /// The kinds of the segments behind the first one.
  private static func kinds(_ text: String) throws -> [String] {
    try Outlines.outline(opening + "\n" + text).dropFirst().map { String($0.prefix { $0 != ":" }) }
  }

  @Test func entriesThatOpenWithAParticiple() throws {
    let text = """
      To this end, the ministry will focus on the following measures:
      Building twelve berths on the northern islands, where the ferries come but once a day
      and where the quays are old.
      Lowering the tariffs of the ferries in the months in which few guests come to them and
      to the inns.
      Actively seeking partners for the ferries in the months in which the harbours of the
      mainland are closed.

      The measures are paid for by the fund.
      """
    let kinds = try Self.kinds(text)
    #expect(kinds == ["paragraph", "item0", "item0", "item0", "paragraph"])
  }

  @Test func aLeadInThatBreaksOff() throws {
    let text = """
      We are seeking to:

      Build twelve berths on the islands of the north and keep them open.

      The berths are only one part of it. Others are told below.
      """
    #expect(try Self.kinds(text) == ["paragraph", "item0", "paragraph"])
  }

  @Test func briefEntriesWithoutAFullStop() throws {
    let text = """
      The members of the council are:

      The harbour master of the capital

      The chair of the fishermen

      Two keepers of the cranes

      2.1 Meetings of the council

      The council meets in the spring and in the autumn of each year, and in times of storm.
      """
    #expect(try Self.kinds(text) == ["paragraph", "item0", "item0", "item0", "heading", "paragraph"])
  }

  @Test func paragraphsBehindAColonStay() throws {
    let text = """
      The ministry has said what it wants:

      The ports are to be safe for all who work in them. They are to be open in winter too.

      The ferries are to be cheap. The ministry will look at their tariffs each year.
      """
    #expect(try Self.kinds(text) == ["paragraph", "paragraph", "paragraph"])
  }

  @Test func cellsOfATableAreNoItems() throws {
    let text = """
      The ports have these berths and cranes:

      Havnsund 12

      Klint 7

      Tessen 31

      Aubry 4

      The table shows the ports of the north, and those of the south are in another one.
      """
    #expect(try !Self.kinds(text).contains("item0"))
  }

  @Test func lettersWithAFullStop() throws {
    let text = """
      The ministry has these aims:

      a. The ports are to be safe for all who work in them.

      b. The ferries are to be cheap.
      """
    #expect(try Self.kinds(text) == ["paragraph", "item0", "item0"])
  }

  @Test func romanNumeralsThatBeginWithALetter() throws {
    let text = """
      The ministry has these aims:

      i) The ports are to be safe for all who work in them.

      ii) The ferries are to be cheap.
      """
    #expect(try Self.kinds(text) == ["paragraph", "item0", "item0"])
  }

  @Test func signsThatPointToTheRight() throws {
    let text = """
      The ministry has these aims:
      > Make the ports safe for all who work in them or who live near them on the northern
      islands.
      > Make the ferries cheap.
      """
    #expect(try Self.kinds(text) == ["paragraph", "item0", "item0"])
  }

  @Test func labelsOfAFigure() throws {
    let text = """
      Berths and cranes
      Ferries and tariffs
      Figure 2. What the ports of the islands need.
      The ports of the islands need more than money, as the figure shows, and they need it in
      the coming year and in the year behind it.
      """
    #expect(
      try Outlines.outline(Self.opening + "\n" + text).filter { $0.hasPrefix("[") } == [
        "[Berths and cranes]", "[Ferries and tariffs]",
      ])
  }

  @Test func aHeadingThatComesAgainBetweenListsIsNoLabel() throws {
    let lists = (1...4).map { "• build \($0) new ports\n• build \($0) new ferries\n\nFURTHER ACTIONS\n\n" }
    let outline = try Outlines.outline("ACTIONS\n\n" + lists.joined() + "• build no more\n")
    #expect(outline.filter { $0 == "heading: FURTHER ACTIONS" }.count == 4)
  }

  @Test func aLeadInThatComesAgainIsNoLabel() throws {
    let list = "The harbour office will:\n\n- look at the ports\n- look at the ferries\n\n"
    let kinds = try Outlines.outline("# Ports\n\n" + list + list + list + list, markdown: true)
    #expect(kinds.filter { $0 == "paragraph: The harbour office will:" }.count == 4)
  }
}
