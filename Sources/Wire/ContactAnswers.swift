/// `GET /v1/contacts`: who holds which role.
///
/// For the group that manages them only.
package struct ContactList: Codable, Hashable, Sendable {
    /// By role, then by number.
    package var contacts: [ContactAnswer]

    /// Makes the answer.
    package init(contacts: [ContactAnswer]) { self.contacts = contacts }
}

/// A person who holds a role, from when to when.
///
/// Stands outside the log and can be erased.
package struct ContactAnswer: Codable, Hashable, Sendable {
    /// The opaque number, such as `c-0003`.
    package var id: String
    /// The role in the policy.
    package var role: String
    /// What the policy calls that role; absent where it knows it no more.
    package var roleLabel: Label?
    /// The person's name.
    package var name: String
    /// The address for mail; absent without one.
    package var mail: String?
    /// The language of messages to that person, `id` or `en`.
    package var language: String
    /// The first day.
    package var since: String
    /// The last day; absent while it goes on.
    package var until: String?
    /// Whether the person holds the role today.
    package var current: Bool
    /// Why the last mail did not arrive; absent when all is well.
    package var lastFailure: String?

    /// Describes one person.
    package init(
        id: String,
        role: String,
        roleLabel: Label? = nil,
        name: String,
        mail: String? = nil,
        language: String,
        since: String,
        until: String? = nil,
        current: Bool,
        lastFailure: String? = nil
    ) {
        self.id = id
        self.role = role
        self.roleLabel = roleLabel
        self.name = name
        self.mail = mail
        self.language = language
        self.since = since
        self.until = until
        self.current = current
        self.lastFailure = lastFailure
    }
}

/// Says by `POST /v1/contacts` who holds a role.
///
/// Under a number that is there already, or for a name that holds the role already, it changes what is
/// given and leaves the rest; else it adds a person. A name that held the role before holds it again from
/// today, without an end. Doing it twice changes nothing.
package struct ContactRequest: RequestForm, Codable, Hashable, Sendable {
    /// The role in the policy.
    package var role: String
    /// The person's name.
    package var name: String
    /// The address for mail.
    package var mail: String?
    /// `id` or `en`; absent is the own office's for somebody new.
    package var language: String?
    /// The first day; absent is today for somebody new.
    package var since: String?
    /// The last day.
    package var until: String?
    /// The number of whom it is about, to change a name or a role.
    package var id: String?
    /// What is to be forgotten: `mail`, `until`.
    package var clear: [String]?

    /// Makes the body; what is nil is left out of the JSON.
    package init(
        role: String,
        name: String,
        mail: String? = nil,
        language: String? = nil,
        since: String? = nil,
        until: String? = nil,
        id: String? = nil,
        clear: [String]? = nil
    ) {
        self.role = role
        self.name = name
        self.mail = mail
        self.language = language
        self.since = since
        self.until = until
        self.id = id
        self.clear = clear
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case role, name, mail, language, since, until, id, clear
    }

    /// All members of the type: the form takes each of them.
    package static var members: [String] { CodingKeys.allCases.map(\.rawValue) }
}

/// Says by `POST /v1/contacts/{id}/retirement` that a person holds the role no more.
package struct RetirementRequest: RequestForm, Codable, Hashable, Sendable {
    /// The last day in the role; nil is today.
    package var until: String?

    /// Makes the body.
    package init(until: String? = nil) { self.until = until }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case until
    }

    /// All members of the type: the form takes each of them.
    package static var members: [String] { CodingKeys.allCases.map(\.rawValue) }
}

/// The answer to `POST /v1/contacts/{id}/erasure`: nothing is left to tell but the number.
package struct ContactErased: Codable, Hashable, Sendable {
    /// The number, which nobody gets again.
    package var id: String

    /// Makes the answer.
    package init(id: String) { self.id = id }
}

/// Asks by `POST /v1/messages/test` for a message on trial.
package struct TestMessageRequest: RequestForm, Codable, Hashable, Sendable {
    /// The role in the policy.
    package var role: String

    /// Makes the body.
    package init(role: String) { self.role = role }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case role
    }

    /// All members of the type: the form takes each of them.
    package static var members: [String] { CodingKeys.allCases.map(\.rawValue) }
}

/// The answer to `POST /v1/messages/test`: the message, and which way it goes.
package struct TestMessageAnswer: Codable, Hashable, Sendable {
    /// The position of its `MessageIssued` entry.
    package var position: Int64
    /// Which way it goes, and what is missing.
    package var route: RoleRoute
    /// Why the daemon could not write it yet; absent where it could.
    package var unwritten: UnwrittenMessages?

    /// Makes the answer.
    package init(position: Int64, route: RoleRoute, unwritten: UnwrittenMessages? = nil) {
        self.position = position
        self.route = route
        self.unwritten = unwritten
    }
}

/// Messages that are recorded, and that the daemon could not write yet: it does as soon as it can.
package struct UnwrittenMessages: Codable, Hashable, Sendable {
    /// The place that took nothing: `journal` or `spool`.
    package var place: String
    /// What the system says; of the spool folder with the path.
    package var cause: String
    /// The positions of their `MessageIssued` entries.
    package var messages: [Int64]

    /// Names the messages and what is in their way.
    package init(place: String, cause: String, messages: [Int64]) {
        self.place = place
        self.cause = cause
        self.messages = messages
    }
}

