import StrataModel
import StrataStages
import TemporaryFolders
import Testing

@testable import StrataPipeline

@Suite struct RecipeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var recipe: String
    /// What the message must begin with, behind the file's name, and hold.
    var place: String
    var message: String
    var testDescription: String { name }
  }

  static let faults: [Case] = [
    Case(
      name: "wrong key", recipe: "name: a\nstage:\n  - normalize\n", place: ":2:1: ", message: "did you mean 'stages'?"),
    Case(
      name: "unknown stage", recipe: "name: a\nstages:\n  - normalise\n", place: ":3:5: ",
      message: "did you mean 'normalize'?"),
    Case(name: "no name", recipe: "stages: [normalize]\n", place: ":1:1: ", message: "'name' is missing"),
    Case(name: "no stages", recipe: "name: a\n", place: ":1:1: ", message: "'stages' is missing"),
    Case(name: "stages is a text", recipe: "name: a\nstages: normalize\n", place: ":2:9: ", message: "expected a list"),
    Case(
      name: "wrong option", recipe: "name: a\nstages:\n  - normalize:\n      flod: yes\n", place: ":4:7: ",
      message: "did you mean 'fold'?"),
    Case(
      name: "wrong unit", recipe: "name: a\noffsets: utf9\nstages: [normalize]\n", place: ":2:10: ",
      message: "did you mean 'utf8'?"),
    Case(
      name: "limit is no number", recipe: "name: a\ninput: {maximumBytes: many}\nstages: [normalize]\n",
      place: ":2:23: ", message: "whole number"),
    Case(name: "broken YAML", recipe: "name: [a\nstages: b\n", place: ":2:7: ", message: "did not find expected"),
    Case(name: "key twice", recipe: "name: a\nname: b\nstages: [normalize]\n", place: ":", message: "twice"),
    Case(
      name: "missing lexicon", recipe: "name: a\nlanguages: {en: {lexicons: [words.tsv]}}\nstages: [normalize]\n",
      place: ":2:29: ", message: "words.tsv"),
    Case(
      name: "layer nobody wrote", recipe: "name: a\nstages:\n  - normalize\n  - extract\n", place: ":4:5: ",
      message: "reads segments"),
    Case(
      name: "wrong order", recipe: "name: a\nstages:\n  - segment\n  - normalize\n", place: ":3:5: ",
      message: "put normalize before it"),
  ]

  @Test(arguments: faults) func mistakesAreNamedWithTheirPlace(_ test: Case) throws {
    let folder = TemporaryFolder()
    let file = try folder.write("test.yaml", test.recipe)
    let fault = #expect(throws: DataFault.self) { try Pipeline(recipeNamed: file, catalogue: StageFactory.simple) }
    let message = fault.map { "\($0)" } ?? ""
    #expect(message.hasPrefix(file + test.place), "\(message)")
    #expect(message.contains(test.message), "\(message)")
  }

  @Test func digestCoversTheDataFiles() throws {
    let folder = TemporaryFolder()
    let recipe = "name: a\nlanguages: {en: {lexicons: [lexicons]}}\nstages: [normalize]\n"
    let file = try folder.write("test.yaml", recipe)
    try folder.write("lexicons/a.tsv", "one")
    let first = try Pipeline(recipeNamed: file, catalogue: StageFactory.simple).recipe
    #expect(first.dataFiles.map(\.path) == ["lexicons/a.tsv", "test.yaml"])
    try folder.write("lexicons/a.tsv", "two")
    let second = try Pipeline(recipeNamed: file, catalogue: StageFactory.simple).recipe
    #expect(first.digest != second.digest)
    try folder.write("lexicons/a.tsv", "one")
    #expect(try Pipeline(recipeNamed: file, catalogue: StageFactory.simple).recipe.digest == first.digest)
  }
}
