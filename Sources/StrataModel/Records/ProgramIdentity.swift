/// Which program made records: what besides input, pipeline and options decides what they say.
public struct ProgramIdentity: Sendable, Equatable {
  /// Version of strata.
  public var version: String
  /// Names one build of that version; nil where nothing tells.
  public var build: String?
  /// Version of ICU.
  public var icu: String

  public init(version: String, build: String?, icu: String) {
    self.version = version
    self.build = build
    self.icu = icu
  }

  /// True only where it is known: two builds of one version may read a text differently, so that the version alone says
  /// nothing.
  public func isSame(as other: ProgramIdentity) -> Bool { build != nil && self == other }
}

extension Manifest {
  public var program: ProgramIdentity { ProgramIdentity(version: strata, build: build, icu: icu) }
}
