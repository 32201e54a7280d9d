import Foundation
import Testing

/// The documented import graph, the one of the sources, and the one of the package are one.
@Suite struct ImportTests {
  struct Documented {
    var target: String
    var modules: Set<String>
  }

  /// The list of `docs/ARCHITECTURE.md`, in its order.
  static func documented() throws -> [Documented] {
    let text = try Project.text("docs/ARCHITECTURE.md")
    let start = try #require(text.range(of: "<!-- imports:"))
    let end = try #require(text.range(of: "<!-- end of imports -->"))
    return try text[start.upperBound..<end.lowerBound].split(separator: "\n").filter { $0.hasPrefix("- ") }.map {
      line in
      let names = try Project.matches("`([A-Za-z-]+)`", in: String(line.prefix { $0 != "—" }))
      return Documented(target: try #require(names.first), modules: Set(names.dropFirst()))
    }
  }

  /// What the sources of a target import; headers of ICU count as the module that finds them.
  static func imported(by target: String) throws -> Set<String> {
    let statement =
      #"^(?:@[\w]+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|private|fileprivate)\s+)?import\s+"#
      + #"(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)"#
    var modules: Set<String> = []
    for file in Project.files(in: "Sources/" + target, endings: [".swift"]) {
      modules.formUnion(try Project.matches(statement, in: try Project.text(file)))
    }
    for file in Project.files(in: "Sources/" + target, endings: [".c", ".h"]) where target != "CICU" {
      if try Project.text(file).contains("#include <unicode/") { modules.insert("CICU") }
    }
    return modules.subtracting(["Swift"])
  }

  /// What `Package.swift` lets each target under `Sources` depend on.
  static func declared() throws -> [String: Set<String>] {
    let text = try Project.text("Package.swift")
    var result: [String: Set<String>] = [:]
    for piece in text.components(separatedBy: ".target(").flatMap({ $0.components(separatedBy: ".executableTarget(") })
      .dropFirst()
    {
      // One target: up to the next entry of the list.
      let entry = piece.components(separatedBy: ".testTarget(")[0].components(separatedBy: ".systemLibrary(")[0]
      guard let name = try Project.matches(#"name:\s*"([\w-]+)""#, in: entry).first else { continue }
      let list = try Project.matches(#"dependencies:\s*\[((?:[^\[\]])*)\]"#, in: entry).first ?? ""
      let products = try Project.matches(#"\.product\(name:\s*"(\w+)""#, in: list)
      let plain = list.replacingOccurrences(of: #"\.product\([^)]*\)"#, with: "", options: .regularExpression)
      result[name] = Set(products + (try Project.matches(#""([\w-]+)""#, in: plain)))
    }
    return result
  }

  @Test func theListNamesEveryTargetOnce() throws {
    #expect(try Self.documented().map(\.target).sorted() == (try Project.targets()))
  }

  @Test func theListIsWhatTheSourcesImport() throws {
    for entry in try Self.documented() {
      let found = try Self.imported(by: entry.target)
      #expect(
        found == entry.modules,
        "\(entry.target): imported and not documented \(found.subtracting(entry.modules).sorted()), documented and not imported \(entry.modules.subtracting(found).sorted())"
      )
    }
  }

  @Test func importsLeadUpwards() throws {
    let targets = Set(try Project.targets())
    var above: Set<String> = []
    for entry in try Self.documented() {
      let below = entry.modules.intersection(targets).subtracting(above)
      #expect(below.isEmpty, "\(entry.target) imports \(below.sorted()), which stands below it in the list")
      above.insert(entry.target)
    }
  }

  @Test func thePackageDeclaresWhatIsImported() throws {
    let declared = try Self.declared()
    let system: Set<String> = ["Dispatch", "Foundation", "FoundationEssentials", "Glibc", "Synchronization"]
    // Targets that only name a library of the system depend on nothing.
    let libraries: Set<String> = ["CExpat", "CICU", "CXLSXWriter", "CZip"]
    for entry in try Self.documented() where !libraries.contains(entry.target) {
      let dependencies = try #require(declared[entry.target], "Package.swift has no target \(entry.target)")
      #expect(
        dependencies == entry.modules.subtracting(system),
        "\(entry.target): Package.swift declares \(dependencies.sorted())")
    }
  }

  @Test(arguments: ["StrataText", "StrataTextSIMD", "StrataStages"]) func hotCodeHasNoFoundation(target: String) throws
  {
    let modules = try Self.imported(by: target)
    #expect(!modules.contains { $0.hasPrefix("Foundation") })
  }

  @Test func onlyTheShimSeesICU() throws {
    for target in try Project.targets() where target != "CICU" && target != "ICUShim" {
      #expect(try !Self.imported(by: target).contains("CICU"), "\(target) sees ICU's headers")
    }
    #expect(try !Project.text("Sources/ICUShim/include/ICUShim.h").contains("#include <unicode/"))
  }
}
