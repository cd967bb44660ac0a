import Entries
import Language
import Wire

/// Which entries made a value what it is.
struct WhyScreen {
    let answer: WhyAnswer

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        screen.banners(rehearsal: answer.rehearsal, synthetic: answer.synthetic)
        screen.add("\(answer.id)  \(answer.title)", as: .heading)
        // What the value is made of is named by the entry that made it.
        var maker = answer.entries.last { $0.value == answer.value } ?? answer.entries.last
        // What several entries made has the names of all of them.
        maker?.offices = answer.entries.reduce(into: [:]) { names, entry in
            names.merge(entry.offices ?? [:]) { _, latest in latest }
        }
        let value = answer.value.map {
            InquiryLines.value($0, answer.field, maker, page.language)
        }
        let label = page.say(InquiryLines.label(of: answer.field, maker))
        screen.add(InquiryPhrases.value(label, value ?? page.say(InquiryPhrases.noValue)))
        if !answer.entries.isEmpty { screen.add(InquiryPhrases.madeBy) }
        for entry in answer.entries {
            screen.space()
            InquiryLines.write(entry, field: answer.field, to: &screen)
        }
        return screen
    }
}

/// When something first came true.
struct FirstScreen {
    let answer: FirstAnswer
    let field: String

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        screen.banners(
            rehearsal: answer.rehearsal,
            synthetic: answer.matches.contains(where: \.synthetic)
        )
        if answer.matches.isEmpty { screen.add(InquiryPhrases.never(field)) }
        if let agreement = answer.carried { screen.add(InquiryPhrases.onlyCarried(agreement)) }
        for match in answer.matches {
            screen.space()
            screen.add("\(match.id)  \(match.title)", as: .heading)
            if match.former == true {
                screen.add(InquiryPhrases.former, as: .warning, indent: 2)
            }
            InquiryLines.write(match.entry, field: field, to: &screen)
        }
        return screen
    }
}

/// Lines that several inquiries share.
enum InquiryLines {
    static func write(_ entry: WhyEntry, field: String, to screen: inout Screen) {
        let language = screen.page.language
        screen.add(
            InquiryPhrases.entry(entry),
            as: entry.voidedBy == nil ? .heading : .quiet,
            indent: 2
        )
        let actor = entry.actor == "system" ? language.say(HistoryPhrases.system) : entry.actor
        var parts = [
            "\(language.say(HistoryPhrases.recordedBy)) \(actor)",
            language.shortInstant(entry.recorded),
        ]
        if let source = entry.source {
            parts.append("\(language.say(HistoryPhrases.source)): \(source)")
        }
        screen.add(parts.joined(separator: "; "), as: .quiet, indent: 6)
        if let position = entry.voidedBy {
            screen.add(HistoryPhrases.voided(by: position), as: .warning, indent: 6)
        }
        if !entry.correctedBy.isEmpty {
            screen.add(HistoryPhrases.corrected(by: entry.correctedBy), as: .warning, indent: 6)
        }
        let label = label(of: field, entry)
        if let value = entry.value {
            let words = Self.value(value, field, entry, language)
            screen.add(InquiryPhrases.value(language.say(label), words), indent: 6)
        }
        guard let corrected = entry.corrects else { return }
        if entry.value == nil {
            screen.add(HistoryPhrases.taken(label), indent: 6)
        }
        let was = entry.was.map { Self.value($0, field, entry, language) }
        screen.add(InquiryPhrases.was(was, in: corrected), indent: 6)
        guard let reason = entry.reason else { return }
        screen.add(InquiryPhrases.reason(reason), indent: 6)
    }

    /// What the workflow calls the field; an older daemon does not say.
    static func label(of field: String, _ entry: WhyEntry?) -> Phrase {
        (entry?.field?.label.phrase ?? FieldWords.label(field)).capitalized
    }

    /// The value in words, with the names that the entry has for codes.
    static func value(
        _ value: JSONValue,
        _ field: String,
        _ entry: WhyEntry?,
        _ language: Language
    ) -> String {
        if field == "stage", let stage = value.string, let label = entry?.stageLabel {
            return language.say(Phrase("\(stage) (") + label.phrase + Phrase(")"))
        }
        let form = entry?.field?.form
        let named = OfficeNames(entry?.offices ?? [:]).named(value, of: field, form)
        return FieldWords.value(named, of: field, form: form, language)
    }
}

