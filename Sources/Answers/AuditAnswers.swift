import Calendars
package import Engine
import Entries
package import EventLog
import Wire
import Workflows

/// Answers an auditor's questions from a log: a running daemon's or a copied one, in the same words.
package struct AuditAnswers: Sendable {
    let log: any EntryLog
    let rules: RulesInForce
    let rulesOfDay: RulesOfDay
    let isRehearsal: Bool
    /// The one agreement that is here; nil where the whole log is.
    let carried: String?

    /// Answers from `log` under the rules that it has adopted.
    ///
    /// `carried` is the agreement of a bundle of one: what that does not carry can't be told to be nowhere.
    package init(
        _ log: any EntryLog,
        _ rules: RulesInForce,
        isRehearsal: Bool,
        carried: String? = nil
    ) {
        self.log = log
        self.rules = rules
        rulesOfDay = RulesOfDay(log, rules)
        self.isRehearsal = isRehearsal
        self.carried = carried
    }

    /// The entries that the answers are read from.
    package var entries: any EntryLog { log }

    var circumstances: Circumstances { rules.circumstances }
    var offices: Offices { circumstances.offices }
    var zone: Zone { offices.own.zone }

    /// The end of the day, month or instant that is typed, inclusive; nil for no limit.
    func end(_ text: String?) throws(Problem) -> Timestamp? {
        guard let text else { return nil }
        guard let moment = try? Moment(text, in: zone) else {
            throw Problem(.badTime, ["value": .string(text)])
        }
        return moment.end.adding(milliseconds: -1)
    }

    func office(_ code: String, named name: String? = nil) -> OfficeAnswer {
        let office = offices.office(code, named: name)
        return OfficeAnswer(code: code, name: office.name, synthetic: office.synthetic)
    }

    /// An office of an agreement: one that no list has goes by the name it was recorded under.
    func office(_ code: String, in agreement: Agreement) -> OfficeAnswer {
        let named = agreement.parties.first { $0.code == code }?.name
        return office(code, named: offices.office(code).known ? nil : named)
    }

    func stageLabel(_ stage: String, _ version: WorkflowVersion) -> Label {
        circumstances.rules[version]?.stage(named: stage)?.label.answer
            ?? Label(id: stage, en: stage)
    }

    func isSynthetic(_ agreement: Agreement) -> Bool {
        (agreement.parties.map(\.code) + agreement.waits.map(\.office) + [offices.own.code])
            .contains { offices.office($0).synthetic }
    }

    /// Whether one of an agreement's offices is invented, or one that these entries name.
    func isSynthetic(_ agreement: Agreement, _ entries: [WhyEntry]) -> Bool {
        let named = entries.flatMap { ($0.offices ?? [:]).keys }
        return isSynthetic(agreement) || named.contains { offices.office($0).synthetic }
    }

    /// Whether the own office is invented, or one of these agreements.
    func areSynthetic(_ agreements: [String]) throws -> Bool {
        guard !offices.own.synthetic else { return true }
        let fold = Fold(circumstances)
        return try Set(agreements).contains { id in
            let entries = try HistoryReader.entries(log.entries(ofSubject: id), in: log)
            return fold.agreement(id, History(entries)).map { isSynthetic($0) } ?? false
        }
    }

    /// The agreements to look at: the one that is named, else all.
    func agreements(_ named: String?) throws -> [String] {
        guard let named else { return try log.subjects() }
        guard try !log.entries(ofSubject: named).isEmpty else {
            throw noAgreement(named)
        }
        return [named]
    }
}
