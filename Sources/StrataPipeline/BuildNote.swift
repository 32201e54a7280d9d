import Glibc

/// The build id that a linker puts into an executable (ELF, a note of type `NT_GNU_BUILD_ID`). It follows from the
/// program's contents: copies share it, a program of other sources has another one.
enum BuildNote {
  /// In hexadecimal digits; nil where the file is no executable of 64 bits or has no such note.
  static func id(file: String) -> String? {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    func bytes(at offset: Int, count: Int) -> [UInt8]? {
      guard (0...1 << 20).contains(count), offset >= 0 else { return nil }
      var buffer = [UInt8](repeating: 0, count: count)
      return pread(descriptor, &buffer, count, off_t(offset)) == count ? buffer : nil
    }
    guard let header = bytes(at: 0, count: 64), header.starts(with: [0x7F, 0x45, 0x4C, 0x46, 2]) else { return nil }
    // The table of program headers: where it stands, how long an entry is, how many there are.
    let (table, size, count) = (integer(header, 32, 8), integer(header, 54, 2), integer(header, 56, 2))
    guard size >= 56, let entries = bytes(at: table, count: size * count) else { return nil }
    for start in stride(from: 0, to: entries.count, by: size) where integer(entries, start, 4) == Int(PT_NOTE) {
      if let notes = bytes(at: integer(entries, start + 8, 8), count: integer(entries, start + 32, 8)),
        let found = id(notes: notes)
      {
        return found
      }
    }
    return nil
  }

  /// Each note has three words (lengths of name and content, type), then both, filled up to four bytes.
  static func id(notes: [UInt8]) -> String? {
    var at = 0
    while at + 12 <= notes.count {
      let (nameLength, length) = (integer(notes, at, 4), integer(notes, at + 4, 4))
      let name = at + 12
      let content = name + (nameLength + 3) / 4 * 4
      guard content + length <= notes.count else { return nil }
      if integer(notes, at + 8, 4) == 3, length > 0, notes[name..<name + nameLength].elementsEqual("GNU\0".utf8) {
        return notes[content..<content + length].map { byte in
          let digits = String(byte, radix: 16)
          return digits.count == 1 ? "0" + digits : digits
        }.joined()
      }
      at = content + (length + 3) / 4 * 4
    }
    return nil
  }

  /// An unsigned number in the order of the processors that Swift runs on, lowest byte first; -1 where it is too large.
  private static func integer(_ bytes: [UInt8], _ at: Int, _ count: Int) -> Int {
    let value = bytes[at..<at + count].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return Int(exactly: value) ?? -1
  }
}
