import StrataModel
import StrataRevisions
import Testing

/// Units that were rewritten, put elsewhere, or became another kind of block.
@Suite struct RewrittenUnitTests {
  private func links(_ old: [AlignmentUnit], _ new: [AlignmentUnit]) throws -> [AlignmentLink] {
    try RevisionAligner().align(old, new).links
  }

  private let around = (1...16).map {
    AlignmentUnit(text: "In part \($0) of the plan the council and its offices report to parliament between sessions.")
  }

  @Test func wordsThatStandNowhereElseTieWhatWasRewrittenAndMoved() throws {
    let first = AlignmentUnit(text: "The three ministries will publish a common map of dry areas by 2027.")
    let second = AlignmentUnit(text: "Universities offer a degree in electrochemistry from the autumn on.")
    let item = AlignmentUnit(
      text: "build a pipeline of 340 kilometres between Zandmond and Østerby, to be completed in 2028;", kind: .item)
    let paragraph = AlignmentUnit(
      text: "The pipeline between Zandmond and Østerby (340 kilometres) remains an aim that ministers examine.")
    let links = try links([item, first, second] + around, [first, second] + around + [paragraph])
    #expect(links.filter { $0.change != .unchanged }.map(\.change) == [.movedEdited])
  }

  @Test func fewWordsInCommonAreNoSuccession() throws {
    let kept = AlignmentUnit(text: "The three ministries will publish a common map of dry areas by 2027.")
    let other = AlignmentUnit(text: "Universities offer a degree in electrochemistry from the autumn on.")
    let old = AlignmentUnit(text: "build a pipeline between Zandmond and Østerby, to be ready in 2028;", kind: .item)
    let new = AlignmentUnit(text: "Ferries from Zandmond to Østerby sail under battery power; harbours lend chargers.")
    let changes = try links([old, kept, other] + around, [kept, other] + around + [new]).map(\.change)
    #expect(Set(changes) == [.added, .removed, .unchanged])
  }

  @Test func aNumberedHeadingThatBecameAParagraphIsNotEdited() throws {
    let links = try links(
      [AlignmentUnit(text: "2 Open Laboratories of Karvonia and Norland", kind: .heading)],
      [AlignmentUnit(text: "2 Open Laboratories of Karvonia and Norland", kind: .paragraph)])
    #expect(links.map(\.change) == [.unchanged])
  }

  @Test func rowsWithTheWordsOfEveryRowAreNotVersionsOfEachOther() throws {
    let cells = "Regulatory\tPlanned\tEnergy supply\t2021\tNational government: Ministry of the Environment"
    func row(_ title: String) -> AlignmentUnit { AlignmentUnit(text: "\(title)\t\(cells)", kind: .row) }
    let around = ["Feed-in tariff", "Bus lanes", "Landfill levy", "Peat ban", "Heat pumps", "Night trains"].map(row)
    let links = try links(
      [around[0], around[1], row("Warmer homes scheme"), around[2], around[3], around[4], around[5]],
      [around[0], around[1], row("Carbon-neutral beef production"), around[2], around[3], around[4], around[5]])
    #expect(links.filter { $0.change != .unchanged }.map(\.change) == [.removed, .added])
  }

  @Test func numbersThatCountRowsAreNoText() throws {
    let texts = ["Universal access to services", "Devices that spare the climate", "Skills for everybody at work"]
    func rows(_ numbers: [String]) -> [AlignmentUnit] {
      zip(numbers, texts).map { AlignmentUnit(text: "\($0)\t\($1)", kind: .row) }
    }
    let items = texts.map { AlignmentUnit(text: $0, kind: .item) }
    #expect(try links(items, rows(["1", "2", "3"])).allSatisfy { $0.change == .unchanged })
    #expect(try links(rows(["7.", "8.", "9."]), rows(["1", "2", "3"])).allSatisfy { $0.change == .unchanged })
    // What does not count on is a value.
    let values = try links(rows(["12", "40", "7"]), rows(["12", "35", "7"])).map(\.change)
    #expect(values == [.unchanged, .edited, .unchanged])
  }

