import CZip
import Glibc
import StrataModel
import StrataTables

/// The parts of a zip file (ISO/IEC 21320-1), which is what a workbook is.
final class ZipArchive {
  private let archive: OpaquePointer
  private let path: String
  private var isOpen = true
  /// Larger parts are refused: a small file may unfold to any size.
  static let maximumPart = 1 << 31

  init(path: String) throws {
    var code: Int32 = 0
    guard let archive = zip_open(path, ZIP_RDONLY, &code) else {
      if code == ZIP_ER_NOENT { throw FileFault(path: path, operation: "open", errno: 2) }
      throw TableFault("xlsx-zip", "\(path) is no workbook: it cannot be unpacked. Save it as .xlsx again.")
    }
    self.archive = archive
    self.path = path
  }

  deinit { if isOpen { zip_discard(archive) } }

  lazy var names: [String] = (0..<zip_get_num_entries(archive, 0)).compactMap { index in
    zip_get_name(archive, zip_uint64_t(index), 0).map { String(cString: $0) }
  }

  func holds(_ name: String) -> Bool { zip_name_locate(archive, name, 0) >= 0 }

  /// Hands a part to `take` piece by piece.
  func read(_ name: String, _ take: (UnsafeBufferPointer<UInt8>) throws -> Void) throws {
    var status = zip_stat_t()
    zip_stat_init(&status)
    guard zip_stat(archive, name, 0, &status) == 0, let file = zip_fopen(archive, name, 0) else {
      throw TableFault("xlsx-part", "\(path): the workbook lacks its part \(name)")
    }
    defer { zip_fclose(file) }
    guard status.size <= Self.maximumPart else {
      throw TableFault("xlsx-size", "\(path): the part \(name) is larger than \(Self.maximumPart >> 20) MB")
    }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = zip_fread(file, &chunk, zip_uint64_t(chunk.count))
      guard count >= 0 else { throw TableFault("xlsx-zip", "\(path): the part \(name) is damaged") }
      if count == 0 { return }
      try chunk.withUnsafeBufferPointer { try take(UnsafeBufferPointer(rebasing: $0[..<Int(count)])) }
    }
  }

  func bytes(_ name: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try read(name) { bytes.append(contentsOf: $0) }
    return bytes
  }

  /// The place of a part that is exchanged, or added where `index` is below 0.
  private static func replace(
    _ index: zip_int64_t, _ name: String, _ source: OpaquePointer, in archive: OpaquePointer
  ) -> zip_uint64_t? {
    if index >= 0 {
      return zip_file_replace(archive, zip_uint64_t(index), source, 0) == 0 ? zip_uint64_t(index) : nil
    }
    let added = zip_file_add(archive, name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
    return added >= 0 ? zip_uint64_t(added) : nil
  }

  /// Writes new contents of parts into a copy of the file, which must exist; all other parts stay as they are. Parts that
  /// the file does not hold are added.
  static func replace(_ parts: [String: [UInt8]], in path: String) throws {
    var code: Int32 = 0
    guard let archive = zip_open(path, 0, &code) else { throw TableFault("xlsx-zip", "\(path) cannot be opened again") }
    for (name, bytes) in parts.sorted(by: { $0.key < $1.key }) {
      let index = zip_name_locate(archive, name, 0)
      // libzip reads the buffer when the archive is closed, and frees it.
      guard let copy = UnsafeMutableRawPointer.malloc(bytes),
        let source = zip_source_buffer(archive, copy, zip_uint64_t(bytes.count), 1),
        let place = replace(index, name, source, in: archive),
        // The same change gives the same bytes: no clock. The date is the earliest that a zip file knows, 1980-01-01.
        zip_file_set_dostime(archive, place, 0, 33, 0) == 0
      else {
        zip_discard(archive)
        throw TableFault("xlsx-zip", "\(path): the part \(name) cannot be replaced")
      }
    }
    guard zip_close(archive) == 0 else {
      let reason = String(cString: zip_strerror(archive))
      zip_discard(archive)
      throw TableFault("xlsx-zip", "\(path) cannot be written: \(reason)")
    }
  }
}

extension UnsafeMutableRawPointer {
  /// A copy of the bytes from `malloc`, for C code that frees it.
  fileprivate static func malloc(_ bytes: [UInt8]) -> UnsafeMutableRawPointer? {
    guard let copy = Glibc.malloc(max(1, bytes.count)) else { return nil }
    bytes.withUnsafeBytes { if let base = $0.baseAddress { copy.copyMemory(from: base, byteCount: bytes.count) } }
    return copy
  }
}
