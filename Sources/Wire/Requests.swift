package import Entries

/// Something that happened to an agreement, or begins one: the body of both POST routes.
///
/// `POST /v1/agreements` begins; `POST /v1/agreements/{id}/events` is all else. Exactly one of
/// `event` and `verb` is given: a verb is looked up in the agreement's own workflow, and where two
/// events share it, the one whose marking field is present is meant.
package struct CommandRequest: RequestForm, Codable, Hashable, Sendable {
    /// Event name, such as `ScopeDiscussed`, or an engine-wide one: `NoteAdded`, `Corrected`.
    package var event: String?
    /// A verb of the workflow, such as `discuss`.
    package var verb: String?
    /// The workflow to begin under; only when beginning, else the only one or the default.
    package var workflow: String?
    /// When it happened: `2018-10`, `2018-11-07`, `2018-11-07T10:00`, with or without zone; absent is now.
    package var at: String?
    /// On whose word, which letter.
    package var source: String?
    /// For whom the caller claims to act.
    package var onBehalfOf: String?
    /// The fields of the event.
    package var data: [String: JSONValue]

    /// Makes the body; what is nil is left out of the JSON.
    package init(
        event: String? = nil,
        verb: String? = nil,
        workflow: String? = nil,
        at: String? = nil,
        source: String? = nil,
        onBehalfOf: String? = nil,
        data: [String: JSONValue] = [:]
    ) {
        self.event = event
        self.verb = verb
        self.workflow = workflow
        self.at = at
        self.source = source
        self.onBehalfOf = onBehalfOf
        self.data = data
    }

    /// What people record all day is read once, not a second time by the decoder.
    package init?(members: [String: JSONValue]) {
        guard let data = members["data"]?.object else { return nil }
        self.data = data
        do throws(NotOfThisForm) {
            event = try Self.text(members, .event)
            verb = try Self.text(members, .verb)
            workflow = try Self.text(members, .workflow)
            at = try Self.text(members, .at)
            source = try Self.text(members, .source)
            onBehalfOf = try Self.text(members, .onBehalfOf)
        } catch {
            return nil
        }
    }

    private struct NotOfThisForm: Error {}

    private static func text(
        _ members: [String: JSONValue],
        _ key: CodingKeys
    ) throws(NotOfThisForm) -> String? {
        switch members[key.rawValue] {
        case nil, .null: return nil
        case .string(let text): return text
        default: throw NotOfThisForm()
        }
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case event, verb, workflow, at, source, onBehalfOf, data
    }

    /// All members of the type: the form takes each of them.
    package static var members: [String] { CodingKeys.allCases.map(\.rawValue) }
}

/// The personal part of an entry that is to go: the body of `POST /v1/agreements/{id}/redactions`.
package struct RedactionRequest: RequestForm, Codable, Hashable, Sendable {
    /// All that the body may have.
    package static let members = ["position", "remove", "set", "authority", "onBehalfOf"]

    /// The entry whose personal part goes.
    package var position: Int64
    /// The fields that go.
    package var remove: [String]
    /// The fields that stay, and what they say instead.
    package var set: [String: JSONValue]
    /// The letter, order or law on which it is done.
    package var authority: String
    /// For whom the caller claims to act.
    package var onBehalfOf: String?

    /// Makes the body; a redaction that changes nothing is refused by the daemon.
    package init(
        position: Int64,
        remove: [String] = [],
        set: [String: JSONValue] = [:],
        authority: String,
        onBehalfOf: String? = nil
    ) {
        self.position = position
        self.remove = remove
        self.set = set
        self.authority = authority
        self.onBehalfOf = onBehalfOf
    }
}

