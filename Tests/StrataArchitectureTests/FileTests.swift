import Testing

/// Files stay what a person can read at once.
@Suite struct FileTests {
  /// Lines of a source file; see the last section of docs/ARCHITECTURE.md.
  static let longest = 500

  @Test func sourceFilesAreShort() throws {
    for target in try Project.targets() {
      for file in Project.files(in: "Sources/" + target, endings: [".swift", ".c", ".h"]) {
        let lines = try Project.text(file).split(separator: "\n", omittingEmptySubsequences: false).count - 1
        #expect(lines <= Self.longest, "\(file) has \(lines) lines; split it by ideas")
      }
    }
  }

  @Test func namesSayWhatThingsAre() throws {
    let empty = ["Utils", "Util", "Helper", "Helpers", "Common", "Misc"]
    for target in try Project.targets() {
      for file in Project.files(in: "Sources/" + target, endings: [".swift"]) {
        let parts = file.split(separator: "/").map { $0.replacing(".swift", with: "") }
        #expect(!parts.contains { part in empty.contains { part.hasSuffix($0) } }, "\(file) says nothing by its name")
      }
    }
  }

  /// Links between the documents lead somewhere.
  @Test func linksLeadToFiles() throws {
    let documents = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"] + Project.files(in: "docs", endings: [".md"])
    for document in documents {
      let folder = document.contains("/") ? document.split(separator: "/").dropLast().joined(separator: "/") + "/" : ""
      for target in try Project.matches(#"\]\(([^)#]+)\)"#, in: try Project.text(document))
      where !target.contains("://") {
        #expect(Project.exists(folder + target), "\(document) links to \(target)")
      }
    }
  }

  /// Files that the architecture names are there.
  @Test func namedFilesExist() throws {
    let text = try Project.text("docs/ARCHITECTURE.md")
    for path in try Project.matches(#"`(Strata\w+/[\w/+]+\.swift)`"#, in: text) {
      #expect(Project.exists("Sources/" + path) || Project.exists("Tests/" + path), "there is no \(path)")
    }
  }
}
