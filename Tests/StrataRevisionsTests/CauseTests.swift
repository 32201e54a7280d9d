import FoundationEssentials
import StrataModel
import StrataPipeline
import StrataRevisions
import TemporaryFolders
import Testing

/// Crossing of old and new inputs, with a lexicon that lost one concept.
@Suite final class CauseTests {
  private let folder = TemporaryFolder()
  private let before: Pipeline
  private let after: Pipeline

  init() throws {
    let files = FileManager.default
    try files.copyItem(atPath: Fixtures.root + "/pipelines", toPath: folder["pipelines"])
    let lexicon = folder["pipelines/lexicons/en/actors.tsv"]
    let text = try String(decoding: Data(contentsOf: URL(fileURLWithPath: lexicon)), as: UTF8.self)
    let kept = text.split(separator: "\n", omittingEmptySubsequences: false).filter {
      !$0.hasPrefix("actor:ministry\t")
    }
    try Data(kept.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: lexicon))
    before = try Fixtures.pipeline()
    after = try Pipeline(recipeNamed: folder["pipelines/strategy.yaml"])
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

  /// What another version of the program made of the first charter: one label and one mention are not what this one says.
  private func charterByAnotherProgram() throws -> Revision {
    var old = try Fixtures.revision(document("cloud-charter.v1.txt"), pipeline: before, program: Self.program("0.0.9"))
    let school = try #require(old.documents[0].segments.firstIndex { $0.text.hasPrefix("train 900") })
    old.documents[0].segments[school].strength = .soft
    let charter = try #require(old.documents[0].segments.firstIndex { $0.text.hasPrefix("The Charter binds") })
    old.documents[0].segments[charter].mentions.removeAll()
    return old
  }

  @Test func programAndTextAreToldApart() throws {
    let old = try charterByAnotherProgram()
    let new = try Fixtures.revision(document("cloud-charter.v2.txt"), pipeline: before)
    var comparer = RevisionComparer()
    let again = try Fixtures.revision(document("cloud-charter.v1.txt"), pipeline: before).documents[0]
    comparer.rerun = { _, _ in CauseChain.Reruns(byNewPipeline: again) }
    let told = try comparer.compare(old, new).differences.filter { $0.kind != .presentation }
    func cause(_ prefix: String) -> String? {
      told.first { $0.new.first?.text.hasPrefix(prefix) == true }?.cause.description
    }
    #expect(cause("The Charter binds") == "program")
    #expect(cause("build a government cloud") == "text")
    // The words are the document's doing, the strength is the program's.
    let train = try #require(told.first { $0.new.first?.text.hasPrefix("train 1,100") == true })
    #expect(train.cause.description == "text+program")
    #expect(train.labels.first { $0.field == "strength" }?.cause == .program)
    #expect(train.mentions.allSatisfy { $0.cause == .text })
  }

