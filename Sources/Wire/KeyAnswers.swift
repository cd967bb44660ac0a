/// `GET /v1/audit/keys`, and a part of what `audit verify` finds: the keys that signed a log.
package struct KeyList: Codable, Hashable, Sendable {
    /// The keys, oldest first; the last is in force, unless there is a `successor` or a `doubt`.
    package var keys: [KeyAnswer]
    /// The key (vkey) that the last of them handed over to in entries that this log has lost; absent where
    /// the last one is in force.
    package var successor: String?
    /// Why nobody can say whether the last of them is still in force: one of `doubts`, or of a copy
    /// `noCheckpoint`; absent where that is known.
    package var doubt: String?
    /// Whether the log was founded to practise with.
    package var rehearsal: Bool

    /// The codes of `status` that leave it open whether the log's last key is still in force.
    package static let doubts = ["handovers-unreadable", "signed-by-unknown-key"]
    /// Of a copy without a checkpoint that a key of the log signed: who made the copy may have left it out.
    package static let noCheckpoint = "no-checkpoint"

    /// Lists the keys.
    package init(
        keys: [KeyAnswer],
        successor: String? = nil,
        doubt: String? = nil,
        rehearsal: Bool
    ) {
        self.keys = keys
        self.successor = successor
        self.doubt = doubt
        self.rehearsal = rehearsal
    }
}

/// One key of a log, and how it came to sign it.
package struct KeyAnswer: Codable, Hashable, Sendable {
    /// How a key came into force.
    package enum Origin: String, Codable, Sendable {
        /// The log began with it.
        case founding
        /// The key before it signed its adoption: who pinned that one follows it.
        case handedOver = "handed-over"
        /// The key before it was lost: nothing but an entry links the two.
        case lost
        /// It was adopted, and what the key before it has to sign is not recorded.
        case pending
    }

    /// The key as C2SP's signed-note writes it.
    package var vkey: String
    /// How it came into force.
    package var origin: Origin
    /// The entry that adopted it; 0 for the first.
    package var position: Int64
    /// What the key before it signed: a `.tlog-proof` of that entry; absent where there is none.
    package var handover: String?
    /// The entry that keeps what it signed; absent where there is none.
    package var handedOver: Int64?
    /// True where nobody signed the entry that adopted it; absent otherwise.
    ///
    /// No checkpoint that is there covers that entry, nor has the key before signed it: anybody may have
    /// written it.
    package var unsigned: Bool?

    /// Describes a key.
    package init(
        vkey: String,
        origin: Origin,
        position: Int64,
        handover: String? = nil,
        handedOver: Int64? = nil,
        unsigned: Bool? = nil
    ) {
        self.vkey = vkey
        self.origin = origin
        self.position = position
        self.handover = handover
        self.handedOver = handedOver
        self.unsigned = unsigned
    }
}

/// Lets another key sign the log by `POST /v1/admin/key/rotation`; the daemon makes the key.
package struct KeyRotationRequest: RequestForm, Codable, Hashable, Sendable {
    /// All that the body may have.
    package static let members = ["reason"]

    /// Why, in somebody's own words; absent if nobody says.
    package var reason: String?

    /// Makes the body.
    package init(reason: String? = nil) { self.reason = reason }
}

/// Says by `POST /v1/admin/recovery` that the log goes on although entries that were signed are lost.
package struct RecoveryRequest: RequestForm, Codable, Hashable, Sendable {
    /// All that the body may have.
    package static let members = ["reason"]

    /// What happened, in somebody's own words.
    package var reason: String

    /// Makes the body.
    package init(reason: String) { self.reason = reason }
}
