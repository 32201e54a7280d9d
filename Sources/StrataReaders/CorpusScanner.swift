import Glibc
import StrataModel

/// Finds the documents in files and folders.
///
/// Folders are read to any depth and their files sorted by the bytes of their paths. Symbolic links
/// are followed; one that leads back into a folder above itself is passed over with a warning.
/// Hidden files and folders, and what the exclusions name, are passed over.
public struct CorpusScanner: Sendable {
  public var exclude: [PathPattern]
  /// Absolute paths that are never looked into: the output folder.
  public var offLimits: [String]

  public init(exclude: [PathPattern] = [], offLimits: [String] = []) {
    self.exclude = exclude
    self.offLimits = offLimits
  }

  /// Lists the corpora in the order given. Throws `CorpusFault` where one of them does not exist.
  public func scan(_ paths: [String]) throws -> Corpus {
    var corpus = Corpus()
    for path in paths {
      var status = stat()
      guard stat(path, &status) == 0 else {
        throw CorpusFault(
          path: path, message: "\(String(cString: strerror(errno))). Name a file or a folder that exists.")
      }
      corpus.roots.append(Self.absolute(path))
      if status.isFolder {
        let first = corpus.inputs.count
        corpus.inputs.addRoot(path.hasSuffix("/") ? path : path + "/")
        var walk = Walk(chain: [status.identity])
        visit(folder: path, below: "", walk: &walk, corpus: &corpus)
        corpus.inputs.sort(from: first)
      } else {
        // A file that is named is a document, whatever it is called.
        let name = Self.name(of: path)
        corpus.inputs.addRoot(path)
        corpus.inputs.append(
          path: name, mediaType: MediaType.of(name: name) ?? "text/plain", byteCount: Int(status.st_size))
      }
    }
    DocumentNames.assign(to: &corpus)
    return corpus
  }

  private struct Walk {
    /// Device and inode of every folder above.
    var chain: [FileIdentity]
  }

  private func visit(folder: String, below: String, walk: inout Walk, corpus: inout Corpus) {
    guard let names = Self.names(in: folder) else {
      let reason = String(cString: strerror(errno))
      corpus.rejected.append(
        RejectedRecord(
          path: below.isEmpty ? "." : below, stage: "read", code: "unreadable",
          message: "the folder cannot be opened: \(reason). Give the right to read and enter it, and run again."))
      return
    }
    for name in names {
      let path = below.isEmpty ? name : below + "/" + name
      let file = folder.hasSuffix("/") ? folder + name : folder + "/" + name
      var status = stat()
      guard stat(file, &status) == 0 else {
        report(brokenEntry: file, path: path, reason: errno, corpus: &corpus)
        continue
      }
      if name.hasPrefix(".") {
        corpus.skipped["hidden", default: 0] += 1
      } else if let pattern = exclude.first(where: { $0.matches(path: path, isFolder: status.isFolder) }) {
        corpus.skipped["excluded \(pattern.text)", default: 0] += 1
      } else if status.isFolder {
        if offLimits.contains(Self.absolute(file)) { continue }
        if walk.chain.contains(status.identity) {
          corpus.warnings.append(
            WarningRecord(code: "link-loop", message: "\(path) leads back into a folder above it and was passed over"))
          continue
        }
        walk.chain.append(status.identity)
        visit(folder: file, below: path, walk: &walk, corpus: &corpus)
        walk.chain.removeLast()
      } else if !status.isRegularFile {
        corpus.skipped["no regular file", default: 0] += 1
      } else if let mediaType = MediaType.of(name: name) {
        corpus.inputs.append(path: path, mediaType: mediaType, byteCount: Int(status.st_size))
      } else {
        let ending = MediaType.fileExtension(of: name)
        corpus.skipped[ending.isEmpty ? "no extension" : "extension .\(ending)", default: 0] += 1
      }
    }
  }

  /// A link that leads nowhere is passed over; whatever else hides a document is a reject.
  private func report(brokenEntry file: String, path: String, reason: Int32, corpus: inout Corpus) {
    if reason == ELOOP || reason == ENOENT {
      corpus.warnings.append(
        WarningRecord(
          code: reason == ELOOP ? "link-loop" : "broken-link",
          message: "\(path) is a symbolic link that leads nowhere and was passed over"))
    } else if MediaType.of(name: Self.name(of: path)) != nil {
      corpus.rejected.append(
        RejectedRecord(
          path: path, stage: "read", code: "unreadable",
          message: "\(String(cString: strerror(reason))). Give the right to read it, and run again."))
    }
  }

  /// Sorted, so that warnings come in one order; nil where the folder cannot be opened.
  private static func names(in folder: String) -> [String]? {
    guard let handle = opendir(folder) else { return nil }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func name(of path: String) -> String {
    String(path.split(separator: "/").last ?? "document")
  }

  /// The path with links resolved; as given where that fails.
  public static func absolute(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}

/// What tells one file of a machine from another.
struct FileIdentity: Hashable {
  var device: UInt
  var inode: UInt
}

extension stat {
  var isFolder: Bool { st_mode & S_IFMT == S_IFDIR }
  var isRegularFile: Bool { st_mode & S_IFMT == S_IFREG }
  var identity: FileIdentity { FileIdentity(device: UInt(st_dev), inode: UInt(st_ino)) }
}