  /// What was copied from a neighbour that stayed is no successor of what went from the same place.
  @Test func aCopyOfANeighbourSucceedsNothing() throws {
    func notice(_ what: String) -> AlignmentUnit {
      AlignmentUnit(
        text:
          "The agency shall notify the market surveillance authority of \(what) after it became aware of each of them, "
          + "and shall say what it has done.")
    }
    func papers(_ what: String) -> AlignmentUnit {
      AlignmentUnit(
        text: "The agency shall \(what) years, and shall hand them to the authority where it asks for each of them.")
    }
    let kept = notice("serious incidents in hospitals and schools within 15 days")
    let copied = notice("minor incidents in hospitals and schools within 30 days")
    let gone = papers("keep all papers for ten")
    let edited = papers("hold all papers for twelve")
    func changes(_ last: AlignmentUnit) throws -> [Change] {
      try links([kept, gone] + around, [kept, last] + around).map(\.change).filter { $0 != .unchanged }
    }
    #expect(try changes(copied) == [.removed, .added])
    #expect(try changes(edited) == [.edited])
  }

  /// Rows of one family share all but the cells that name them.
  private func scheme(_ region: String, _ amount: String, _ year: String) -> AlignmentUnit {
    AlignmentUnit(
      text:
        "Grants for the renovation of school buildings\t\(region)\tMinistry of Housing\t\(year)\t\(amount) million\tAdopted",
      kind: .row)
  }

  @Test func rowsOfAFamilyPairByTheCellsThatNameThem() throws {
    let old = [
      scheme("Auland", "4.5", "2021"), scheme("Bergmark", "7.2", "2023"), scheme("Corvania", "1.9", "2019"),
      scheme("Dorne", "3.3", "2025"), scheme("Elvany", "8.8", "2020"), scheme("Fennia", "6.1", "2022"),
    ]
    // Bergmark went, Grenmark came in its place, Dorne's sum shrank.
    let new = [
      old[0], scheme("Grenmark", "4.5", "2021"), old[2], scheme("Dorne", "2.4", "2025"), old[4], old[5],
    ]
    let found = try links(old + around, new + around).filter { $0.change != .unchanged }
    #expect(found.map(\.change) == [.removed, .added, .edited])
    #expect(found.last?.old == [3] && found.last?.new == [3])
  }

  @Test func aRowThatCameElsewhereSucceedsNoneOfItsFamily() throws {
    let old = [
      scheme("Auland", "4.5", "2021"), scheme("Bergmark", "7.2", "2023"), scheme("Corvania", "1.9", "2019"),
      scheme("Dorne", "3.3", "2025"), scheme("Elvany", "8.8", "2020"),
    ]
    let new = [old[0], old[2], old[3], scheme("Grenmark", "5.4", "2024"), old[4]]
    #expect(try links(old + around, new + around).map(\.change).filter { $0 != .unchanged } == [.removed, .added])
    // The same row elsewhere with another sum moved.
    let moved = [old[0], old[2], old[3], scheme("Bergmark", "5.4", "2023"), old[4]]
    #expect(try links(old + around, moved + around).map(\.change).filter { $0 != .unchanged } == [.movedEdited])
  }

  /// A row that went away from its family with other words in the cells that named it: nobody else lacks it there.
  @Test func aRowThatLeftItsFamilySucceedsWhatIsMissingThere() throws {
    let family = [
      scheme("Auland", "4.5", "2021"), scheme("Bergmark", "7.2", "2023"), scheme("Corvania", "1.9", "2019"),
      scheme("Dorne", "3.3", "2025"),
    ]
    let new = [family[0], family[2], family[3]] + around + [scheme("Grenmark", "7.2", "2024")] + around.reversed()
    let found = try links(family + around + around.reversed(), new).filter { $0.change != .unchanged }
    #expect(found.map(\.change) == [.movedEdited])
    #expect(found.first?.old == [1])
  }

  /// What stands before the colon names a measure, whatever was written anew behind it.
  @Test func aNameThatStandsOnceTiesWhatWasRewritten() throws {
    func item(_ text: String) -> AlignmentUnit { AlignmentUnit(text: text, kind: .item) }
    let old = item("Share what is known: give agencies reasons to lend data to each other, within the law.")
    let new = item("Share what is known: assess the legal and cultural barriers between agencies and ministries.")
    let other = item("Open the archives: the registry lends its maps to all schools and libraries of the country.")
    let found = try links([old] + around + [other], [other] + around + [new]).filter { $0.change != .unchanged }
    #expect(found.contains { $0.old == [0] && $0.new == [17] && $0.change == .movedEdited })
    // Several that begin alike are no name, and numbers change their owners.
    for name in ["In the provinces", "Action 7"] {
      let first = item("\(name): give agencies reasons to lend data to each other, within the law.")
      let second = item("\(name): assess the legal and cultural barriers between agencies and ministries.")
      let more = item("In the provinces: the council plants trees along all roads and canals.")
      let changes = try links([first, more] + around + [other], [more, other] + around + [second]).map(\.change)
      #expect(changes.contains(.removed) && changes.contains(.added), "\(name)")
    }
  }
}
