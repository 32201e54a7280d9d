import ICUShim

/// The version of ICU that the program was built against.
public enum ICUVersion {
  public static var current: String { String(cString: strata_icu_version()) }
}
