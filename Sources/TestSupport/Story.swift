package import Calendars
import Entries
package import Workflows

/// An agreement as it is recorded, act by act: no store, no clock, no mock.
///
///     try story.given(.propose("35.72", at: "2018-10"))
///         .when(.discuss("pariwisata", at: "2018-11-07")).rejection
package struct Story: Sendable {
    /// The rules, offices and calendars that every act is judged by.
    package var circumstances: Circumstances
    /// The workflow that the first act begins under, in its newest version.
    package var workflow: String
    /// The agreement's id.
    package var id = "2018-0001"
    /// The agreements that exist beside this one.
    package var others: Set<String> = []
    /// What was recorded so far, positions counted from 0.
    package private(set) var history = History()
    /// When the last act was recorded.
    package private(set) var now = Timestamp.earliest

    /// Begins a story in which nothing has happened yet.
    package init(_ circumstances: Circumstances, workflow: String = "kerja-sama-daerah") {
        self.circumstances = circumstances
        self.workflow = workflow
    }

    /// A story of the own office Buleleng.
    package static func buleleng() throws -> Story { Story(try Shipped.buleleng()) }

    /// A story of the invented office 99.01.
    package static func synthetic() throws -> Story { Story(try Shipped.synthetic()) }

    /// What has become of the agreement.
    package var agreement: Agreement? { fold.agreement(id, history) }

    /// The fold that states of this story come from.
    package var fold: Fold { Fold(circumstances) }

    /// Every fact at its place, with the state after it.
    package var steps: [JudgedStep] { fold.judged(id, history) }

    /// Returns the story after these acts; throws if one of them is refused, naming it.
    package func given(_ acts: Act...) throws(StoryFault) -> Story { try given(acts) }

    /// Returns the story after a list of acts, for tables and random stories.
    package func given(_ acts: [Act]) throws(StoryFault) -> Story {
        var story = self
        for act in acts {
            let outcome = story.when(act)
            if let rejection = outcome.rejection {
                throw StoryFault(act: act, rejection: rejection)
            }
            story = outcome.story
        }
        return story
    }

    /// Returns what becomes of one more act.
    package func when(_ act: Act) -> Outcome {
        do {
            let command = try command(act)
            return Outcome(story: adding(try decide(command), command))
        } catch {
            return Outcome(story: self, rejection: error)
        }
    }

    /// Returns the state as it was by the end of that day in the own zone.
    package func agreement(asOf day: String) throws -> Agreement? {
        let end = try Moment(day, in: circumstances.offices.own.zone).end
        return fold.agreement(id, history, happenedBy: end.adding(milliseconds: -1))
    }

    /// Returns the state as it was known at that time.
    package func agreement(knownAt time: String) throws -> Agreement? {
        let moment = try Moment(time, in: circumstances.offices.own.zone)
        return fold.agreement(id, history, knownAt: moment.end.adding(milliseconds: -1))
    }

    /// Returns the story after an event that the daemon records by itself.
    package func recording(_ event: Event, at now: Timestamp) -> Story {
        let command = Command(
            agreement: id,
            intent: .event(event.type),
            moment: event.moment,
            source: nil,
            fields: [:],
            position: Int64(history.facts.count),
            now: max(self.now, now)
        )
        return adding([event], command)
    }

    private func command(_ act: Act) throws(Rejection) -> Command {
        let zone = circumstances.offices.own.zone
        guard let moment = try? Moment(act.at, in: zone) else { throw Rejection(.badTime(act.at)) }
        let recorded = act.recorded.flatMap { try? Moment($0, in: zone).start }
        // The log's clock never goes back, whatever the story says.
        return Command(
            agreement: id,
            intent: act.intent,
            moment: moment,
            source: act.source,
            fields: act.fields,
            position: Int64(history.facts.count),
            now: max(now, recorded ?? moment.end)
        )
    }

    private func decide(_ command: Command) throws(Rejection) -> [Event] {
        let others = others
        let decider = Decider(circumstances) { others.contains($0) }
        guard history.isEmpty else { return try decider.decide(command, history) }
        guard let workflow = circumstances.rules.newest(workflow) else {
            throw Rejection(.unknownAgreement(workflow))
        }
        return try decider.begin(command, under: workflow)
    }

    private func adding(_ events: [Event], _ command: Command) -> Story {
        var story = self
        for event in events {
            let position = Int64(story.history.facts.count)
            story.history.append(
                Fact(
                    position: position,
                    entryID: "entry-\(position)",
                    type: event.type,
                    moment: event.moment,
                    recorded: command.now,
                    data: event.data
                )
            )
        }
        story.now = command.now
        return story
    }
}

/// What became of one act.
package struct Outcome: Sendable {
    /// The story after it; the same as before if it was refused.
    package var story: Story
    /// Why it was refused, if it was.
    package var rejection: Rejection?

    /// The state after the act, or as before if it was refused.
    package var agreement: Agreement? { story.agreement }
}

/// An act that a story takes for granted was refused.
package struct StoryFault: Error, CustomStringConvertible {
    /// The act that was refused.
    package var act: Act
    /// Why.
    package var rejection: Rejection

    /// Act and reason in one line, for the message of a failed test.
    package var description: String { "\(act) was refused: \(rejection.reason)" }
}

extension Rejection.Reason {
    /// The reason in one word, for tables: `stillAwaited`.
    package var word: String {
        Mirror(reflecting: self).children.first?.label ?? String(describing: self)
    }
}
