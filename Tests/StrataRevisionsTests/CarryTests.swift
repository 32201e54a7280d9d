import StrataModel
import Testing

@testable import StrataRevisions

@Suite struct CarryTests {
  static let old: [(String, String)] = [
    ("a", "Set up an office for the exchange of health records between hospitals."),
    ("b", "Publish a yearly report on the energy use of data centres."),
    ("c", "Train two thousand teachers in the use of digital tools, and lend laptops to all rural schools."),
    ("d", "Support the ports in planning shore power."), ("e", "Fund shore power for ferries and for cruise ships."),
    ("f", "Abolish the stamp on vehicle papers."), ("g", "Map the coverage of mobile networks on railway lines."),
  ]
  static let new: [(String, String)] = [
    ("1", "Map the coverage of mobile networks on railway lines."),
    ("2", "Set up an office for the exchange of health records between hospitals."),
    ("3", "Publish a yearly report on the water and energy use of large data centres."),
    ("4", "Train two thousand teachers in the use of digital tools."), ("5", "Lend laptops to all rural schools."),
    ("6", "Support the ports in planning shore power, and fund shore power for ferries and for cruise ships."),
    ("7", "Digitise the archive of the land registry."),
  ]

  static func texts(_ list: [(String, String)]) -> [IdentifiedText] {
    list.map { IdentifiedText(id: $0.0, unit: AlignmentUnit(text: $0.1, kind: .item)) }
  }

  static func carrier() throws -> Carrier { try Carrier(old: texts(old), new: texts(new)) }

  @Test(arguments: [
    ("a", Carrier.Status.exact, ["2"]), ("b", .edited, ["3"]), ("c", .split, ["4", "5"]), ("d", .merged, ["6"]),
    ("e", .merged, ["6"]), ("f", .orphaned, []), ("g", .moved, ["1"]), ("never there", .orphaned, []),
  ]) func tellsWhatBecameOfATextByItsID(id: String, status: Carrier.Status, ids: [String]) throws {
    let fate = try Self.carrier().fate(of: id)
    #expect(fate.status == status)
    #expect(fate.ids == ids)
    #expect((fate.similarity == 1) == (status == .exact || status == .moved))
  }

  static func carried(_ table: String, idColumn: String? = nil) throws -> String {
    let table = try CarriedTable(Array(table.utf8), path: "t", carrier: carrier(), idColumn: idColumn)
    // Similarity is the aligner's affair.
    return String(decoding: table.bytes, as: UTF8.self).replacing(#/0\.\d+/#, with: "~")
  }

  /// The table, and what it becomes.
  static let tables: [(String, String)] = [
    ("id,verdict\na,yes\nf,no\n", "id,verdict,carried,newId,similarity\na,yes,exact,2,1\nf,no,orphaned,,0\n"),
    // Quotes, spaces, line ends and the mark in front stay; short rows are filled up, empty lines pass.
    (
      "\u{FEFF}note;id;x\r\n\" a; \"\"b\"\" \";c\r\n\r\n'=1;b;z",
      "\u{FEFF}note;id;x;carried;newId;similarity\r\n\" a; \"\"b\"\" \";c;;split;4 5;~\r\n\r\n'=1;b;z;edited;3;~\n"
    ),
    ("who\tsegment\nI\tg\n", "who\tsegment\tcarried\tnewId\tsimilarity\nI\tg\tmoved\t1\t1\n"),
    // More separators than the head has: the columns stand below each other all the same.
    ("id,x\na,b,,\nf,\n", "id,x,,,carried,newId,similarity\na,b,,,exact,2,1\nf,,,,orphaned,,0\n"),
    ("id,similarity\na,9\n", "id,similarity,carried (2),newId (2),similarity (2)\na,9,exact,2,1\n"),
    (
      "{\"id\":\"d\",\"n\":[1, 2]}\n{ \"id\" : \"x\" }\n",
      "{\"id\":\"d\",\"n\":[1, 2],\"carried\":\"merged\",\"newId\":\"6\",\"similarity\":~}\n"
        + "{ \"id\" : \"x\" ,\"carried\":\"orphaned\",\"newId\":null,\"similarity\":0}\n"
    ),
  ]

  @Test(arguments: tables) func keepsRowsAndAddsThreeColumns(table: String, expected: String) throws {
    #expect(try Self.carried(table) == expected)
  }

  /// A table keeps its encoding; `utf16` and `latin` give the bytes that a text has there.
  @Test func aTableKeepsItsEncoding() throws {
    func utf16(_ text: String, isLittleEndian: Bool) -> [UInt8] {
      text.utf16.flatMap { unit in
        let pair = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        return isLittleEndian ? pair : pair.reversed()
      }
    }
    func latin(_ text: String) -> [UInt8] { text.unicodeScalars.map { UInt8($0.value) } }
    let table = "id;über wen\r\na;Østerby \r\nf;\"Żelazo 😀\"\r\n"
    let expected =
      "id;über wen;carried;newId;similarity\r\na;Østerby ;exact;2;1\r\nf;\"Żelazo 😀\";orphaned;;0\r\n"
    for isLittleEndian in [true, false] {
      let bytes = utf16("\u{FEFF}" + table, isLittleEndian: isLittleEndian)
      let carried = try CarriedTable(bytes, path: "t", carrier: Self.carrier())
      #expect(carried.bytes == utf16("\u{FEFF}" + expected, isLittleEndian: isLittleEndian))
    }
    let plain = "id,Größe\na,schön\n"
    let carried = try CarriedTable(latin(plain), path: "t", carrier: Self.carrier())
    #expect(carried.bytes == latin("id,Größe,carried,newId,similarity\na,schön,exact,2,1\n"))
    // Windows-1252 has no such id: the table becomes UTF-8.
    let carrier = try Carrier(
      old: Self.texts(Self.old), new: Self.texts([("łódź", Self.old[0].1)]))
    let utf8 = try CarriedTable(latin(plain), path: "t", carrier: carrier)
    #expect(String(decoding: utf8.bytes, as: UTF8.self) == "id,Größe,carried,newId,similarity\na,schön,exact,łódź,1\n")
  }

  @Test func namesTheColumnsWhereTheIDsAreNot() throws {
    let fault = #expect(throws: RevisionFault.self) { try Self.carried("name,verdict\nx,yes\n") }
    #expect(fault?.code == "no-column")
    #expect(fault?.message.contains("'name', 'verdict'") == true)
    #expect(throws: RevisionFault.self) { try Self.carried("id,x\na,b\n", idColumn: "segment") }
    #expect(throws: RecordFault.self) { try Self.carried("{\"id\":\"a\"}\n{\"id\":\n") }
    let long = #expect(throws: RecordFault.self) { try Self.carried("id,note\na,yes\nb,no, never\n") }
    #expect(long?.description.hasPrefix("t:3: the row has 3 cells and the head 2") == true)
  }
}
