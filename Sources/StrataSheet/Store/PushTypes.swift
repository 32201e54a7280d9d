/// What a machine's or a shared column of a row should hold.
public struct WantedCell: Sendable, Equatable {
  public var key: String
  public var column: String
  public var value: String
  /// The commitments that it was made from.
  public var because: String

  public init(key: String, column: String, value: String, because: String = "") {
    self.key = key
    self.column = column
    self.value = value
    self.because = because
  }
}

/// A row that the sheet lacks.
public struct ProposedRow: Sendable, Equatable {
  public var key: String
  /// By column.
  public var cells: [String: String]
  public var because: String

  public init(key: String, cells: [String: String], because: String = "") {
    self.key = key
    self.cells = cells
    self.because = because
  }
}

/// What a push did.
public struct PushReport: Sendable, Equatable {
  /// Nil where there was nothing to do.
  public var batch: Int64?
  public var written: [CellChange] = []
  public var addedRows: [String] = []
  public var removedRows: [String] = []
  /// New rows stand below a row of totals, which does not count them.
  public var isBelowTotals = false
  public var conflicts: [CellChange] = []
  /// Cells that hold what is wanted already.
  public var agreeing = 0
  /// People's values that were kept by an earlier resolution.
  public var kept = 0
  /// Cells that are merged into others and would not show what is written; `old` names the other.
  public var covered: [CellChange] = []
  /// Values that a cell's drop-down refuses.
  public var refused: [CellChange] = []
  /// Changes that people made since the last command, found in the file.
  public var humanChanges = 0
  /// No column of the sheet is the machine's or shared: nothing may be written.
  public var ownsNothing = false
  public var backup: String?
  /// Files before earlier pushes that were removed, oldest first.
  public var removedBackups: [String] = []

  public struct CellChange: Sendable, Equatable {
    public var key: String
    public var column: String
    public var old: String
    public var new: String
  }
}

/// How a push works.
public struct PushOptions: Sendable {
  public var by: String
  /// Push although the workbook holds macros, pivot tables or the like.
  public var allowsLoss = false
  /// Tell what would be done.
  public var isRehearsal = false
  /// Files before pushes that are kept beside the workbook.
  public var backups = 10
  /// Seconds to wait for another push.
  public var patience = 10.0
  /// Where the cells of a workbook lead.
  public var links = LinkTargets()
  /// For tests: called at each step, and ends the push there by throwing.
  var checkpoint: (@Sendable (String) throws -> Void)?

  public init(by: String) { self.by = by }
}
