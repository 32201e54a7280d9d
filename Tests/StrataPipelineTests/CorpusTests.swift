import Foundation
import StrataModel
import StrataReaders
import TemporaryFolders
import Testing

@Suite struct CorpusTests {
  private func scan(_ folder: TemporaryFolder, exclude: [String] = []) throws -> Corpus {
    try CorpusScanner(exclude: exclude.map(PathPattern.init)).scan([folder.path])
  }

  @Test func documentsAreSortedByTheBytesOfTheirPaths() throws {
    let folder = TemporaryFolder()
    for name in ["b/c.txt", "a.md", "b.txt", "B.text", "ä.markdown", "a-b.txt", "c.rst"] { try folder.write(name, "x") }
    #expect(
      try scan(folder).inputs.map(\.path) == ["B.text", "a-b.txt", "a.md", "b.txt", "b/c.txt", "c.rst", "ä.markdown"])
    #expect(try scan(folder).inputs.map(\.mediaType).suffix(1) == ["text/markdown"])
  }

  @Test func whatIsPassedOverIsCounted() throws {
    let folder = TemporaryFolder()
    for name in ["a.txt", "b.pdf", "c.pdf", "noextension", ".hidden.txt", ".git/x.txt", "gold/x.txt", "README.md"] {
      try folder.write(name, "x")
    }
    let corpus = try scan(folder, exclude: ["gold/", "README.md"])
    #expect(corpus.inputs.map(\.id) == ["a"])
    #expect(
      corpus.skipped == [
        "extension .pdf": 2, "no extension": 1, "hidden": 2, "excluded gold/": 1, "excluded README.md": 1,
      ])
  }

  @Test func filesThatWouldShareAnIDKeepTheirExtensions() throws {
    let folder = TemporaryFolder()
    for name in ["a/plan.txt", "a/plan.md", "plan.txt"] { try folder.write(name, "x") }
    let corpus = try scan(folder)
    #expect(corpus.inputs.map(\.id) == ["a/plan.md", "a/plan.txt", "plan"])
    #expect(corpus.inputs.map { $0.warning?.code } == ["shared-id", "shared-id", nil])
    let twice = try CorpusScanner().scan([folder["a"], folder["a"]])
    #expect(Set(twice.inputs.map(\.id)).count == 4)
  }

  @Test func symbolicLinksAreFollowedButNoLoops() throws {
    let folder = TemporaryFolder()
    let other = TemporaryFolder()
    try folder.write("a/b/c.txt", "x")
    try other.write("d.txt", "x")
    let files = FileManager.default
    try files.createSymbolicLink(atPath: folder["a/b/up"], withDestinationPath: folder.path)
    try files.createSymbolicLink(atPath: folder["self"], withDestinationPath: folder["self"])
    try files.createSymbolicLink(atPath: folder["other"], withDestinationPath: other.path)
    try files.createSymbolicLink(atPath: folder["gone.txt"], withDestinationPath: folder["nowhere"])
    let corpus = try scan(folder)
    #expect(corpus.inputs.map(\.path) == ["a/b/c.txt", "other/d.txt"])
    #expect(corpus.warnings.map(\.code).sorted() == ["broken-link", "link-loop", "link-loop"])
  }

  @Test(arguments: [
    ("gold/", "gold", true, true), ("gold/", "x/gold", true, true), ("gold/", "gold", false, false),
    ("*.md", "a/b.md", false, true), ("*.md", "a/b.mdx", false, false), ("a/*.md", "a/b.md", false, true),
    ("a/*.md", "a/b/c.md", false, false), ("a/*.md", "b/c.md", false, false), ("*", "x", false, true),
  ]) func patterns(pattern: String, path: String, isFolder: Bool, matches: Bool) {
    #expect(PathPattern(pattern).matches(path: path, isFolder: isFolder) == matches)
  }

  @Test(
    arguments: [
      ([65, 66, 10], nil), ([65, 0, 66, 67], "binary data"), (Array("%PDF-1.4".utf8), "a PDF file"),
      ([0xFF, 0xFE, 65, 0, 66, 0], nil), (Array("Hello!".utf8).flatMap { [$0, 0] }, nil),
      (Array("Hello!".utf8).flatMap { [0, 0, 0, $0] }, nil), ([], nil), ([0], "binary data"),
      ((0...255).map(UInt8.init), "binary data"),
      (Array("\u{7}\tA bullet that a converter left as a bell\n".utf8), nil),
      ([0x50, 0x4B, 3, 4, 1], "a ZIP archive (DOCX, ODT, …)"),
    ] as [([UInt8], String?)]) func binaryContentIsTold(bytes: [UInt8], format: String?)
  {
    #expect(bytes.withUnsafeBufferPointer { ContentSniffer.binaryFormat(of: $0)?.format } == format)
  }

  @Test func largeFilesAreNotRead() throws {
    let folder = TemporaryFolder()
    let file = try folder.write("a.txt", "12345")
    #expect(try FileReader(maximumBytes: 5).read(file: file, path: "a.txt").count == 5)
    let fault = #expect(throws: RejectedRecord.self) { try FileReader(maximumBytes: 4).read(file: file, path: "a.txt") }
    #expect(fault?.code == "too-large")
  }
}
