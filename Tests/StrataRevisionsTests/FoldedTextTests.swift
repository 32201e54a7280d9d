import StrataRevisions
import Testing

@Suite struct FoldedTextTests {
  @Test(arguments: [
    ("3.2 Skills for all", "4.1 Skills for all", true), ("09 Principles", "10 Principles", true),
    ("Action 3: Train teachers", "Action 4: Train teachers", true),
    ("“Quoted” – and so on…", "\"Quoted\" - and so on...", true),
    ("Heading:", "Heading", true), ("24 departments move", "25 departments move", false),
    ("Horizon 2020", "Horizon 2021", false), ("Goals for 2030", "Goals for 2035", false), ("Skills", "skills", false),
  ])
  func headings(_ left: String, _ right: String, _ isSame: Bool) {
    #expect((FoldedText.fold(left.utf8, isHeading: true) == FoldedText.fold(right.utf8, isHeading: true)) == isSame)
  }

  @Test(arguments: [
    ("(a) build a port;", "(b) build a port.", true), ("1. build a port", "12) build a port", true),
    ("munici\u{ad}palities will", "municipalities\u{a0}will", true), ("iv) report yearly", "v) report yearly", true),
    ("3.5 million people", "4.5 million people", false), ("2026 targets", "2027 targets", false),
    ("5 ports", "6 ports", false), ("a port", "b port", false), ("invest 80 million", "invest 65 million", false),
  ])
  func texts(_ left: String, _ right: String, _ isSame: Bool) {
    #expect((FoldedText.fold(left.utf8, isHeading: false) == FoldedText.fold(right.utf8, isHeading: false)) == isSame)
  }
}
