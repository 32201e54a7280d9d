import Foundation
import StrataModel
import StrataRevisions
import Testing

/// The page of a comparison in a browser: Debian's Chromium, without a window.
@Suite struct ReportPageTests {
  static let chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// What a person does on the page, and what the page then shows; the answers are read from its text.
  static let script = """
    <script>
    const answers = [];
    const shown = () => changes.filter((c) => getComputedStyle(c).display !== 'none');
    const press = (key) => document.dispatchEvent(new KeyboardEvent('keydown', { key: key, bubbles: true }));
    const box = (name, value) => boxes.find((b) => b.name === name && b.value === value);
    const told = () => document.getElementById('count').textContent;
    answers.push('all ' + shown().length + '/' + changes.length + ' ' + told());
    box('change', 'edited').click();
    answers.push('without edited ' + shown().filter((c) => c.dataset.change === 'edited').length + ' ' + shown().length);
    box('change', 'edited').click();
    box('finding', 'later').click();
    answers.push('later ' + shown().length + ' ' + shown().every((c) => c.dataset.finding.split(' ').includes('later')));
    const headings = [...document.querySelectorAll('main h3')].filter((h) => getComputedStyle(h).display !== 'none').length;
    answers.push('headings ' + (headings > 0 && headings <= shown().length));
    press('n');
    const first = document.activeElement;
    press('n');
    const second = document.activeElement;
    press('p');
    answers.push('keys ' + (first === shown()[0]) + ' ' + (second === shown()[1]) + ' ' + (document.activeElement === first));
    box('finding', 'later').click();
    box('commitment', 'commitment').click();
    answers.push('commitments ' + shown().length + ' ' + shown().every((c) => c.textContent.includes('commitment')));
    const edge = document.querySelector('.change.split .new');
    answers.push('split ' + edge.querySelectorAll('p').length + ' ' + edge.querySelectorAll('ins').length);
    answers.push('wide ' + (document.documentElement.scrollWidth > innerWidth));
    const links = [...document.querySelectorAll('.findings a')];
    const target = document.querySelector(links[links.length - 1].getAttribute('href'));
    for (const b of boxes) if (b.name === 'change' && b.checked) b.click();
    answers.push('none ' + shown().length);
    links[links.length - 1].click();
    answers.push('link ' + links.length + ' ' + (document.activeElement === target) + ' ' + shown().includes(target));
    document.title = 'ANSWERS ' + answers.join(' | ') + ' END';
    </script></body>
    """

  static func page(of result: RevisionComparison) -> String {
    HTMLReport().text(of: result, names: ("old <1>", "new & 2"))
  }

  private func compare() throws -> RevisionComparison {
    let pipeline = try Fixtures.pipeline()
    let root = Fixtures.root + "/corpus/versions/"
    return try RevisionComparer().compare(
      Fixtures.revision(root + "hydrogen-valleys.v1.md", pipeline: pipeline),
      Fixtures.revision(root + "hydrogen-valleys.v2.md", pipeline: pipeline))
  }

  /// The title of a page after its scripts ran.
  private func title(of page: String, in browser: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("strata-page-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("page.html")
    try Data(page.utf8).write(to: file)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: browser)
    process.arguments = [
      "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1000,700",
      "--user-data-dir=" + folder.path, "--dump-dom", file.absoluteString,
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let dom = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let start = try #require(dom.range(of: "ANSWERS "))
    return String(dom[start.upperBound...].prefix { $0 != "<" })
  }

  @Test(.enabled(if: chromium != nil, "Chromium is not installed")) func filtersAndKeysWorkInChromium() throws {
    let result = try compare()
    let told = result.differences.filter { $0.kind != .presentation }
    let later = told.filter { $0.findings.contains { $0.code == .later } }.count
    let edited = told.filter { $0.kind == .edited }.count
    let commitments = told.filter(\.isOfCommitment).count
    let grave = told.flatMap(\.findings).filter { $0.severity > 1 }.count
    #expect(later > 1 && edited > 1 && commitments < told.count)
    let page = Self.page(of: result).replacing("</body>", with: Self.script)
    let answers = try title(of: page, in: try #require(Self.chromium))
    #expect(
      answers == """
        all \(told.count)/\(told.count) \(told.count) of \(told.count) changes. | without edited 0 \(told.count - edited) | \
        later \(later) true | headings true | keys true true true | commitments \(commitments) true | split 2 3 | \
        wide false | none 0 | link \(grave) true true END
        """)
  }

  @Test func thePageStandsAlone() throws {
    let page = Self.page(of: try compare())
    #expect(!page.contains("http://") && !page.contains("https://") && !page.contains(" src="))
    #expect(page.contains("<title>old &lt;1&gt; → new &amp; 2</title>"))
  }
}
