import ICUShim

/// ICU could not do what it was asked: out of memory, its data missing, or an argument out of range.
public struct ICUFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// ICU's name of the error, such as `U_MEMORY_ALLOCATION_ERROR`.
  public let code: String
  /// What was tried, such as `open word boundaries`.
  public let operation: String

  init(_ status: strata_status, _ operation: String) {
    code = String(cString: strata_status_name(status))
    self.operation = operation
  }

  public var description: String {
    "ICU failed to \(operation): \(code); is the data of ICU \(String(cString: strata_icu_version())) installed?"
  }
}
