package import Calendars
package import Entries

/// What has become of an agreement: the fold of its facts.
package struct Agreement: Codable, Hashable, Sendable {
    package var id: String
    package var title: String
    package var workflow: WorkflowVersion
    package var parties: [Party]
    /// The last stage entered, and the entry that opened it.
    package var stage: String
    package var since: Point
    package var waits: [Wait] = []
    /// Since when nobody is awaited any more, if somebody was in this stage.
    package var free: Point?
    package var signatures: [Signature] = []
    package var documents: [Document] = []
    /// The entry of the draft that is signed unless another one is named.
    package var draft: Int64?
    /// The positions of every event that entered a stage or brought a draft, by its name, in the
    /// order in which they happened: its versions.
    package var versions: [String: [Int64]] = [:]
    /// The last value of every field of events that enter a stage.
    package var fields: [String: JSONValue] = [:]
    package var closed: Closing?
    package var term: Term?
    /// The last hold, which may have run out since.
    package var held: Hold?
    /// The holds before it, oldest first: days on which the clock stood still.
    package var pastHolds: [Hold] = []

    /// A party by its code; the name is the one it had when it was recorded.
    package struct Party: Codable, Hashable, Sendable {
        package var code: String
        package var name: String
    }

    /// Whom we wait for, for what, since when, on whose word, until which promise.
    package struct Wait: Codable, Hashable, Sendable {
        package var office: String
        /// For what; nil for a signature, whose word depends on the reader's language.
        package var purpose: String?
        package var since: Point
        package var source: String?
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
        package var party: String
        package var at: Point
        package var number: String?
        package var place: String?
        package var capacity: String?
        /// The entry of the draft that was signed.
        package var draft: Int64?
        /// The entry of the later scope or draft that took its force.
        package var voidedBy: Int64?
    }

    /// A file known by its hash.
    package struct Document: Codable, Hashable, Sendable {
        package var name: String
        package var size: Int
        package var sha256: String
        package var position: Int64
        /// Which draft it is, if it came as one.
        package var version: String?
    }

    /// How it ended.
    package struct Closing: Codable, Hashable, Sendable {
        package var event: String
        package var label: Bilingual
        package var at: Point
        package var party: String?
        package var reason: String?
    }

    /// The time for which a signed agreement holds.
    package struct Term: Codable, Hashable, Sendable {
        package var from: String
        package var until: String?
        /// The entry that ended it.
        package var ended: Point?
    }

    /// The parties whose signature is missing, in the order of the parties.
    package var unsigned: [String] {
        let signed = Set(signatures.filter { $0.voidedBy == nil }.map(\.party))
        return parties.map(\.code).filter { !signed.contains($0) }
    }

    /// Whether that office is one of the parties.
    package func hasParty(_ code: String) -> Bool { parties.contains { $0.code == code } }
}
