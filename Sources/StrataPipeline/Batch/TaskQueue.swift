import StrataModel
import StrataReaders

/// Hands inputs to threads in order and takes their results back in order.
///
/// Bounded: no thread starts an input that is far ahead of the one that is waited for, or while the results that
/// wait are large; so memory depends on the number of threads and the largest documents alone.
final class TaskQueue: Sendable {
  private struct State {
    /// The next input to be handed out.
    var next = 0
    /// The input whose result is waited for.
    var wanted = 0
    var results: [Int: TaskResult] = [:]
    var waitingBytes = 0
    var active = 0
    var isCancelled = false
    var failure: (any Error)?
  }

  enum Answer {
    case result(TaskResult)
    case waiting
    case stopped
    case failed(any Error)
  }

  private let corpus: Corpus
  private let state = Monitor(State())
  private let window: Int
  private static let waitingLimit = 16 << 20

  init(corpus: Corpus, jobs: Int) {
    self.corpus = corpus
    window = 8 * jobs
  }

  /// What a thread does: one input after the other until there is none, or the run is to stop.
  func work(pipeline: Pipeline, offsets: OffsetUnit, earlier: EarlierResults) {
    state.update { $0.active += 1 }
    defer { state.update { $0.active -= 1 } }
    do {
      var task = try DocumentTask(pipeline: pipeline, offsets: offsets, earlier: earlier)
      while let index = take() {
        let result = task.run(corpus.inputs[index])
        state.update { state in
          state.results[index] = result
          state.waitingBytes += result.byteCount
        }
      }
    } catch {
      state.update { $0.failure = error }
    }
  }

  /// The index of the next input for a thread, or nil.
  private func take() -> Int? {
    while true {
      let answer: Int?? = state.wait(milliseconds: 200, isNews: false) { state -> Int?? in
        if state.isCancelled || Interruption.received != 0 || state.next >= corpus.inputs.count { return .some(nil) }
        let isWanted = state.next == state.wanted
        guard isWanted || (state.next < state.wanted + window && state.waitingBytes < Self.waitingLimit) else {
          return nil
        }
        defer { state.next += 1 }
        return .some(state.next)
      }
      if let answer { return answer }
    }
  }

  /// The result of an input; results must be asked for in order.
  func result(at index: Int, milliseconds: Int) -> Answer {
    state.wait(milliseconds: milliseconds) { state -> Answer? in
      state.wanted = index
      if let failure = state.failure { return .failed(failure) }
      if let result = state.results.removeValue(forKey: index) {
        state.waitingBytes -= result.byteCount
        state.wanted = index + 1
        return .result(result)
      }
      // After a stop, inputs that were begun are still finished.
      if Interruption.received != 0, index >= state.next { return .stopped }
      return nil
    } ?? .waiting
  }

  /// Lets the threads end.
  func cancel() { state.update { $0.isCancelled = true } }
}
