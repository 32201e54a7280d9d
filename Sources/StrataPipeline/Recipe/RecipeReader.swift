import Glibc
import StrataModel
import StrataReaders
import StrataStages
import StrataText

/// Reads a recipe with everything it names. All mistakes are `DataFault`s.
struct RecipeReader {
  let file: String
  let catalogue: [StageFactory]
  private let folder: String
  private var digests: [Manifest.DataFile] = []

  init(file: String, catalogue: [StageFactory]) {
    self.file = file
    self.catalogue = catalogue
    folder = file.contains("/") ? String(file[..<file.lastIndex(of: "/")!]) : "."
  }

  mutating func read() throws(DataFault) -> Recipe {
    let root = try YAMLValue.parse(try contents(of: file), name: file)
    let keys = try root.mapping(keys: [
      "name", "version", "about", "offsets", "input", "profiles", "obligation", "languages", "stages",
    ])
    let input = try keys["input"]?.mapping(keys: ["exclude", "maximumBytes"]) ?? [:]
    guard let name = keys["name"] else { throw root.fault("the key 'name' is missing") }
    guard let stages = keys["stages"] else { throw root.fault("the key 'stages' is missing") }
    var recipe = Recipe(
      name: try name.string(), version: try keys["version"]?.string() ?? "1",
      about: try keys["about"]?.string(), offsets: try keys["offsets"]?.word(OffsetUnit.self) ?? .codepoint,
      exclude: (try input["exclude"]?.strings() ?? []).map(PathPattern.init),
      maximumBytes: try maximumBytes(input["maximumBytes"]), languages: try languages(keys["languages"]),
      stages: try self.stages(stages), file: file)
    if let profiles = keys["profiles"] {
      let name = try profiles.string()
      try register(name, at: profiles)
      recipe.profiles = folder + "/" + name
    }
    if let obligation = keys["obligation"] {
      let name = try obligation.string()
      try register(name, at: obligation)
      recipe.obligation = folder + "/" + name
    }
    digests.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    recipe.dataFiles = digests
    recipe.digest = SHA256.hex(Array(digests.map { "\($0.sha256)  \($0.path)\n" }.joined().utf8))
    return recipe
  }

  private func maximumBytes(_ value: YAMLValue?) throws(DataFault) -> Int {
    guard let value else { return FileReader.defaultMaximum }
    let bytes = try value.integer()
    guard (1...FileReader.largestPossible).contains(bytes) else {
      throw value.fault("the limit must be between 1 and \(FileReader.largestPossible) bytes")
    }
    return bytes
  }

  private func stages(_ value: YAMLValue) throws(DataFault) -> [StageEntry] {
    var entries: [StageEntry] = []
    for value in try value.list() {
      if case .scalar = value.node {
        entries.append(try entry(named: value, options: nil))
      } else {
        let pairs = try value.entries()
        guard pairs.count == 1, let pair = pairs.first else {
          throw value.fault("a stage is its name, or its name with options below it")
        }
        entries.append(try entry(named: pair.key.value, options: pair.value))
      }
    }
    guard !entries.isEmpty else { throw value.fault("the list of stages is empty") }
    return entries
  }

  private func entry(named value: YAMLValue, options: YAMLValue?) throws(DataFault) -> StageEntry {
    let name = try value.string()
    guard let factory = catalogue.first(where: { $0.name == name }) else {
      throw value.fault("unknown stage '\(name)'" + Suggestion.phrase(for: name, among: catalogue.map(\.name)))
    }
    return StageEntry(
      name: name, options: try options?.mapping(keys: factory.options) ?? [:], place: value.fault(""))
  }

  private mutating func languages(_ value: YAMLValue?) throws(DataFault) -> [LanguageSources] {
    guard let value else { return [] }
    var languages: [LanguageSources] = []
    for (key, value) in try value.entries() {
      let keys = try value.mapping(keys: ["lexicons", "grammars"])
      var lexicons: [String] = []
      for path in try keys["lexicons"]?.list() ?? [] {
        let found = try files(named: path, endings: [".tsv", ".jsonl"])
        for name in found {
          try register(name, at: path)
          lexicons.append(folder + "/" + name)
        }
      }
      var grammars: [String] = []
      for path in try keys["grammars"]?.list() ?? [] {
        for name in try files(named: path, endings: [".yaml"]) {
          try register(name, at: path)
          grammars.append(folder + "/" + name)
        }
      }
      languages.append(LanguageSources(id: key.text, lexicons: lexicons, grammars: grammars))
    }
    return languages
  }

  /// A file, or the files of a folder that have one of the endings, sorted.
  private func files(named value: YAMLValue, endings: [String]) throws(DataFault) -> [String] {
    let name = try value.string()
    guard let handle = opendir(folder + "/" + name) else { return [name] }
    defer { closedir(handle) }
    let base = name.hasSuffix("/") ? name : name + "/"
    var names: [String] = []
    while let entry = readdir(handle) {
      let file = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !file.hasPrefix("."), endings.contains(where: { file.hasSuffix($0) }) { names.append(base + file) }
    }
    if names.isEmpty {
      throw value.fault("the folder '\(name)' holds no file that ends in \(endings.joined(separator: " or "))")
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private mutating func register(_ name: String, at value: YAMLValue) throws(DataFault) {
    guard access(folder + "/" + name, F_OK) == 0 else {
      throw value.fault("there is no '\(name)' in \(folder); paths are relative to the recipe's folder")
    }
    do {
      let bytes = try FileReader().read(file: folder + "/" + name, path: name)
      digests.append(Manifest.DataFile(path: name, sha256: SHA256.hex(bytes)))
    } catch {
      throw value.fault("cannot read '\(name)': \(error.message)")
    }
  }

  private mutating func contents(of file: String) throws(DataFault) -> [UInt8] {
    do {
      let bytes = try FileReader().read(file: file, path: file)
      let name = file.split(separator: "/").last.map(String.init) ?? file
      digests.append(Manifest.DataFile(path: name, sha256: SHA256.hex(bytes)))
      return bytes
    } catch {
      throw DataFault(file: file, message: error.message)
    }
  }
}
