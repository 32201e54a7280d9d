/// What the command line asks for.
struct Arguments {
  var benchmark = ""
  var paths: [String] = []
  var program: String?
  var megabytes: Int?

  init(_ words: [String]) throws {
    var rest = words[...]
    benchmark = rest.popFirst() ?? ""
    while let word = rest.popFirst() {
      switch word {
      case "--strata": program = rest.popFirst()
      case "--megabytes":
        guard let count = rest.popFirst().flatMap({ Int($0) }), count > 0 else {
          throw BenchmarkFault("--megabytes takes a number")
        }
        megabytes = count
      default: paths.append(word)
      }
    }
  }

  func corpora() throws -> [String] {
    if paths.isEmpty { throw BenchmarkFault("name a folder with documents") }
    return paths
  }

  func strata() throws -> String {
    guard let program else { throw BenchmarkFault("name the program with --strata") }
    return program
  }
}

struct BenchmarkFault: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}
