import FoundationEssentials
import StrataModel
import StrataPipeline
import StrataRevisions
import Testing

/// Crossing of old and new inputs, with a lexicon that lost one concept.
@Suite final class CauseTests {
  private let folder: String
  private let before: Pipeline
  private let after: Pipeline

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  init() throws {
    folder = TemporaryFolder.make()
    let files = FileManager.default
    try files.copyItem(atPath: Fixtures.root + "/pipelines", toPath: folder + "/pipelines")
    let lexicon = folder + "/pipelines/lexicons/en/actors.tsv"
    let text = try String(decoding: Data(contentsOf: URL(fileURLWithPath: lexicon)), as: UTF8.self)
    let kept = text.split(separator: "\n", omittingEmptySubsequences: false).filter {
      !$0.hasPrefix("actor:ministry\t")
    }
    try Data(kept.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: lexicon))
    before = try Fixtures.pipeline()
    after = try Pipeline(recipeNamed: folder + "/pipelines/strategy.yaml")
  }

  private func document(_ name: String) -> String { Fixtures.root + "/corpus/versions/" + name }

  @Test func aChangedConceptIsNamed() throws {
    let old = try Fixtures.revision(Fixtures.root + "/corpus/versions", pipeline: before)
    let new = try Fixtures.revision(Fixtures.root + "/corpus/versions", pipeline: after)
    let result = try RevisionComparer().compare(old, new)
    #expect(!result.differences.isEmpty)
    for difference in result.differences {
      #expect(difference.cause == .rule)
      #expect(difference.rules.contains("actor:ministry"))
    }
    #expect(result.changedDataFiles == ["lexicons/en/actors.tsv"])
  }

  @Test func textAndRuleAreToldApart() throws {
    let old = try Fixtures.revision(document("cloud-charter.v1.txt"), pipeline: before)
    let new = try Fixtures.revision(document("cloud-charter.v2.txt"), pipeline: after)
    var comparer = RevisionComparer()
    #expect(try comparer.compare(old, new).differences.allSatisfy { $0.cause == .unknown })
    let between = try Fixtures.revision(document("cloud-charter.v1.txt"), pipeline: after).documents[0]
    comparer.rerun = { _, _ in CauseChain.Reruns(byNewPipeline: between) }
    let result = try comparer.compare(old, new).differences.filter { $0.kind != .presentation }
    let charter = try #require(result.first { $0.new.first?.text.hasPrefix("The Charter binds") == true })
    #expect(charter.cause == .rule && charter.rules.contains("actor:ministry"))
    let cloud = try #require(result.first { $0.new.first?.text.hasPrefix("build a government cloud") == true })
    #expect(cloud.cause == .text && cloud.rules.isEmpty)
  }

  @Test(
    arguments: [
      ("0.1.0", "0.2.0", true, "program"), ("0.1.0", "0.1.0", true, "unknown"), ("0.1.0", "0.2.0", false, "unknown"),
      (nil, "0.2.0", false, "unknown"), ("0.1.0", "0.1.0", false, "rule"),
    ] as [(String?, String?, Bool, String)])
  func versionsDecide(_ oldProgram: String?, _ newProgram: String?, _ isSamePipeline: Bool, _ cause: String) throws {
    var old = try Fixtures.revision(document("cloud-charter.v1.txt"), pipeline: before, program: oldProgram)
    let new = try Fixtures.revision(
      document("cloud-charter.v1.txt"), pipeline: isSamePipeline ? before : after, program: newProgram)
    let index = try #require(old.documents[0].segments.firstIndex { !$0.mentions.isEmpty })
    old.documents[0].segments[index].mentions.removeLast()
    let result = try RevisionComparer().compare(old, new)
    #expect(!result.differences.isEmpty)
    #expect(result.differences.allSatisfy { $0.cause.description == cause })
  }
}

/// A fresh temporary folder.
enum TemporaryFolder {
  static func make() -> String {
    let path = FileManager.default.temporaryDirectory.path + "/strata-" + UUID().uuidString
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }
}
