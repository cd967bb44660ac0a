/// A work that waits for the writer, and whoever waits for its answer.
struct WaitingWork: Sendable {
    /// Runs the work; its caller hears nothing before the settlement is settled.
    let run: @Sendable (any LogTransaction) -> Settlement
    /// Answers the caller of a work that was not run.
    let refuse: @Sendable (LogFailure) -> Void

    init<Answer: Sendable>(
        _ work: @escaping @Sendable (any LogTransaction) throws -> Answer,
        _ continuation: CheckedContinuation<Answer, any Error>
    ) {
        refuse = { continuation.resume(throwing: $0) }
        run = { transaction in
            do {
                let answer = try work(transaction)
                return Settlement(isRefusal: false) { failure in
                    if let failure { return continuation.resume(throwing: failure) }
                    continuation.resume(returning: answer)
                }
            } catch {
                return Settlement(isRefusal: true) { continuation.resume(throwing: $0 ?? error) }
            }
        }
    }
}

/// What became of a work, kept back until the fate of its batch is known.
struct Settlement {
    /// Whether the work threw, so that nothing of it may stay.
    let isRefusal: Bool
    /// Answers the caller: with the work's own result, or with the failure that took it away.
    let settle: (LogFailure?) -> Void

    init(isRefusal: Bool, settle: @escaping (LogFailure?) -> Void) {
        self.isRefusal = isRefusal
        self.settle = settle
    }

    /// The settlement of a work that could not be begun because of `failure`.
    init(notRun work: WaitingWork, because failure: LogFailure) {
        self.init(isRefusal: true) { work.refuse($0 ?? failure) }
    }

    /// The same work, ended by `failure` instead of its own result.
    func failing(_ failure: LogFailure) -> Settlement {
        Settlement(isRefusal: true) { settle($0 ?? failure) }
    }
}
