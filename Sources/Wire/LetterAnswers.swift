/// `GET /v1/agreements/{id}/letter`: what the draft of a letter to another government says.
///
/// Facts alone: the words are the client's, and nothing is recorded or sent.
package struct LetterAnswer: Codable, Hashable, Sendable {
    /// The agreement's id.
    package var agreement: String
    /// What the agreement is called.
    package var title: String
    /// The day of the letter by the own office's clock, `2018-11-22`.
    package var date: String
    /// The own office.
    package var from: LetterOffice
    /// The function that signs, if the offices file says it.
    package var signatory: String?
    /// The office that is written to.
    package var to: LetterOffice
    /// For what it is awaited; absent for a signature, and where it is not awaited.
    package var purpose: String?
    /// Whether its signature is awaited.
    package var signature: Bool
    /// Since when it is awaited, as exactly as is known; absent where it is not.
    package var since: String?
    /// Until when it promised to act.
    package var promised: String?
    /// Whether that day is over.
    package var promisePassed: Bool?
    /// The last meeting, if there was one.
    package var meeting: LetterMeeting?
    /// The letters that went to it since it is awaited, oldest first.
    package var sent: [LetterSentBefore]
    /// The letters that came from it since the last of them, or since it is awaited, oldest first; absent
    /// without any.
    package var received: [LetterSentBefore]?
    /// The event under which this letter is recorded once it is sent; absent if the workflow has none.
    package var event: String?
    /// Whether the log was founded to practise with.
    package var rehearsal: Bool
    /// Whether one of the agreement's offices is invented.
    package var synthetic: Bool

    /// Makes the answer; what is nil is left out of the JSON.
    package init(
        agreement: String,
        title: String,
        date: String,
        from: LetterOffice,
        signatory: String? = nil,
        to: LetterOffice,
        purpose: String? = nil,
        signature: Bool = false,
        since: String? = nil,
        promised: String? = nil,
        promisePassed: Bool? = nil,
        meeting: LetterMeeting? = nil,
        sent: [LetterSentBefore] = [],
        received: [LetterSentBefore]? = nil,
        event: String? = nil,
        rehearsal: Bool,
        synthetic: Bool
    ) {
        self.agreement = agreement
        self.title = title
        self.date = date
        self.from = from
        self.signatory = signatory
        self.to = to
        self.purpose = purpose
        self.signature = signature
        self.since = since
        self.promised = promised
        self.promisePassed = promisePassed
        self.meeting = meeting
        self.sent = sent
        self.received = received
        self.event = event
        self.rehearsal = rehearsal
        self.synthetic = synthetic
    }
}

/// One side of a letter.
package struct LetterOffice: Codable, Hashable, Sendable {
    /// The office's code.
    package var code: String
    /// What it is called.
    package var name: String
    /// Whether it is a region, whose government is written to.
    package var government: Bool
    /// To which function a letter goes, if the offices file says it.
    package var addressee: String?
    /// The town in which it sits, if the offices file says it.
    package var seat: String?

    /// Describes one side; what is nil is left out of the JSON.
    package init(
        code: String,
        name: String,
        government: Bool,
        addressee: String? = nil,
        seat: String? = nil
    ) {
        self.code = code
        self.name = name
        self.government = government
        self.addressee = addressee
        self.seat = seat
    }
}

/// A meeting that a letter cites.
package struct LetterMeeting: Codable, Hashable, Sendable {
    /// What it was, within a sentence.
    package var label: Label
    /// When, as exactly as is known.
    package var time: String
    /// Where, in free words.
    package var place: String?

    /// Describes the meeting; `place` is left out when nil.
    package init(label: Label, time: String, place: String?) {
        self.label = label
        self.time = time
        self.place = place
    }
}

/// A letter that was sent before, or that came.
package struct LetterSentBefore: Codable, Hashable, Sendable {
    /// Its number, if one was recorded.
    package var number: String?
    /// Its date, as exactly as was recorded.
    package var date: String

    /// Names an earlier letter.
    package init(number: String?, date: String) {
        self.number = number
        self.date = date
    }
}
