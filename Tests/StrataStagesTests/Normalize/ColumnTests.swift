import StrataModel
import Testing

/// Text that a converter set side by side, as it stands on the page.
@Suite struct ColumnTests {
  @Test func twoColumnsAreReadOneAfterTheOther() throws {
    let text = """
      The Government wants to make harbours           THE OFFICE FOR PORTS
      safer and cleaner. To this end, it will
      introduce a register of all vessels that        The Office for Ports was founded in
      call at national ports, and it will con-        2012. It has a staff of 140 and reports
      nect the register to the systems of             to the Ministry of Transport. Its tasks
      customs and border control.                     are:

      The register will be built by the Of-           – to keep the register of vessels;
      fice for Ports and will be open to all          – to inspect quays and cranes, in par-
      harbour masters. In addition, the Go-             ticular those that are older than
      vernment will                                     thirty years;
                                                      – to publish statistics.
        • fund sensors for the measurement of
          noise and exhaust in the five larg-         The Office will set up a laboratory for
          est harbours;                               harbour data. The laboratory will work
        • finance a training for 300 harbour          with the universities of the coast and
          masters by 2027.                            test new sensors in two harbours, of
                                                      which one lies in the north, where ice
      Small harbours with fewer than one              is common.
      hundred calls a year are exempt. They
      may join the register if they wish, and         5.2 FINANCING
      the Office will give them the equip-
      ment for free. The decision is to be            The measures cost € 14 million over
      taken by the municipalities, which              five years. Half of it will be paid
                                                      by the ports.

      own most of the small harbours.
      """
    #expect(
      try Outlines.outline(text) == [
        "paragraph: The Government wants to make harbours safer and cleaner. To this end, it will introduce a register of "
          + "all vessels that call at national ports, and it will connect the register to the systems of customs and "
          + "border control.",
        "paragraph: The register will be built by the Office for Ports and will be open to all harbour masters. In "
          + "addition, the Government will",
        "item0: fund sensors for the measurement of noise and exhaust in the five largest harbours;",
        "item0: finance a training for 300 harbour masters by 2027.",
        "paragraph: Small harbours with fewer than one hundred calls a year are exempt. They may join the register if "
          + "they wish, and the Office will give them the equipment for free. The decision is to be taken by the "
          + "municipalities, which own most of the small harbours.",
        "heading: THE OFFICE FOR PORTS",
        "paragraph: The Office for Ports was founded in 2012. It has a staff of 140 and reports to the Ministry of "
          + "Transport. Its tasks are:",
        "item0: to keep the register of vessels;",
        "item0: to inspect quays and cranes, in particular those that are older than thirty years;",
        "item0: to publish statistics.",
        "paragraph: The Office will set up a laboratory for harbour data. The laboratory will work with the universities "
          + "of the coast and test new sensors in two harbours, of which one lies in the north, where ice is common.",
        "heading: 5.2 FINANCING",
        "paragraph: The measures cost € 14 million over five years. Half of it will be paid by the ports.",
      ])
  }

  @Test func cellsGoOnOverLines() throws {
    let text = """
      The table shows the measures of the first phase.

      Measure                        Responsible               Deadline        Budget

      2.1 Quantum computing hub      Ministry of Science       Q4 2025         EUR 40 m
      at the Technical University

      2.2 Doctoral school            Council of Rectors        2026            EUR 8 m

      2.3 Public procurement of      Ministry of Finance,      2027            EUR 15 m
      quantum-safe encryption        Cyber Agency

      The second phase will follow in 2027, and it will be twice as large as the first one was.
      """
    #expect(
      try Outlines.outline(text).dropFirst() == [
        "row: Measure\tResponsible\tDeadline\tBudget",
        "row: 2.1 Quantum computing hub at the Technical University\tMinistry of Science\tQ4 2025\tEUR 40 m",
        "row: 2.2 Doctoral school\tCouncil of Rectors\t2026\tEUR 8 m",
        "row: 2.3 Public procurement of quantum-safe encryption\tMinistry of Finance, Cyber Agency\t2027\tEUR 15 m",
        "paragraph: The second phase will follow in 2027, and it will be twice as large as the first one was.",
      ])
  }
}