/// `GET /v1/agreements/{id}/route`: who would be told of it, by which way, and why.
package struct RouteAnswer: Codable, Hashable, Sendable {
    /// The agreement's id.
    package var agreement: String
    /// What the agreement is called.
    package var title: String
    /// Why nothing at all is sent: closed, held.
    package var silent: Notice?
    /// Its ladders, and whom each of them tells.
    package var ladders: [LadderRoute]
    /// The roles of all ladders, in the order of the policy.
    package var roles: [RoleRoute]
    /// Whether the log was founded to practise with.
    package var rehearsal: Bool
    /// Whether one of the agreement's offices is invented.
    package var synthetic: Bool

    /// Makes the answer.
    package init(
        agreement: String,
        title: String,
        silent: Notice? = nil,
        ladders: [LadderRoute],
        roles: [RoleRoute],
        rehearsal: Bool,
        synthetic: Bool
    ) {
        self.agreement = agreement
        self.title = title
        self.silent = silent
        self.ladders = ladders
        self.roles = roles
        self.rehearsal = rehearsal
        self.synthetic = synthetic
    }
}

/// One ladder, and the roles that it tells.
package struct LadderRoute: Codable, Hashable, Sendable {
    /// The office waited for; absent for a stage's own ladder.
    package var office: OfficeAnswer?
    /// For what the office is awaited; absent for a signature and for a stage's own ladder.
    package var purpose: String?
    /// Whether it is a signature that is waited for.
    package var signature: Bool
    /// The ladder's name in the policy.
    package var rule: String
    /// What the policy calls it.
    package var label: Label
    /// The reminders that are still to come, as far as the policy goes.
    package var steps: [StepRoute]
    /// What the workflow calls the day limit whose end the ladder is about; absent for any other.
    package var limitLabel: Label?
    /// True while that limit still runs; absent once it is over.
    package var limitRuns: Bool?

    /// Makes the answer.
    package init(
        office: OfficeAnswer? = nil,
        purpose: String? = nil,
        signature: Bool,
        rule: String,
        label: Label,
        steps: [StepRoute],
        limitLabel: Label? = nil,
        limitRuns: Bool? = nil
    ) {
        self.limitLabel = limitLabel
        self.limitRuns = limitRuns
        self.office = office
        self.purpose = purpose
        self.signature = signature
        self.rule = rule
        self.label = label
        self.steps = steps
    }
}

/// One reminder to come, and whom it tells.
package struct StepRoute: Codable, Hashable, Sendable {
    /// When it falls due, an instant.
    package var due: String
    /// When it goes out if nothing happens before; absent while a hold has no end.
    package var goesOut: String?
    /// The role in the policy.
    package var role: String
    /// What the day of `goesOut` rests on that is not certain; absent if all of it is.
    package var doubt: DayDoubt?

    /// Makes the answer.
    package init(due: String, goesOut: String?, role: String, doubt: DayDoubt? = nil) {
        self.due = due
        self.goesOut = goesOut
        self.role = role
        self.doubt = doubt
    }
}

/// How a role is reached at this moment.
package struct RoleRoute: Codable, Hashable, Sendable {
    /// The role in the policy.
    package var role: String
    /// What the policy calls it.
    package var roleLabel: Label
    /// The office whose role it is.
    package var office: OfficeAnswer
    /// By which ways a message to it leaves: `journal`, `spool`, `mail`, `webhook`.
    package var channels: [String]
    /// Who holds it today.
    package var people: [PersonRoute]
    /// What keeps a message from reaching somebody: `no-person`, `no-address`, `mail-not-set`,
    /// `rehearsal`; empty when nothing is missing.
    package var missing: [String]
    /// Where nobody holds it today: who does from a later day on, the next first; absent without any.
    package var upcoming: [PersonRoute]?

    /// Makes the answer.
    package init(
        role: String,
        roleLabel: Label,
        office: OfficeAnswer,
        channels: [String],
        people: [PersonRoute],
        missing: [String],
        upcoming: [PersonRoute]? = nil
    ) {
        self.upcoming = upcoming
        self.role = role
        self.roleLabel = roleLabel
        self.office = office
        self.channels = channels
        self.people = people
        self.missing = missing
    }
}

/// A person who would be told.
///
/// Name and address are for the group that manages contacts only.
package struct PersonRoute: Codable, Hashable, Sendable {
    /// The opaque number, such as `c-0003`.
    package var id: String
    /// Whether there is an address.
    package var reachable: Bool
    /// The language of messages to that person.
    package var language: String
    /// The name, for who may see it.
    package var name: String?
    /// The address, for who may see it.
    package var mail: String?
    /// The first day of somebody who does not hold the role yet; absent otherwise.
    package var since: String?

    /// Makes the answer.
    package init(
        id: String,
        reachable: Bool,
        language: String,
        name: String? = nil,
        mail: String? = nil,
        since: String? = nil
    ) {
        self.since = since
        self.id = id
        self.reachable = reachable
        self.language = language
        self.name = name
        self.mail = mail
    }
}
