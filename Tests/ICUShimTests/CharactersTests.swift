import ICUShim
import Testing

@Suite("Case, regions, properties, versions")
struct CharactersTests {
  @Test("full case folding")
  func caseFolding() throws {
    var status: strata_status = -1
    let handle = try #require(strata_case_folder_open(&status))
    defer { strata_case_folder_close(handle) }
    func fold(_ bytes: [UInt8]) -> String {
      var result = strata_text()
      #expect(strata_case_fold(handle, bytes, bytes.count, &result) == 0)
      return String(
        decoding: UnsafeBufferPointer(start: result.bytes, count: result.length), as: UTF8.self)
    }
    #expect(fold(Array("STRAẞE Straße ΣΊΣΥΦΟΣ УКРАЇНА".utf8)) == "strasse strasse σίσυφοσ україна")
    #expect(fold([]) == "")
    #expect(fold([0x41, 0xFF, 0x42]) == "a\u{FFFD}b")
    // Grows beyond its source: each of these becomes three characters of two bytes.
    let many = Array(String(repeating: "\u{390}", count: 1000).utf8)
    #expect(fold(many).utf8.count == 6000)
  }

  @Test(
    "simple case folding",
    arguments: [
      ("A", "a"), ("É", "é"), ("ς", "σ"), ("ß", "ß"), ("ẞ", "ß"), ("İ", "İ"),
      ("\u{10400}", "\u{10428}"),
    ]
      as [(Unicode.Scalar, Unicode.Scalar)])
  func simpleCaseFolding(_ source: Unicode.Scalar, _ folded: Unicode.Scalar) {
    #expect(strata_simple_case_fold(source.value) == folded.value)
  }

  @Test("names of regions in languages")
  func regions() throws {
    var count = 0
    let codes = try #require(strata_region_codes(&count))
    let all = (0..<count).compactMap { codes[$0].map { String(cString: $0) } }
    #expect(all.count > 240 && all.contains("EE") && all == all.sorted())

    func name(_ region: String, _ locale: String) throws -> String {
      var status: strata_status = -1
      let handle = try #require(strata_region_names_open(locale, &status))
      defer { strata_region_names_close(handle) }
      var result = strata_text()
      #expect(strata_region_name(handle, region, &result) == 0)
      return String(
        decoding: UnsafeBufferPointer(start: result.bytes, count: result.length), as: UTF8.self)
    }
    #expect(try name("EE", "en") == "Estonia")
    #expect(try name("EE", "et") == "Eesti")
    #expect(try name("CZ", "el") == "Τσεχία")
    #expect(try name("DE", "pt_BR") == "Alemanha")
    #expect(try name("150", "en") == "Europe")
    #expect(try name("QQ", "en") == "")
    for code in all { #expect(try name(code, "fr") != "", "\(code)") }
  }

  @Test("general category and script")
  func properties() {
    #expect(
      ["A", "a", "5", " ", "-", "\u{301}"].map { strata_general_category(UnicodeScalar($0)!.value) }
        == [1, 2, 9, 12, 19, 6])
    let scripts = ["a", "д", "Σ", "漢", "5", "א"].map { scalar -> String in
      strata_script_name(strata_script(UnicodeScalar(scalar)!.value)).map { String(cString: $0) } ?? ""
    }
    #expect(scripts == ["Latn", "Cyrl", "Grek", "Hani", "Zyyy", "Hebr"])
    #expect(strata_script_name(-5) == nil)
  }

  @Test("versions and names of errors")
  func versions() {
    let icu = String(cString: strata_icu_version())
    let unicode = String(cString: strata_unicode_version())
    #expect(icu.split(separator: ".").count >= 2)
    #expect((Int(icu.prefix { $0 != "." }) ?? 0) >= 60)
    #expect((Int(unicode.prefix { $0 != "." }) ?? 0) >= 10)
    #expect(String(cString: strata_status_name(0)) == "U_ZERO_ERROR")
    #expect(String(cString: strata_status_name(7)) == "U_MEMORY_ALLOCATION_ERROR")
  }

  @Test("closing nothing does nothing")
  func closeNothing() {
    strata_boundaries_close(nil)
    strata_normalizer_close(nil)
    strata_case_folder_close(nil)
    strata_charset_detector_close(nil)
    strata_converter_close(nil)
    strata_region_names_close(nil)
  }
}
