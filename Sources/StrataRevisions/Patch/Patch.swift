import FoundationEssentials
import StrataModel
import StrataText

/// What carries the records of one output to those of another, exactly.
///
/// A patch is JSON Lines. The first line names the files with their digests before and after; then, for each file, a
/// line `{"file": …}` and its steps:
///
/// - `["=", first, count]`: lines of the old file as they are;
/// - `["~", first, count, index, source]`: lines whose index and source offsets are shifted;
/// - `["^", line, index, source, head, tail, middle]`: a line, shifted, of which the first `head` and last `tail`
///   bytes stay, with `middle` between them;
/// - `["+", text]`: a new line.
///
/// Lines count from 0.
public struct Patch: Sendable {
  enum Step: Equatable, Sendable {
    case copy(first: Int, count: Int, shift: RecordShift)
    case splice(line: Int, shift: RecordShift, head: Int, tail: Int, middle: [UInt8])
    case insert([UInt8])
  }

  struct FilePatch: Sendable {
    var name: String
    /// SHA-256 of the old file's lines, or nil where there was no such file.
    var old: String?
    var new: String
    var steps: [Step]
  }

  var files: [FilePatch]

  /// Makes the patch. O(bytes) where lines keep their ids.
  public init(from old: Revision, to new: Revision) {
    files = new.files.map { file in
      let before = old.files.first { $0.name == file.name }
      return FilePatch(
        name: file.name, old: before.map(Self.digest), new: Self.digest(file),
        steps: Self.steps(from: before?.lines ?? [], to: file.lines))
    }
  }

  /// The new files. Throws a `RevisionFault` where OLD is not what the patch was made from.
  public func apply(to old: Revision) throws -> [RevisionFile] {
    try files.map { patch in
      let before = old.files.first { $0.name == patch.name }
      guard before.map(Self.digest) == patch.old else {
        throw RevisionFault(
          code: "patch-old",
          message: "\(patch.name) of \(old.name) is not the file that the patch was made from. "
            + "Take the same OLD, and the same pipeline and version of strata where OLD is a document.")
      }
      let file = RevisionFile(
        name: patch.name, lines: try patch.steps.flatMap { try Self.lines($0, before?.lines ?? []) })
      guard Self.digest(file) == patch.new else {
        throw RevisionFault(
          code: "patch-damaged", message: "the patch is damaged: \(patch.name) came out otherwise. Make it again.")
      }
      return file
    }
  }

  private static func lines(_ step: Step, _ old: [[UInt8]]) throws -> [[UInt8]] {
    func line(_ index: Int) throws -> [UInt8] {
      guard old.indices.contains(index) else {
        throw RevisionFault(code: "patch-damaged", message: "the patch is damaged: there is no old line \(index)")
      }
      return old[index]
    }
    switch step {
    case .copy(let first, let count, let shift):
      guard first >= 0, count >= 0, count <= old.count - min(first, old.count) else { return [try line(old.count)] }
      return try (first..<first + count).map { shift.apply(to: try line($0)) }
    case .splice(let index, let shift, let head, let tail, let middle):
      let base = shift.apply(to: try line(index))
      guard head >= 0, tail >= 0, head <= base.count, tail <= base.count - head else { return [try line(old.count)] }
      return [Array(base[..<head]) + middle + Array(base[(base.count - tail)...])]
    case .insert(let text): return [text]
    }
  }

  private static func digest(_ file: RevisionFile) -> String {
    var bytes: [UInt8] = []
    for line in file.lines { bytes += line + [10] }
    return SHA256.hex(bytes)
  }

  private static func steps(from old: [[UInt8]], to new: [[UInt8]]) -> [Step] {
    var byID: [ArraySlice<UInt8>: Int] = [:]
    for (index, line) in old.enumerated() { byID[id(of: line)] = index }
    var steps: [Step] = []
    var expected = 0
    for line in new {
      // A record of the same id; else the one that stood behind the last.
      let base = byID[id(of: line)] ?? expected
      let step = old.indices.contains(base) ? self.step(from: old[base], at: base, to: line) : .insert(line)
      if case .insert = step {} else { expected = base + 1 }
      append(step, to: &steps)
    }
    return steps
  }

  private static func append(_ step: Step, to steps: inout [Step]) {
    if case .copy(let next, _, let shift) = step, case .copy(let first, let count, let before)? = steps.last,
      before == shift, first + count == next
    {
      steps[steps.count - 1] = .copy(first: first, count: count + 1, shift: shift)
    } else {
      steps.append(step)
    }
  }

  private static func step(from old: [UInt8], at index: Int, to new: [UInt8]) -> Step {
    if old == new { return .copy(first: index, count: 1, shift: RecordShift(index: 0, source: 0)) }
    let shift = RecordShift(from: old, to: new) ?? RecordShift(index: 0, source: 0)
    let base = shift.apply(to: old)
    if base == new { return .copy(first: index, count: 1, shift: shift) }
    var head = 0
    while head < min(base.count, new.count), base[head] == new[head] { head += 1 }
    var tail = 0
    while tail < min(base.count, new.count) - head, base[base.count - 1 - tail] == new[new.count - 1 - tail] {
      tail += 1
    }
    // What is cut out must be whole characters.
    while head > 0, (head < new.count && isContinuation(new[head])) || (head < base.count && isContinuation(base[head]))
    {
      head -= 1
    }
    while tail > 0, isContinuation(new[new.count - tail]) { tail -= 1 }
    let middle = Array(new[head..<new.count - tail])
    return middle.count + 40 < new.count
      ? .splice(line: index, shift: shift, head: head, tail: tail, middle: middle) : .insert(new)
  }

  private static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

  /// The line up to its second quotation pair: `{"id":"…"`. A line without one stands for itself.
  private static func id(of line: [UInt8]) -> ArraySlice<UInt8> {
    let opening = Array("{\"id\":\"".utf8)
    guard line.starts(with: opening) else { return line[...] }
    var at = opening.count
    while at < line.count, line[at] != 0x22 { at += line[at] == 0x5C ? 2 : 1 }
    return line[..<min(at, line.count)]
  }
}
