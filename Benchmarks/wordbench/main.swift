import Foundation
import ICUPeer
import StrataText

/// The best of several runs, in seconds.
func best(_ runs: Int, _ body: () -> Void) -> Double {
    var best = Double.infinity
    for _ in 0..<runs {
        let clock = ContinuousClock()
        let time = clock.measure(body)
        best = min(best, Double(time.components.attoseconds) / 1e18 + Double(time.components.seconds))
    }
    return best
}

func files(under path: String, withExtensions extensions: Set<String>?) -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return [] }
    if !isFolder.boolValue { return [path] }
    let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    return names.sorted().map { path + "/" + $0 }.filter { name in
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: name, isDirectory: &isFolder) else { return false }
        return !isFolder.boolValue
            && (extensions?.contains((name as NSString).pathExtension) ?? true)
    }
}

func format(_ value: Double, _ digits: Int = 3) -> String { String(format: "%.\(digits)f", value) }

func measure(_ name: String, _ text: [UInt8]) {
    guard !text.isEmpty else {
        print("\(name): no files found")
        return
    }
    let bytes = Double(text.count)
    print("\(name): \(format(bytes / 1e6, 1)) MB")

    let peer = icu_peer_open()!
    defer { icu_peer_close(peer) }
    var units = [UInt16](repeating: 0, count: text.count)
    let count = icu_peer_decode(text, text.count, &units)
    var icuWords = 0
    var icuKinds: UInt64 = 0
    let icu = best(3) {
        icuKinds = 0
        icuWords = icu_peer_words(peer, units, count, &icuKinds)
    }
    print("  ICU, UTF-16          \(format(bytes / icu / 1e9)) GB/s   \(icuWords) segments")

    var words = WordBuffer()
    for engine in WordSegmenter.Engine.allCases {
        var segmenter = try! WordSegmenter(engine: engine)
        let time = text.withUnsafeBufferPointer { text in
            best(engine == .bitParallel ? 9 : 3) { try! segmenter.segment(text, into: &words) }
        }
        let kinds = words.kinds.reduce(0 as UInt64) { $0 + UInt64($1) }
        precondition(words.count == icuWords && kinds == icuKinds, "not the segments of ICU")
        let name = "\(engine)".padding(toLength: 20, withPad: " ", startingAt: 0)
        print("  \(name) \(format(bytes / time / 1e9)) GB/s   \(format(icu / time, 1)) × ICU")
    }
}

/// Segments a text line by line, a call for each.
func measureLines(_ text: [UInt8]) {
    var words = WordBuffer()
    var segmenter = try! WordSegmenter()
    text.withUnsafeBufferPointer { text in
        var lines: [UnsafeBufferPointer<UInt8>] = []
        var start = 0
        for (index, byte) in text.enumerated() where byte == 0x0A {
            lines.append(UnsafeBufferPointer(rebasing: text[start...index]))
            start = index + 1
        }
        let time = best(5) {
            for line in lines { try! segmenter.segment(line, into: &words) }
        }
        print(
            "  bitParallel by lines \(format(Double(text.count) / time / 1e9)) GB/s   \(text.count / lines.count) bytes a line"
        )
    }
}

/// Segments, folds, hashes and looks up every segment of a text in a vocabulary of 5,000 of its words.
func measureLookUp(_ text: [UInt8]) {
    var words = WordBuffer()
    var segmenter = try! WordSegmenter()
    var ids: [UInt32] = []
    text.withUnsafeBufferPointer { text in
        try! segmenter.segment(text, into: &words)
        var builder = Vocabulary.Builder()
        for index in 0..<words.count where words[index].kind == .letters {
            let word = words[index]
            _ = builder.add(UnsafeBufferPointer(rebasing: text[Int(word.start)..<Int(word.end)]))
            if builder.count == 5000 { break }
        }
        let vocabulary = builder.build()
        let bytes = Double(text.count)
        let time = best(5) {
            try! segmenter.segment(text, into: &words)
            vocabulary.lookUp(words, of: text, into: &ids)
        }
        let known = ids.reduce(0) { $0 + ($1 == 0 ? 0 : 1) }
        print(
            "  segment, hash, look up \(format(bytes / time / 1e9)) GB/s   \(known) of \(ids.count) segments known"
        )
    }
}

let root = CommandLine.arguments.dropFirst().first ?? "/work/shared/data"
func read(_ paths: [String]) -> [UInt8] {
    paths.reduce(into: []) { text, path in
        text += [UInt8](FileManager.default.contents(atPath: path) ?? Data())
        text.append(0x0A)
    }
}
func times(_ count: Int, _ text: [UInt8]) -> [UInt8] {
    (0..<count).flatMap { _ in text }
}

let start = ContinuousClock.now
_ = try WordSegmenter()
print("first segmenter of the process: \(ContinuousClock.now - start)")

let sets: [(name: String, paths: [String], times: Int)] = [
    (
        "English (strategies/national-ai)",
        files(under: root + "/strategies/national-ai", withExtensions: ["txt"]), 20
    ),
    (
        "24 EU languages (gdpr-contents)",
        files(under: root + "/languages/gdpr-contents", withExtensions: ["html"]), 20
    ),
    ("Italian (it-plan.2017)", files(under: root + "/languages/it-plan.2017", withExtensions: nil), 10),
    ("Spanish (es-plan-a, es-plan-b)", ["a", "b"].map { root + "/languages/es-plan-\($0).md" }, 20),
    (
        "Cyrillic (sdg ru kk uk ky tg)",
        ["ru", "kk", "uk", "ky", "tg"].flatMap {
            files(under: root + "/languages/sdg/" + $0, withExtensions: nil)
        }, 40
    ),
    (
        "Khmer, Lao, Burmese, Nepali, Chinese (sdg)",
        ["km", "lo", "my", "ne", "zh-Hans"].flatMap {
            files(under: root + "/languages/sdg/" + $0, withExtensions: nil)
        }, 10
    ),
    ("all of languages", files(under: root + "/languages", withExtensions: nil), 5),
]
let wanted = CommandLine.arguments.dropFirst(2)
for set in sets where wanted.isEmpty || wanted.contains(where: set.name.hasPrefix) {
    let text = times(set.times, read(set.paths))
    measure("\(set.name) × \(set.times)", text)
    if !text.isEmpty {
        measureLines(text)
        measureLookUp(text)
    }
}
