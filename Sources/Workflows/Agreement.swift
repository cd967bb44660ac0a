package import Calendars
package import Entries

/// What has become of an agreement: the fold of its facts.
package struct Agreement: Codable, Hashable, Sendable {
    /// Year and number: `2018-0001`.
    package var id: String
    /// What it is called; its id if the beginning gave no title.
    package var title: String
    /// The rules that its next command is judged by; only a recorded move changes them.
    package var workflow: WorkflowVersion
    /// Who agrees with whom, in the order in which the beginning names them.
    package var parties: [Party]
    /// The last stage entered, and the entry that opened it.
    package var stage: String
    /// When that stage was entered, or entered anew: its ladder counts from here, or from `free`.
    package var since: Point
    /// Everybody who is awaited, missing signatures included, in the order in which the waits
    /// began.
    package var waits: [Wait] = []
    /// Since when nobody is awaited any more, if somebody was in this stage.
    package var free: Point?
    /// Every signature, also those that a later scope or draft made void.
    package var signatures: [Signature] = []
    /// The files that came with its events, by hash; notes and attachments are not among them.
    package var documents: [Document] = []
    /// The entry of the draft that is signed unless another one is named.
    package var draft: Int64?
    /// The positions of every event that entered a stage or brought a draft, by its name, in the
    /// order in which they happened: its versions.
    package var versions: [String: [Int64]] = [:]
    /// The last value of every field of events that enter a stage.
    package var fields: [String: JSONValue] = [:]
    /// How it ended; nil while its way goes on.
    package var closed: Closing?
    /// The time for which it holds, once an event opened it; nil before.
    package var term: Term?
    /// The last hold, which may have run out since.
    package var held: Hold?
    /// The holds before it, oldest first: days on which the clock stood still.
    package var pastHolds: [Hold] = []
    /// Every "I have seen it", in the order in which they happened; also those that have run out.
    package var postponements: [Postponement] = []

    /// A party by its code; the name is the one it had when it was recorded.
    package struct Party: Codable, Hashable, Sendable {
        /// The office's code, such as `35.72`.
        package var code: String
        /// The name that stood in the list of offices on that day, so that a later one does not
        /// rewrite it.
        package var name: String
    }

    /// Whom we wait for, for what, since when, on whose word, until which promise.
    package struct Wait: Codable, Hashable, Sendable {
        /// The code of the office or body waited for, such as `35.72` or `51.08/DPRD`.
        package var office: String
        /// For what; nil for a signature, whose word depends on the reader's language.
        package var purpose: String?
        /// When the wait began: its ladder counts from here unless a promise was given.
        package var since: Point
        /// On whose word we wait, which letter.
        package var source: String?
        /// Until when the office promised to act; the last promise stands.
        package var promised: Moment?
        /// The entry that gave the promise that stands: the ladder counts anew from it.
        package var promisedBy: Point?
        /// How many promises were given for this wait, the standing one included.
        package var promiseCount = 0
        /// The limits of the workflow that its event put it under.
        package var limits: [String]

        /// Whether a missing signature is waited for.
        package var isSignature: Bool { purpose == nil }

        /// What its reminders count from: the entry of the standing promise, else that of the wait.
        package var opener: Point { promisedBy ?? since }
    }

    /// One party's signature.
    package struct Signature: Codable, Hashable, Sendable {
        /// The party's code.
        package var party: String
        /// When it signed; parties may sign on different days.
        package var at: Point
        /// The number that the party itself gave the paper.
        package var number: String?
        /// Where it was signed, in free words: it need not lie in any party's region.
        package var place: String?
        /// The office in which it was signed, such as *Wali Kota*; meant to name no person.
        package var capacity: String?
        /// The entry of the draft that was signed.
        package var draft: Int64?
        /// The entry of the later scope or draft that took its force.
        package var voidedBy: Int64?
    }

    /// A file known by its hash.
    package struct Document: Codable, Hashable, Sendable {
        /// The file's name as it was recorded; the file itself stays with the office.
        package var name: String
        /// The file's size in bytes.
        package var size: Int
        /// Of the file's bytes, in lower-case hex.
        package var sha256: String
        /// The position of the entry that brought it.
        package var position: Int64
        /// Which draft it is, if it came as one.
        package var version: String?
    }

    /// How it ended.
    package struct Closing: Codable, Hashable, Sendable {
        /// The closing event's name in the workflow, such as `Withdrawn`.
        package var event: String
        /// What the workflow calls that event.
        package var label: Bilingual
        /// When it ended, and the entry that says so.
        package var at: Point
        /// The code of the party that ended it, if one did.
        package var party: String?
        /// Why, in the words of whoever recorded it.
        package var reason: String?
    }

    /// The time for which a signed agreement holds.
    package struct Term: Codable, Hashable, Sendable {
        /// When it begins, as typed, else when the event that opened it happened.
        package var from: String
        /// When it ends, as typed; nil if no end was agreed.
        package var until: String?
        /// The entry that opened it.
        package var at: Point
        /// The entry that ended it.
        package var ended: Point?
        /// Whether its last day ended it, and no decision.
        package var isExpired = false

        /// Returns the last day on which it holds; nil if no end was agreed.
        package func lastDay(in zone: Zone) -> LocalDate? {
            // Unreadable can't be: the text was read when it was recorded.
            until.flatMap { try? Moment($0, in: zone) }?.lastDay(in: zone)
        }
    }

    /// The agreements that this one renews, by the beginning's field `renews`.
    package var renews: [String] { (fields["renews"]?.array ?? []).compactMap(\.string) }

    /// The parties whose signature is missing, in the order of the parties.
    package var unsigned: [String] {
        let signed = Set(signatures.filter { $0.voidedBy == nil }.map(\.party))
        return parties.map(\.code).filter { !signed.contains($0) }
    }

    /// Since when nothing has moved in its stage: it was entered, or its last answer came, whichever day is
    /// later.
    package func unmoved(in zone: Zone) -> Point {
        guard let free, free.date(in: zone) >= since.date(in: zone) else { return since }
        return free
    }

    /// Whether that office is one of the parties.
    package func hasParty(_ code: String) -> Bool { parties.contains { $0.code == code } }
}
