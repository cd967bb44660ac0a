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

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case event, verb, workflow, at, source, onBehalfOf, data
    }

    package static var members: [String] { CodingKeys.allCases.map(\.rawValue) }
}

/// A rule file to check or adopt: its text, and for offices the regions that go with it.
///
/// `POST /v1/rules/check` and `POST /v1/rules`. The kind is read from the file itself.
package struct RuleFileRequest: RequestForm, Codable, Hashable, Sendable {
    /// The file's name as the caller knows it, for messages only.
    package var name: String
    package var text: String
    /// The text of regions.csv, for an offices file.
    package var regions: String?

    package init(name: String, text: String, regions: String? = nil) {
        self.name = name
        self.text = text
        self.regions = regions
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case name, text, regions
    }

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

    package init(to: String? = nil, next: Bool? = nil) {
        self.to = to
        self.next = next
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case to, next
    }

    package static var members: [String] { CodingKeys.allCases.map(\.rawValue) }
}
