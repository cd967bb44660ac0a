import Wire

extension UnwrittenMessages {
    /// Says of `messages` what was in the way of one of them.
    init(_ failure: JournalFailure, _ messages: [Int64]) {
        self.init(place: failure.place, cause: failure.cause, messages: messages)
    }
}