  @Test func programRuleAndTextAreToldApart() throws {
    let old = try charterByAnotherProgram()
    let new = try Fixtures.revision(document("cloud-charter.v2.txt"), pipeline: after)
    var comparer = RevisionComparer()
    // With the new pipeline alone nothing tells program from rule.
    let byNew = try Fixtures.revision(document("cloud-charter.v1.txt"), pipeline: after).documents[0]
    let byOld = try Fixtures.revision(document("cloud-charter.v1.txt"), pipeline: before).documents[0]
    func causes() throws -> [String: String] {
      let told = try comparer.compare(old, new).differences.filter { $0.kind != .presentation }
      return Dictionary(
        told.compactMap { one in one.new.first.map { (String($0.text.prefix(11)), one.cause.description) } },
        uniquingKeysWith: { first, _ in first })
    }
    comparer.rerun = { _, _ in CauseChain.Reruns(byNewPipeline: byNew) }
    let half = try causes()
    #expect(half["build a gov"] == "text" && half["The Charter"] == "unknown")
    comparer.rerun = { _, _ in CauseChain.Reruns(byOldPipeline: byOld, byNewPipeline: byNew) }
    let whole = try causes()
    #expect(
      whole["build a gov"] == "text" && whole["The Charter"] == "rule+program" && whole["train 1,100"] == "text+program"
    )
  }

  @Test(
    arguments: [
      // The other run never saw the file; saw it and rejected it by other rules, or in another version; nothing tells.
      ([:], true, "0.2.0", "text"), (["cloud-charter.v2.txt": nil], false, "0.2.0", "unknown"),
      (["cloud-charter.v2.txt": "same"], false, "0.2.0", "rule"),
      (["cloud-charter.v2.txt": "same"], true, "0.1.0", "program"),
      (["cloud-charter.v2.txt": "other"], true, "0.2.0", "text"), (nil, true, "0.2.0", "unknown"),
    ] as [([String: String?]?, Bool, String, String)])
  func aMissingDocumentHasACause(
    _ inputs: [String: String?]?, _ isSamePipeline: Bool, _ program: String, _ cause: String
  ) throws {
    let new = try Fixtures.revision(document("cloud-charter.v2.txt"), pipeline: before, program: Self.program("0.2.0"))
    var old = try Fixtures.revision(
      document("school-meals.v1.txt"), pipeline: isSamePipeline ? before : after,
      program: Self.program(program))
    old.inputs = inputs?.mapValues { $0 == "same" ? new.documents[0].record.sha256 : $0 }
    let ties = [("school-meals.v1", "cloud-charter.v2")]
    #expect(try RevisionComparer().compare(old, new, ties: ties).documents.count == 1)
    old.documents.append(old.documents[0])
    old.documents[1].record.id = "another"
    let added = try RevisionComparer().compare(old, new).differences.filter { $0.oldDocument == nil }
    #expect(added.first?.kind == .documentAdded)
    #expect(added.allSatisfy { $0.cause.description == cause })
  }

  /// "0.1.0" with a build of its own, "0.1.0/b" with the build "b", "0.1.0/" where nothing tells the build.
  private static func program(_ name: String) -> ProgramIdentity {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let build = parts.count > 1 ? parts[1] : parts[0]
    return ProgramIdentity(version: parts[0], build: build.isEmpty ? nil : build, icu: "72.1")
  }

  @Test(
    arguments: [
      ("0.1.0", "0.2.0", true, "program"), ("0.1.0", "0.1.0", true, "unknown"), ("0.1.0", "0.2.0", false, "unknown"),
      (nil, "0.2.0", false, "unknown"), ("0.1.0", "0.1.0", false, "rule"),
      // Two builds of one version are two programs, and so are two of which nothing tells that they are one.
      ("0.1.0/a", "0.1.0/b", true, "program"), ("0.1.0/a", "0.1.0/b", false, "unknown"),
      ("0.1.0/", "0.1.0/a", true, "program"), ("0.1.0/", "0.1.0/", true, "program"),
      ("0.1.0/", "0.1.0/", false, "unknown"),
    ] as [(String?, String?, Bool, String)])
  func versionsDecide(_ oldProgram: String?, _ newProgram: String?, _ isSamePipeline: Bool, _ cause: String) throws {
    var old = try Fixtures.revision(
      document("cloud-charter.v1.txt"), pipeline: before, program: oldProgram.map(Self.program))
    let new = try Fixtures.revision(
      document("cloud-charter.v1.txt"), pipeline: isSamePipeline ? before : after,
      program: newProgram.map(Self.program))
    let index = try #require(old.documents[0].segments.firstIndex { !$0.mentions.isEmpty })
    old.documents[0].segments[index].mentions.removeLast()
    let result = try RevisionComparer().compare(old, new)
    #expect(!result.differences.isEmpty)
    #expect(result.differences.allSatisfy { $0.cause.description == cause })
  }

  /// A changed text read by another build is not told as a change of text until the old text was read again.
  @Test func anotherBuildIsNotTakenForTheSameProgram() throws {
    let old = try Fixtures.revision(
      document("cloud-charter.v1.txt"), pipeline: before, program: Self.program("0.1.0/a"))
    let new = try Fixtures.revision(
      document("cloud-charter.v2.txt"), pipeline: before, program: Self.program("0.1.0/b"))
    var comparer = RevisionComparer()
    let told = try comparer.compare(old, new).differences.filter { $0.kind != .presentation }
    #expect(!told.isEmpty && told.allSatisfy { $0.cause == .unknown })
    comparer.rerun = { left, _ in CauseChain.Reruns(byNewPipeline: left) }
    let crossed = try comparer.compare(old, new).differences.filter { $0.kind != .presentation }
    #expect(crossed.count == told.count && crossed.allSatisfy { $0.cause == .text })
  }
}
