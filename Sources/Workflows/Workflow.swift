package import Calendars

/// The rules that an agreement is pinned to: stages, events and limits, each with its source.
///
/// Everything that has a name of its own (stages, events, papers, limits) is data of a workflow
/// file. The code knows the vocabulary of effects and the field names that an effect reads.
package struct Workflow: Hashable, Sendable {
    /// The file's name for itself, such as `kerja-sama-daerah`.
    package var name: String
    /// Which adoption of that name this is, from 1; 0 in a file not yet adopted.
    package var version: Int
    /// What people call it.
    package var label: Bilingual
    /// The places on the way, in the order of the file.
    package var stages: [Stage]
    /// What may happen, in the order of the file.
    package var events: [EventRule]
    /// The day limits that events may put their waits under.
    package var limits: [LimitRule]

    /// Returns the stage of that name.
    package func stage(named name: String) -> Stage? {
        stages.indices.first { stages[$0].name == name }.map { stages[$0] }
    }

    /// Returns the event of that name.
    package func event(named name: String) -> EventRule? {
        // Only the one that is found is copied.
        place(ofEventNamed: name).map { events[$0] }
    }

    /// Returns where the event of that name stands, for whoever looks at it where it lies.
    func place(ofEventNamed name: String) -> Int? {
        events.indices.first { events[$0].name == name }
    }

    /// The version that an agreement is pinned to.
    package var reference: WorkflowVersion { WorkflowVersion(name: name, version: version) }
}

/// One adopted version of one workflow.
package struct WorkflowVersion: Codable, Hashable, Sendable, CustomStringConvertible {
    /// The workflow's name for itself.
    package var name: String
    /// Which adoption of that name, from 1.
    package var version: Int

    /// Names one version of a workflow, adopted or not.
    package init(name: String, version: Int) {
        self.name = name
        self.version = version
    }

    /// `kerja-sama-daerah@1`.
    package var description: String { "\(name)@\(version)" }
}

/// A place on an agreement's way.
package struct Stage: Hashable, Sendable {
    /// The stage's name in entries and in the file, such as `ScopeDiscussed`.
    package var name: String
    /// What people call the stage.
    package var label: Bilingual
    /// The ladder of the reminder policy that runs while nobody is awaited; nil where the way ends.
    package var ladder: String?
    /// Whether the way goes on from here: no event that closes enters it.
    package var isOpen: Bool
}

/// How sure a rule is, as domain practice marks it.
package enum Mark: String, Sendable, CaseIterable {
    case legal
    case officePolicy = "office-policy"
    case unverified
}

/// Where a rule comes from: an article or an office's own policy, and how sure that is.
package struct RuleSource: Hashable, Sendable {
    /// The article or policy in words, such as `Permendagri 25/2020 Ps 17(2)-(4)`.
    package var text: String
    /// How sure it is: nothing without an article is called a limit of law.
    package var mark: Mark
}

/// What may happen, from where, with which fields, and what it brings about.
package struct EventRule: Hashable, Sendable {
    /// The event's name in entries, such as `VisitProposed`.
    package var name: String
    /// The command that people type; several events may share one, told apart by `markedBy`.
    package var verb: String
    /// The field whose presence means this event among those of one verb.
    package var markedBy: String?
    /// What people call the event.
    package var label: Bilingual
    /// The states in which it is possible.
    package var from: Origin
    /// The fields that the file gives it; `source` goes with every event without being among them.
    package var fields: [FieldRule]
    /// What it brings about, in the order in which it is applied.
    package var effects: [Effect]
    /// On what the rule rests.
    package var source: RuleSource
    /// Whether only the daemon brings it about.
    package var byDaemon: Bool
    /// As what the draft of a letter cites it; nil for most.
    package var cited: Citation? = nil

    /// The verb that several events may share, because it always comes with the event's name.
    package static let namedVerb = "record"

    /// From where an event is possible.
    package enum Origin: Hashable, Sendable {
        /// It begins an agreement.
        case nothing
        case stages([String])
        /// Every stage of an agreement that has not ended.
        case open
        /// Whatever the agreement's state, also after its end.
        case any
    }

    /// As what the draft of a letter to another government cites an event.
    package enum Citation: Hashable, Sendable {
        /// Something that both sides took part in; the words say what, within a sentence.
        case meeting(words: Bilingual)
        /// A letter of the own office: fields `number`, `date` and `to`.
        case letter
        /// A letter to the own office: fields `number`, `date` and `from`.
        case reply
    }

    /// Returns the field of that name.
    package func field(named name: String) -> FieldRule? { fields.first { $0.name == name } }

    /// Whether it begins an agreement.
    package var begins: Bool { from == .nothing }

    /// Whether an agreement has ended after it.
    package var closes: Bool { effects.contains(.closes) }

    /// The stage that it enters, if it enters one.
    package var enters: String? {
        for case .enters(let stage, _) in effects { return stage }
        return nil
    }
}

/// What an event brings about: the whole vocabulary, there is no expression language.
package enum Effect: Hashable, Sendable {
    /// Enters a stage. From the stage itself, `restarts` says whether its time begins anew.
    case enters(stage: String, restarts: Bool)
    /// Opens a wait: fields `office`, `for`, `promised`.
    case awaits
    /// Answers the waits of field `office`, or only that for field `for`.
    case answers
    /// One party signs (field `party`); the last signature brings about the event `completes`.
    case signs(completes: String?)
    /// Every missing signature at once.
    case signsAll
    /// Earlier signatures no longer stand.
    case voidsSignatures
    /// Field `document` becomes a version of the draft.
    case attaches
    case requires(Requirement)
    /// The waits that it opens may be under these limits.
    case limits([String])
    /// Answers a wait of field `office` whose limit has lapsed.
    case lapses
    /// A term begins: fields `from` and `until`.
    case opensTerm
    /// The term ends.
    case endsTerm
    /// The agreement has ended: fields `party` and `reason`, if it has them.
    case closes
}

/// A condition that an event needs beside its stage.
package enum Requirement: String, Hashable, Sendable, CaseIterable {
    /// Nobody but those who sign here is awaited.
    case nobodyElseAwaited = "nobody-else-awaited"
    /// Every party has signed, those included that sign here.
    case everySignature = "every-signature"
    /// A draft exists.
    case draft
}
