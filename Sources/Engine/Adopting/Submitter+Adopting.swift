package import Calendars
import Entries
package import EventLog
package import RuleFiles
import Workflows

extension Submitter {
    /// Adopts a rule file, whole, with what it changes and whom it touches.
    func adopt(
        _ submission: Submission,
        _ file: RuleFile,
        only kind: RuleFile.Kind?,
        _ survey: Survey?,
        _ transaction: any LogTransaction
    ) throws -> Receipt {
        let inForce = try rules.inForce(transaction)
        let content = try inForce.content(of: file, only: kind)
        if let expected = submission.expectedVersion {
            let actual = inForce.newest(content.kind, content.name)?.version ?? 0
            guard expected == actual else {
                throw SubmissionFailure.versionConflict(expected: expected, actual: actual)
            }
        }
        if let newest = inForce.standing(content.kind, content.name), newest.sha256 == file.digest {
            throw SubmissionFailure.rulesUnchanged(
                kind: content.kind,
                name: content.name,
                version: newest.version
            )
        }
        guard var survey else { preconditionFailure("an adoption comes with a survey") }
        try survey.bringUp(to: transaction, inForce)
        let entry = try adoption(
            of: file,
            content,
            with: try inForce.effect(of: content, on: survey, at: recordingTime()),
            version: inForce.nextVersion(content.kind, content.name),
            submission,
            position: transaction.size
        )
        let fits = try NewEntry(entry)
        guard !submission.isDryRun else {
            return Receipt(agreement: nil, version: nil, entries: [entry], isDryRun: true)
        }
        var next = inForce
        try next.take(entry)
        try append(fits, entry, transaction)
        rules.adopt(next)
        return Receipt(agreement: nil, version: nil, entries: [entry])
    }

    /// The entry of an adoption: the text first, then as much of its effect as there is room for.
    private func adoption(
        of file: RuleFile,
        _ content: RuleFile.Content,
        with effect: AdoptionEffect,
        version: Int,
        _ submission: Submission,
        position: Int64
    ) throws -> Entry {
        let data = file.data(name: content.name, version: version)
        var entry = engineEntry(
            content.kind.event,
            .object(data),
            command: CommandStamp(
                id: submission.key,
                part: 1,
                parts: 1,
                digest: submission.digest
            ),
            actor: submission.actor,
            position: position
        )
        let used = try NewEntry(entry).bytes.count
        let fitted = effect.fitted(into: Entry.bytesMax - used)
        entry.data = .object(data.merging(fitted.data) { text, _ in text })
        return entry
    }

    /// Writes days off into the newest text of a calendar and adopts that.
    ///
    /// Made inside the transaction from what is in force there, so that no other change of the same
    /// calendar can get lost.
    func adopt(
        _ submission: Submission,
        adding addition: Submission.CalendarAddition,
        _ survey: Survey?,
        _ transaction: any LogTransaction
    ) throws -> Receipt {
        let inForce = try rules.inForce(transaction)
        let name = addition.calendar ?? inForce.circumstances.offices.defaultCalendar
        guard let newest = inForce.newest(.calendar, name),
            let kept = try transaction.entry(at: newest.position), let bytes = kept.bytes,
            let file = RuleFile(
                data: try HistoryReader.entry(bytes, at: newest.position).data
            )
        else { throw SubmissionFailure.unknownCalendar(name) }
        let text: String
        do throws(CalendarText.Obstacle) {
            try inForce.circumstances.calendars.checkKinds(of: addition.days)
            text = try CalendarText(file.text)
                .adding(addition.days, completing: addition.year)
        } catch {
            throw SubmissionFailure.calendarNotEditable(name: name, error)
        }
        return try adopt(
            submission,
            RuleFile(text: text),
            only: .calendar,
            survey,
            transaction
        )
    }
}

extension RulesInForce {
    /// Reads a file that is to be adopted; throws `SubmissionFailure.ruleFileFaulty`.
    func content(of file: RuleFile, only kind: RuleFile.Kind?) throws -> RuleFile.Content {
        let content: RuleFile.Content
        do {
            content = try proved(file, only: kind)
        } catch {
            throw SubmissionFailure.ruleFileFaulty(error)
        }
        // A workflow is called by the version that it would get.
        guard case .workflow(var workflow) = content else { return content }
        workflow.version = nextVersion(.workflow, workflow.name)
        return .workflow(workflow)
    }

    /// Returns what adopting that text would change, and whom it would touch, as the log stands.
    package func effect(
        of content: RuleFile.Content,
        in log: any EntryLog,
        at now: Timestamp
    ) throws -> AdoptionEffect {
        try effect(of: content, on: Survey(log, self), at: now).fitted(into: Entry.bytesMax)
    }
}

extension RuleFile {
    /// Reads the file if it is of that kind; of another one that alone is said, whatever else is wrong.
    package func proved(only kind: Kind?) throws(FileFaults) -> Content {
        guard let kind else { return try proved() }
        let found = try self.kind()
        guard found != kind else { return try proved() }
        var faults = FileFaults()
        faults.add(
            FileFault(
                line: 1,
                column: 1,
                path: "",
                code: .otherKind,
                params: ["expected": kind.rawValue, "found": found.rawValue]
            )
        )
        throw faults
    }
}

extension CalendarSet {
    /// The kinds that every calendar may have, whether or not one has a day of them yet.
    private static let usualKinds: Set = ["public", "cuti_bersama"]

    /// The kinds of days off that are no news: the usual ones, and those that some calendar has.
    var knownKinds: Set<String> {
        names.compactMap(file(named:)).reduce(into: Self.usualKinds) { $0.formUnion($1.kinds) }
    }

    /// Objects to a kind that no calendar has.
    ///
    /// It was most likely mistyped, and a calendar that takes the days of certain kinds from another would
    /// miss it. A file that is adopted may bring new ones.
    fileprivate func checkKinds(of days: [CalendarText.Day]) throws(CalendarText.Obstacle) {
        let known = knownKinds
        guard
            let day = days.first(where: { RuleNode.isName($0.kind) && !known.contains($0.kind) })
        else { return }
        throw .unknownKind(day.kind, known: known.sorted())
    }
}
