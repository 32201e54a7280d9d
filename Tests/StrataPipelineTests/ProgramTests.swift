import FoundationEssentials
import TemporaryFolders
import Testing

@testable import StrataPipeline

@Suite struct ProgramTests {
  /// A note as a linker writes it, the words in the machine's order.
  private func note(_ name: String, _ type: UInt32, _ content: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    for word in [UInt32(name.utf8.count), UInt32(content.count), type] {
      withUnsafeBytes(of: word) { bytes += Array($0) }
    }
    for part in [Array(name.utf8), content] {
      bytes += part
      bytes += [UInt8](repeating: 0, count: (4 - part.count % 4) % 4)
    }
    return bytes
  }

  private func id(_ notes: [UInt8]) -> String? { BuildNote.id(notes: notes) }

  @Test func theBuildIsFoundAmongNotes() {
    let build = note("GNU\0", 3, [0x0A, 0xFF, 0x10, 0x01])
    #expect(id(build) == "0aff1001")
    #expect(id(note("GNU\0", 1, [1, 2, 3, 4, 5]) + note("stapsdt\0", 3, [9]) + build) == "0aff1001")
    #expect(id(note("GNU\0", 1, [1])) == nil)
    #expect(id([]) == nil)
    for length in build.indices { #expect(id(Array(build[..<length])) == nil) }
  }

  /// Copies of one program are one build, whatever their time.
  @Test func copiesOfAProgramAreOneBuild() throws {
    let folder = TemporaryFolder()
    let program = try #require(Program.executable)
    try FileManager.default.copyItem(atPath: program, toPath: folder["copy"])
    let id = try #require(BuildNote.id(file: folder["copy"]))
    #expect(id.count >= 16 && id.allSatisfy(\.isHexDigit))
    #expect(Program.build == id && Program.identity.isSame(as: Program.identity))
    try folder.write("text", "no program")
    #expect(BuildNote.id(file: folder["text"]) == nil && BuildNote.id(file: folder["nowhere"]) == nil)
  }
}
