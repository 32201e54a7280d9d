/// A pattern for paths below a corpus root.
///
/// A pattern that ends in `/` means folders, any other one files. `*` stands for any characters
/// but `/`. A pattern with a `/` inside is matched against the whole path, any other against the name.
public struct PathPattern: Sendable, Hashable {
  public let text: String
  private let isFolder: Bool
  private let isWholePath: Bool
  private let pattern: [UInt8]

  public init(_ text: String) {
    self.text = text
    isFolder = text.hasSuffix("/")
    let body = isFolder ? String(text.dropLast()) : text
    isWholePath = body.contains("/")
    pattern = Array(body.utf8)
  }

  public func matches(path: String, isFolder: Bool) -> Bool {
    guard isFolder == self.isFolder else { return false }
    let subject = Array(path.utf8)
    let name = isWholePath ? 0 : (subject.lastIndex(of: 47) ?? -1) + 1
    return Self.matches(pattern[...], subject[name...])
  }

  private static func matches(_ pattern: ArraySlice<UInt8>, _ subject: ArraySlice<UInt8>) -> Bool {
    guard let first = pattern.first else { return subject.isEmpty }
    if first != 42 {
      guard let next = subject.first, next == first else { return false }
      return matches(pattern.dropFirst(), subject.dropFirst())
    }
    var rest = subject
    while true {
      if matches(pattern.dropFirst(), rest) { return true }
      guard let next = rest.first, next != 47 else { return false }
      rest = rest.dropFirst()
    }
  }
}
