import Foundation
import Testing

@Suite struct ExplainCommandTests {
  private func prepared() throws -> Program {
    let program = try Program()
    try program.folder.write("corpus/a.md", "# Plan 1 < 2\n\nWe will build \"things\" & more.\n\n- one\n- two\n")
    try program.folder.write("corpus/b.txt", "Plan B\n\nSome prose of another document.\n")
    #expect(try program.run("run", "corpus", "-o", "out").status == 0)
    return program
  }

  @Test func terminalView() throws {
    let program = try prepared()
    let all = try program.run("explain", "out")
    #expect(all.status == 0)
    #expect(all.output.contains("Plan 1 < 2"))
    #expect(all.output.contains("another document"))
    #expect(!all.output.contains("\u{1b}["))
    let coloured = try program.run("explain", "out", "--color", "always", "-d", "b")
    #expect(coloured.output.contains("\u{1b}["))
    #expect(!coloured.output.contains("Plan 1 < 2"))
    #expect(try program.run("explain", "out", "-d", "nosuch").status == 66)
    #expect(try program.run("explain", "nowhere").status == 66)
  }

  @Test func pageIsSelfContainedAndEscaped() throws {
    let program = try prepared()
    #expect(try program.run("explain", "out", "--html", "page.html").status == 0)
    let page = try program.folder.text("page.html")
    #expect(page.hasPrefix("<!doctype html>"))
    #expect(page.hasSuffix("</html>\n"))
    #expect(page.contains("Plan 1 &lt; 2"))
    #expect(page.contains("&quot;things&quot; &amp; more"))
    for outside in ["src=", "href=\"http", "@import", "url("] { #expect(!page.contains(outside), "\(outside)") }
    #expect(page.components(separatedBy: "<section ").count == 3)
    #expect(page.components(separatedBy: "<section ").count == page.components(separatedBy: "</section>").count)
    let printed = try program.run("explain", "out", "--html", "-")
    #expect(printed.output == page)
  }
}
