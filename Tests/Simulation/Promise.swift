import Calendars

/// What kembar promises, and a world tries to break.
enum Promise: String, CaseIterable, Codable, Sendable {
    /// A reminder is issued once for ever.
    case once
    /// Only inside the window of a working day of the own office.
    case inWindow
    /// Nothing after what it is about was answered, ended or left.
    case stillOpen
    /// Nothing while the clock stands still.
    case notHeld
    /// Nothing before its day, and of several that are due the latest alone.
    case latestOnly
    /// What is owed is issued at the first wake-up that can.
    case neverMissed
    /// Who is to be told weekly how everything stands is told once a week, also when nothing is stalled.
    case reportedWeekly
    /// One message for a role and day, unless it never left.
    case oneMessageADay
    /// A reminder stands in one message, unless that never left; and in one it stands.
    case carriedOnce
    /// A message has one outcome, or is outstanding.
    case oneOutcome
    /// Mail is sent once, but for what the relay took and nobody was told of.
    case mailedOnce
    /// Nothing goes out by a clock that is wrong.
    case rightClock
    /// What was acknowledged is in the log, what was refused is not.
    case durable
    /// A term that is over was ended, a ladder at its end was told of, once.
    case endTold
    /// The views are the log's, however they came about.
    case rebuilt
    /// The log is whole, and time does not go back in it.
    case whole
}

/// A promise that was broken: in which world, when, and how.
struct Broken: Error, Codable, Equatable, CustomStringConvertible {
    var seed: UInt64
    var at: Timestamp
    var promise: Promise
    var what: String

    var description: String { "seed \(seed), \(at.utc): \(promise.rawValue): \(what)" }
}
