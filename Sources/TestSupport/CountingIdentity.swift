import Synchronization

/// Identities that count up, in the form of random UUIDs: the same in every run.
package final class CountingIdentity: Sendable {
    private let count = Mutex(0)

    /// Begins to count at 1.
    package init() {}

    /// Returns the next one, `00000000-0000-4000-8000-000000000001` first.
    package func next() -> String {
        let number = count.withLock { count in
            count += 1
            return count
        }
        let digits = String(number, radix: 16)
        let padding = String(repeating: "0", count: max(0, 12 - digits.count))
        return "00000000-0000-4000-8000-\(padding)\(digits)"
    }
}
