import Audit
import Engine
import EventLog
import Synchronization
import Wire
import Workflows

/// Lets another key sign the log: from the wish to the last file, or from wherever it was cut off.
final class KeyRotation: Sendable {
    private let submitter: Submitter
    private let checkpoints: Checkpoints
    private let files: KeyFiles
    /// One change at a time: two would make the next key twice.
    private let isUnderWay = Mutex(false)

    init(_ submitter: Submitter, _ checkpoints: Checkpoints, _ files: KeyFiles) {
        self.submitter = submitter
        self.checkpoints = checkpoints
        self.files = files
    }

    /// Does what a submission asks, which is made from the key that is to sign from now on.
    ///
    /// When it answers, the old key has signed the adoption, the log keeps that, and the old key is gone.
    func rotate(
        isDryRun: Bool,
        isRepetition: Bool,
        _ submit: (VerifierKey) async throws -> Receipt
    ) async throws -> Receipt {
        guard
            isUnderWay.withLock({ isBusy in
                defer { isBusy = true }
                return !isBusy
            })
        else { throw Problem(.keyHandoverPending) }
        defer { isUnderWay.withLock { $0 = false } }
        try await finish()
        // The new key would be adopted, and nothing signed over it.
        if !isRepetition, let conflict = try checkpoints.conflict() ?? checkpoints.obstacle() {
            throw conflict
        }
        let current = try checkpoints.history().current
        // A dry run makes no key, and a repeated command has its own already.
        guard !isDryRun, !isRepetition else { return try await submit(current) }
        let next = try files.makeNext()
        // Before the log adopts it: what comes right after the adoption is signed by it.
        checkpoints.hold(next)
        let receipt = try await submit(next.verifierKey)
        try await finish()
        return receipt
    }

    /// Finishes a change that was begun: at the start of the daemon, and before another one.
    func finish() async throws {
        let history = try checkpoints.history()
        guard let adoption = history.adoptions.last else { return }
        if adoption.handover == nil, !adoption.isLost {
            let note = try checkpoints.signed(ofSize: adoption.position + 1)
            try await submitter.recordHandover(of: adoption, note)
        }
        // Before the old key is gone, and before much is signed by the new one.
        try checkpoints.keepHandovers()
        guard try files.isNextInForce(history) else { return }
        try files.promote()
        checkpoints.forgetAll(but: history.current)
    }
}
