/// Numbers of things for people: `1 document`, `12,345 documents`.
public enum Count {
  /// `plural` where it is more than an `s` at the end.
  public static func of(_ count: Int, _ noun: String, plural: String? = nil) -> String {
    "\(grouped(count)) \(count == 1 ? noun : plural ?? noun + "s")"
  }

  /// 12345 as "12,345".
  public static func grouped(_ count: Int) -> String {
    var text = ""
    for (index, digit) in String(abs(count)).reversed().enumerated() {
      if index > 0, index % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return (count < 0 ? "-" : "") + String(text.reversed())
  }
}
