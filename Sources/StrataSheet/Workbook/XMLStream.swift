import CExpat
import StrataTables

/// Takes the events of an XML part. Names come without their prefix.
protocol XMLTaking: AnyObject {
  func start(_ name: String, _ attributes: XMLAttributes, at: XMLPlace)
  func end(_ name: String, at: XMLPlace)
  func text(_ bytes: UnsafeBufferPointer<UInt8>)
}

/// Byte range of an event in its part; an empty element's end has no bytes of its own.
struct XMLPlace {
  var start: Int
  var end: Int
}

struct XMLAttributes {
  fileprivate let pointer: UnsafeMutablePointer<UnsafePointer<CChar>?>?

  subscript(name: String) -> String? {
    guard let pointer else { return nil }
    var at = 0
    while let key = pointer[at], let value = pointer[at + 1] {
      if name == String(cString: key) || (name == "id" && String(cString: key) == "r:id") {
        return String(cString: value)
      }
      at += 2
    }
    return nil
  }
}

/// A streaming XML parser (expat) that hands events to one taker. Entities of a document type are not expanded beyond
/// expat's own limit against 'billion laughs'.
final class XMLStream {
  private let parser: XML_Parser
  private let taker: any XMLTaking

  init?(_ taker: any XMLTaking) {
    guard let parser = XML_ParserCreate(nil) else { return nil }
    self.parser = parser
    self.taker = taker
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      parser,
      { data, name, attributes in
        guard let data, let name else { return }
        let stream = Unmanaged<XMLStream>.fromOpaque(data).takeUnretainedValue()
        stream.taker.start(XMLStream.local(name), XMLAttributes(pointer: attributes), at: stream.place)
      },
      { data, name in
        guard let data, let name else { return }
        let stream = Unmanaged<XMLStream>.fromOpaque(data).takeUnretainedValue()
        stream.taker.end(XMLStream.local(name), at: stream.place)
      })
    XML_SetCharacterDataHandler(parser) { data, text, count in
      guard let data, let text else { return }
      let stream = Unmanaged<XMLStream>.fromOpaque(data).takeUnretainedValue()
      text.withMemoryRebound(to: UInt8.self, capacity: Int(count)) {
        stream.taker.text(UnsafeBufferPointer(start: $0, count: Int(count)))
      }
    }
  }

  deinit { XML_ParserFree(parser) }

  private var place: XMLPlace {
    let start = Int(XML_GetCurrentByteIndex(parser))
    return XMLPlace(start: start, end: start + Int(XML_GetCurrentByteCount(parser)))
  }

  private static func local(_ name: UnsafePointer<CChar>) -> String {
    var start = name
    var at = name
    while at.pointee != 0 {
      if at.pointee == 58 { start = at + 1 }
      at += 1
    }
    return String(cString: start)
  }

  /// Parses a part of a workbook.
  static func parse(_ archive: ZipArchive, _ name: String, _ taker: any XMLTaking) throws {
    guard let stream = XMLStream(taker) else { throw TableFault("xlsx-xml", "there is no memory for \(name)") }
    try archive.read(name) { try stream.feed($0, isLast: false, name: name) }
    try stream.feed(UnsafeBufferPointer(start: nil, count: 0), isLast: true, name: name)
  }

  private func feed(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool, name: String) throws {
    let status = bytes.withMemoryRebound(to: CChar.self) {
      XML_Parse(parser, $0.baseAddress, Int32($0.count), isLast ? 1 : 0)
    }
    guard status == XML_STATUS_OK else {
      throw TableFault(
        "xlsx-xml", "the part \(name) is damaged in line \(XML_GetCurrentLineNumber(parser)); save the workbook again")
    }
  }
}