/// When nobody was reminded.
struct SilencesScreen {
    let answer: SilencesAnswer

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        screen.banners(rehearsal: answer.rehearsal, synthetic: answer.synthetic)
        if answer.silences.isEmpty { screen.add(InquiryPhrases.noSilence) }
        for silence in answer.silences {
            screen.add(InquiryPhrases.silence(silence, offsetMinutes: answer.offsetMinutes))
        }
        return screen
    }
}

/// Entries that were drawn.
struct SampleScreen {
    let answer: SampleAnswer

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        let language = page.language
        let missing = answer.notCarried ?? []
        screen.banners(rehearsal: answer.rehearsal, synthetic: answer.synthetic)
        screen.add(
            InquiryPhrases.drawn(
                answer.entries.count + missing.count,
                of: answer.size,
                seed: answer.seed
            ),
            as: .heading
        )
        screen.field(VerifyPhrases.root, answer.root)
        for entry in answer.entries {
            let about = entry.agreement.map { "  \($0)" } ?? ""
            // The engine's own entries are stamped in UTC: shown on the office's clock, as everywhere.
            let time = SpokenTime(entry.time).map {
                language.date($0.shifted(toOffsetMinutes: answer.offsetMinutes))
            }
            screen.add("\(entry.position)  \(time ?? entry.time)  \(entry.type)\(about)")
            screen.add(entry.leaf, as: .quiet, indent: 4)
        }
        if !missing.isEmpty { screen.add(InquiryPhrases.notCarried(missing), as: .warning) }
        screen.add(InquiryPhrases.drawAgain, as: .quiet)
        return screen
    }
}

