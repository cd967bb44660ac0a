import Audit
import Engine
import Exports

/// The keys whose signature counts where a log is verified: the pinned one and those that it leads to; where
/// none was pinned, those that the log names as its own, and those that they lead to by a policy's word.
struct RightfulKeys {
    /// The keys as the log's entries say.
    let history: KeyHistory
    /// The key of whoever verifies, with its successors; nil if none was pinned.
    let pinned: FollowedKey?
    /// The keys of a policy, each with its successors: they count if the log names the first of them.
    var policy: [FollowedKey] = []

    /// What one of them signed that may sign a tree of that size; nil if none did.
    func opened(_ note: String) -> OpenedCheckpoint? {
        guard let size = KeptCheckpoint.said(by: note)?.size else { return nil }
        let keys = pinned?.keys(forSize: size) ?? history.signers(ofSize: size)
        if let opened = try? Checkpoint.open(note, keys: keys) { return opened }
        guard pinned == nil else { return nil }
        // An older copy names no successor that the policy's key leads to. What a key signed that is none of the
        // log's is another history: that is for the policy to say, and accuses no entry.
        let led = policy.filter { $0.keys.first.map(history.keys.contains) == true }
        return try? Checkpoint.open(note, keys: led.flatMap { $0.keys(forSize: size) })
    }
}