/// A rule file to check or adopt: its text, and for offices the regions that go with it.
///
/// `POST /v1/rules/check` and `POST /v1/rules`. The kind is read from the file itself.
package struct RuleFileRequest: RequestForm, Codable, Hashable, Sendable {
    /// The file's name as the caller knows it, for messages only.
    package var name: String
    /// The file as it is, comments included: the log keeps it so.
    package var text: String
    /// The text of regions.csv, for an offices file.
    package var regions: String?
    /// The only kind that is taken, such as `calendar`; absent takes any.
    package var kind: String?

    /// Makes the body; `kind` nil leaves it to the file what it is.
    package init(name: String, text: String, regions: String? = nil, kind: String? = nil) {
        self.name = name
        self.text = text
        self.regions = regions
        self.kind = kind
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case name, text, regions, kind
    }

    /// All members of the type: the form takes each of them.
    package static var members: [String] { CodingKeys.allCases.map(\.rawValue) }
}

/// Moves a rehearsal's clock by `POST /v1/rehearsal`.
///
/// Exactly one member is given.
package struct RehearsalRequest: RequestForm, Codable, Hashable, Sendable {
    /// A time as in `CommandRequest.at`; a date alone means its end.
    package var to: String?
    /// To the next moment at which something is due.
    package var next: Bool?

    /// Makes the body; giving both or neither is refused by the daemon.
    package init(to: String? = nil, next: Bool? = nil) {
        self.to = to
        self.next = next
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case to, next
    }

    /// All members of the type: the form takes each of them.
    package static var members: [String] { CodingKeys.allCases.map(\.rawValue) }
}

/// Says that the clock is right after it jumped ahead, by `POST /v1/clock/confirmation`.
package struct ClockConfirmation: RequestForm, Codable, Hashable, Sendable {
    /// Makes the body, which is an empty object.
    package init() {}

    /// The form takes no member.
    package static var members: [String] { [] }
}

/// Writes a day off into the newest text of a calendar by `POST /v1/calendars/days`.
///
/// The daemon makes the text, so that comments and layout of the adopted one stay as they are.
package struct CalendarDayRequest: RequestForm, Codable, Hashable, Sendable {
    /// All that the body may have.
    package static let members = ["calendar", "date", "kind", "name", "source", "estimated"]
    /// The day's name in both languages, and nothing else.
    package static let parts = ["name": ["id", "en"]]

    /// The calendar; absent is the one that offices have unless said otherwise.
    package var calendar: String?
    /// `2025-08-18`.
    package var date: String
    /// Which kind of day off, such as `cuti_bersama`.
    package var kind: String
    /// What people call the day.
    package var name: Label
    /// The decree that says so.
    package var source: String?
    /// Only expected so far.
    package var estimated: Bool?

    /// Makes the body; what is nil is left out of the JSON.
    package init(
        calendar: String? = nil,
        date: String,
        kind: String,
        name: Label,
        source: String? = nil,
        estimated: Bool? = nil
    ) {
        self.calendar = calendar
        self.date = date
        self.kind = kind
        self.name = name
        self.source = source
        self.estimated = estimated
    }
}

/// The body of `POST /v1/calendars/imports`: the days off of a published calendar, all of one kind.
package struct CalendarImportRequest: RequestForm, Codable, Hashable, Sendable {
    /// All that the body may have.
    package static let members = ["calendar", "kind", "source", "estimated", "year", "days"]

    /// The calendar; absent is the one that offices have unless said otherwise.
    package var calendar: String?
    /// Which kind of day off they all are, such as `public`.
    package var kind: String
    /// The decree that says so.
    package var source: String?
    /// Only expected so far.
    package var estimated: Bool?
    /// The year that they make complete; absent if the calendar keeps the years that it has.
    package var year: Int?
    /// What each day is called, by its date `2028-01-01`.
    package var days: [String: String]

    /// Makes the body; what is nil is left out of the JSON.
    package init(
        calendar: String? = nil,
        kind: String,
        source: String? = nil,
        estimated: Bool? = nil,
        year: Int? = nil,
        days: [String: String]
    ) {
        self.calendar = calendar
        self.kind = kind
        self.source = source
        self.estimated = estimated
        self.year = year
        self.days = days
    }
}
