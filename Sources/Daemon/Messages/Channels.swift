import Engine

/// Which ways messages take beside the journal, as the settings say.
struct Channels: Sendable, Hashable {
    /// What kembar-deliver carries: `mail`, `webhook`; empty where there is none.
    var carried: Set<String> = []
    /// A folder that gets a file for each message; nil for none.
    var spool: String?
    /// How long one who could not be reached is left alone the first time; each further time twice as long.
    var retrySeconds = Channels.retrySecondsUsual

    /// All that kembar-deliver can carry.
    static let carried = [MessageChannel.mail, MessageChannel.webhook]
    static let retrySecondsUsual = 60
    /// The longest pause between two tries.
    static let retrySecondsMax = 14_400
    /// How long one message is tried: as long as mail servers do.
    static let triedMilliseconds: Int64 = 5 * 86_400_000

    /// The pause after that many tries in vain, from 1.
    func pause(after attempts: Int) -> Int {
        // The exponent is bounded, or the shift would overflow after weeks.
        min(retrySeconds << min(max(attempts - 1, 0), 14), Self.retrySecondsMax)
    }

    /// What a message's entry says that it is meant to take.
    var meant: String {
        Self.carried.first(where: carried.contains) ?? MessageChannel.journal
    }
}