/// What an inspector asks about first, under the headings of an inspection report.
struct ExceptionsScreen {
    let answer: ExceptionsAnswer

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        screen.banners(rehearsal: answer.rehearsal, synthetic: answer.synthetic)
        screen.add(InquiryPhrases.title, as: .heading)
        let language = page.language
        screen.field(StatusPhrases.origin, answer.origin)
        screen.field(
            VerifyPhrases.size,
            language.say(.count(answer.size, "entri", "entry", "entries"))
        )
        screen.field(VerifyPhrases.root, answer.root)
        screen.field(InquiryPhrases.asOf, language.shortInstant(answer.asOf))
        screen.field(
            InquiryPhrases.countedBy,
            language.say(InquiryPhrases.counted(by: answer.calendar))
        )
        screen.add(InquiryPhrases.judgement, as: .quiet)
        if answer.findings.isEmpty { screen.add(InquiryPhrases.nothing) }
        let found = Set(answer.findings.map(\.kind))
        let notLookedFor = answer.notLookedFor ?? []
        let kinds = (answer.kinds + notLookedFor).filter(found.contains)
        for (index, kind) in kinds.enumerated() {
            screen.space()
            write(kind, number: index + 1, to: &screen)
        }
        writeOthers(answer.kinds.filter { !found.contains($0) }, to: &screen)
        guard !notLookedFor.isEmpty else { return screen }
        screen.space()
        screen.add(InquiryPhrases.notLookedFor, as: .heading)
        for kind in notLookedFor {
            screen.add(Phrase("- ") + InquiryPhrases.notCarried(kind), indent: 3)
        }
        screen.add(InquiryPhrases.adoptionsUnproved, as: .quiet)
        return screen
    }

    /// What was looked for and not found: otherwise nobody could tell it from what nobody looked for.
    private func writeOthers(_ kinds: [String], to screen: inout Screen) {
        guard !kinds.isEmpty else { return }
        screen.space()
        screen.add(InquiryPhrases.notFound, as: .heading)
        for kind in kinds {
            let words = InquiryPhrases.heading(kind) + Phrase(": ") + InquiryPhrases.noneFound
            let criterion = InquiryPhrases.criterion(kind, answer)
            screen.add(Phrase("- ") + words + Phrase(" (") + criterion + Phrase(")"), indent: 3)
        }
    }

    private func write(_ kind: String, number: Int, to screen: inout Screen) {
        let language = screen.page.language
        let findings = answer.findings.filter { $0.kind == kind }
        let heading = language.say(InquiryPhrases.heading(kind))
        screen.add("\(number). \(heading) (\(findings.count))", as: .heading)
        screen.add("\(language.say(InquiryPhrases.condition)):", indent: 3)
        for finding in findings {
            screen.add("- \(line(finding, language))", indent: 3)
            for move in InquiryPhrases.moves(of: finding) + InquiryPhrases.near(finding) {
                screen.add(Phrase("- ") + move, indent: 5)
            }
        }
        func paragraph(_ label: Phrase, _ words: Phrase) {
            screen.add("\(language.say(label)): \(language.say(words))", indent: 3)
        }
        paragraph(InquiryPhrases.criterion, InquiryPhrases.criterion(kind, answer))
        paragraph(InquiryPhrases.cause, cause(findings))
        paragraph(InquiryPhrases.effect, InquiryPhrases.byAuditor)
        paragraph(InquiryPhrases.advice, InquiryPhrases.byAuditor)
    }

    private func line(_ finding: Finding, _ language: Language) -> String {
        // Its own words name the entries.
        let positions =
            finding.kind == "silence" ? nil : language.say(InquiryPhrases.entries(of: finding))
        let details = details(finding).map(language.say)
        return ([finding.agreement, positions].compactMap(\.self) + details)
            .joined(separator: ", ")
    }

    private func details(_ finding: Finding) -> [Phrase] {
        let params = finding.params
        switch finding.kind {
        case "late":
            return params["workingDays"]?.integer.map { days in
                let isLeast = params["atLeast"]?.bool == true
                return [InquiryPhrases.recordedAfter(days, isLeast: isLeast)]
            } ?? []
        case "long-hold": return InquiryPhrases.hold(Params(params))
        case "imprecise":
            return params["time"]?.string.map { time in [Phrase { $0.date(time) }] } ?? []
        case "skipped-stage":
            return [InquiryPhrases.stages(params)]
        case "no-capacity": return [InquiryPhrases.parties(params)].compactMap(\.self)
        case "rules-changed":
            let version = params["version"]?.integer.map { "@\($0)" } ?? ""
            let name = (params["name"]?.string ?? "") + version
            let kind = params["rule"]?.string.map { RulePhrases.kind($0) + Phrase(" ") }
            return [
                (kind ?? Phrase("")) + Phrase(name),
                InquiryPhrases.moved(by: finding),
            ]
        case "key-changed":
            return [InquiryPhrases.key(params)]
        case "log-recovered":
            return [
                InquiryPhrases.lost(
                    from: params["from"]?.integer ?? 0,
                    through: params["through"]?.integer ?? 0
                )
            ] + (params["signer"]?.string == "unknown" ? [KeyPhrases.unproved] : [])
        case "silence":
            let silence = Silence(
                kind: params["silence"]?.string ?? "",
                from: params["from"]?.string,
                until: params["until"]?.string,
                positions: finding.positions
            )
            return [InquiryPhrases.silence(silence, offsetMinutes: answer.offsetMinutes)]
        default: return []
        }
    }

    /// The reasons and authorities that were recorded, each with its entry; whether they are the cause is
    /// the auditor's to say.
    private func cause(_ findings: [Finding]) -> Phrase {
        let reasons = findings.flatMap { finding -> [Phrase] in
            // Holds in a row are one finding, each with a reason of its own.
            let several = (finding.params["reasons"]?.array ?? []).compactMap { reason -> Phrase? in
                guard let text = reason["reason"]?.string,
                    let position = reason["position"]?.integer
                else { return nil }
                return Self.quoted(text, Int64(position))
            }
            guard several.isEmpty else { return several }
            let words = finding.params["reason"] ?? finding.params["authority"]
            // A redaction's authority stands in its own entry, not in the one that lost something.
            let own = zip(finding.positions, finding.roles ?? []).first { $0.1 == "redaction" }?.0
            guard let text = words?.string, let position = own ?? finding.positions.first else {
                return []
            }
            return [Self.quoted(text, position)]
        }
        return reasons.isEmpty
            ? InquiryPhrases.noCause + InquiryPhrases.byAuditor
            : Phrase.list(reasons) + Phrase("; ") + InquiryPhrases.byAuditor
    }

    private static func quoted(_ text: String, _ position: Int64) -> Phrase {
        Phrase("\"\(text)\" (") + CommonPhrases.entries([position]) + Phrase(")")
    }
}
