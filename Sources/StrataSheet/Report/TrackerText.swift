import StrataModel
import StrataText

/// Tracker pages and gap lists for people and for programs.
public enum TrackerText {
  /// The tracker page as the web page has it.
  public static func page(_ page: TrackerPage, width: Int, isVerbose: Bool) -> String {
    var lines: [String] = []
    lines.append(page.strategy.title)
    lines.append(
      [page.strategy.id, page.strategy.date, page.strategy.version > 1 ? "version \(page.strategy.version)" : nil]
        .compactMap { $0 }.joined(separator: " · "))
    lines.append("")
    lines.append("Commitments (\(page.commitments))")
    lines.append("")
    lines.append("Action items (\(page.linked.count))")
    for entry in page.linked {
      lines.append(contentsOf: item(entry, width: width))
      for link in entry.links {
        lines.append("      → \(link.key)  \(clipped(link.title, width - 22))  \(GapList.percent(link.probability))")
      }
    }
    lines.append("")
    lines.append("Announced — not yet in mastersheet (\(page.announced.count))")
    for entry in page.announced { lines.append(contentsOf: open(entry, width: width)) }
    if !page.unaccounted.isEmpty {
      lines.append("")
      lines.append("Unaccounted for — neither linked nor listed as announced (\(page.unaccounted.count))")
      for entry in page.unaccounted {
        lines.append(contentsOf: isVerbose ? open(entry, width: width) : item(entry, width: width))
      }
    }
    if !page.disagreements.isEmpty {
      lines.append("")
      lines.append("Declared counts that disagree")
      for count in page.disagreements {
        lines.append("  \(count.label): the page says \(count.declared), found \(count.found)")
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func item(_ entry: TrackerPage.Entry, width: Int) -> [String] {
    ["  • \(clipped(entry.commitment.text, width - 4))", "      \(entry.commitment.id)"]
  }

  private static func open(_ entry: TrackerPage.Entry, width: Int) -> [String] {
    let best = entry.candidates.first { $0.decision == "candidate" }
    return item(entry, width: width) + [
      best.map { "      ? \($0.key)  \(clipped($0.title, width - 22))  \(GapList.percent($0.probability))" }
        ?? "      No initiative record"
    ]
  }

  /// At most so many characters, cut between words.
  static func clipped(_ text: String, _ width: Int) -> String {
    guard text.count > max(20, width) else { return text }
    let head = text.prefix(max(20, width) - 1)
    let cut = head.lastIndex(of: " ").map { head[..<$0] } ?? head
    return cut + "…"
  }

  /// Gaps, grouped by strategy.
  public static func gaps(_ list: GapList, width: Int) -> String {
    var lines: [String] = []
    for (title, gaps) in grouped(list) {
      if !lines.isEmpty { lines.append("") }
      lines.append("\(title) (\(gaps.count))")
      for gap in gaps {
        lines.append(
          "  • \(clipped(gap.title, width - 4))\(gap.occurrences > 1 ? "  (said \(gap.occurrences) times)" : "")")
        lines.append("      \(gap.commitment)  \(gap.listed)")
        for candidate in gap.candidates where candidate.probability >= GapList.shown {
          lines.append(
            "      ? \(candidate.key)  \(clipped(candidate.title, width - 22))  \(GapList.percent(candidate.probability))"
          )
        }
        lines.append("      why not: \(gap.why)")
        lines.append("      to do:   \(gap.remedy)")
      }
    }
    return lines.joined(separator: "\n")
  }

  public static func markdown(_ list: GapList) -> String {
    var lines = ["# Announced, not yet in the mastersheet (\(list.gaps.count))", ""]
    for (title, gaps) in grouped(list) {
      lines.append(contentsOf: ["## \(Markup.markdown(title)) (\(gaps.count))", ""])
      for gap in gaps {
        lines.append(
          "- **\(Markup.markdown(gap.title))**\(gap.occurrences > 1 ? " (said \(gap.occurrences) times)" : "")  ")
        lines.append("  \(Markup.markdown(gap.text))  ")
        lines.append("  `\(gap.commitment)` · \(gap.listed)  ")
        for candidate in gap.candidates where candidate.probability >= GapList.shown {
          lines.append(
            "  Candidate `\(candidate.key)` \(Markup.markdown(candidate.title)): \(GapList.percent(candidate.probability))  "
          )
        }
        lines.append("  Why not: \(Markup.markdown(gap.why))  ")
        lines.append("  What to do: \(Markup.markdown(gap.remedy))")
      }
      lines.append("")
    }
    return lines.joined(separator: "\n")
  }

  public static func markdown(_ page: TrackerPage) -> String {
    var lines = ["# \(Markup.markdown(page.strategy.title))", "", "Commitments: \(page.commitments)", ""]
    lines.append(contentsOf: ["## Action items (\(page.linked.count))", ""])
    for entry in page.linked {
      lines.append("- \(Markup.markdown(entry.commitment.text))  ")
      for link in entry.links {
        lines.append("  → `\(link.key)` \(Markup.markdown(link.title)) (\(GapList.percent(link.probability)))")
      }
    }
    for (heading, entries) in [
      ("Announced — not yet in mastersheet", page.announced), ("Unaccounted for", page.unaccounted),
    ] where heading.hasPrefix("Announced") || !entries.isEmpty {
      lines.append(contentsOf: ["", "## \(heading) (\(entries.count))", ""])
      for entry in entries { lines.append("- \(Markup.markdown(entry.commitment.text))") }
    }
    if !page.disagreements.isEmpty {
      lines.append(contentsOf: ["", "## Declared counts that disagree", ""])
      for count in page.disagreements {
        lines.append("- \(Markup.markdown(count.label)): declared \(count.declared), found \(count.found)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func grouped(_ list: GapList) -> [(String, [GapList.Gap])] {
    var order: [String] = []
    var groups: [String: [GapList.Gap]] = [:]
    for gap in list.gaps {
      if groups[gap.strategy] == nil { order.append(gap.strategy) }
      groups[gap.strategy, default: []].append(gap)
    }
    return order.map { (groups[$0]?.first?.strategyTitle ?? $0, groups[$0] ?? []) }
  }
}
