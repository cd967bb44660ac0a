import Entries
import Language
import Wire

/// What the check of a receipt found.
struct ReceiptScreen {
    private let check: ReceiptCheck

    init(_ check: ReceiptCheck) { self.check = check }

    /// How it ends: with the meanings of `audit verify`.
    var status: ProcessStatus {
        switch check.result {
        case "whole": .done
        case "damaged": .refused
        default: .cancelled
        }
    }

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        let language = page.language
        screen.add(headline, as: check.result == "whole" ? .heading : .warning)
        if check.otherKey == true {
            screen.add(KeyPhrases.another, indent: 4)
            screen.add(ReceiptPhrases.fromBefore, indent: 4)
        } else if check.reason == "policy" {
            // The headline says it; what the hash leaves open is left open still.
            if isHash { screen.add(ReceiptPhrases.reason("hash-only"), indent: 4) }
            if let doubt = check.doubts?.first {
                screen.add(ReceiptPhrases.reason(doubt.reason), indent: 4)
            }
        } else if let reason = check.reason {
            screen.add(ReceiptPhrases.reason(reason), indent: 4)
        }
        for doubt in check.doubts ?? [] { screen.field(KeyPhrases.handedOverBy, doubt.vkey) }
        if check.doubts?.contains(where: { $0.vkey != check.vkey }) == true {
            screen.add(KeyPhrases.mayBeMadeUp, indent: 4)
        }
        if let origin = check.origin { screen.field(StatusPhrases.origin, origin) }
        if let size = check.size {
            screen.field(ReceiptPhrases.signed, language.say(ReceiptPhrases.covers(size)))
        }
        if let witnesses = check.witnesses {
            screen.field(
                WitnessPhrases.witnesses,
                language.say(WitnessPhrases.list(witnesses))
            )
        }
        // What is not proved is not shown: it would be read all the same.
        guard check.result == "whole" else { return screen }
        if let position = check.position {
            let words =
                ReceiptPhrases.place(position, check.type ?? "", check.agreement, check.version)
            screen.field(ReceiptPhrases.entry, language.say(words))
        }
        if let time = check.time { screen.field(ReceiptPhrases.happened, language.date(time)) }
        if let recorded = check.recorded {
            let actor = check.actor.map { "; \($0)" } ?? ""
            screen.field(ReceiptPhrases.recorded, local(recorded, language) + actor)
        }
        if let source = check.data?["source"]?.string {
            screen.field(HistoryPhrases.source.capitalized, source)
        }
        if let data = check.data, let type = check.type {
            let words = EntryWords(of: data, offsetMinutes: offsetMinutes)
            for (index, line) in words.lines(ofType: type, data, language).enumerated() {
                screen.field(index == 0 ? ReceiptPhrases.content : Phrase(""), line)
            }
        }
        if let key = check.vkey { screen.field(VerifyPhrases.key, key) }
        if let followed = check.followed {
            screen.field(KeyPhrases.successor, language.say(KeyPhrases.followedThen(followed)))
        }
        screen.add(ReceiptPhrases.claims, as: .quiet)
        // Only the first entry says so.
        if check.position == 0, check.data?["rehearsal"]?.bool == true { screen.markRehearsal() }
        return screen
    }

    private var headline: Phrase {
        let isByOther = check.reason == "retired-key" || check.reason?.hasPrefix("handover") == true
        if check.otherKey == true || isByOther {
            return ReceiptPhrases.notByThisKey
        }
        if check.reason == "policy" {
            // What a handover speaks against is not called whole.
            guard check.doubts == nil else { return WitnessPhrases.notMet }
            return isHash ? ReceiptPhrases.notMetByHash : ReceiptPhrases.notMetByWhole
        }
        return check.reason == "hash-only"
            ? ReceiptPhrases.hashOnly : ReceiptPhrases.result(check.result)
    }

    private var isHash: Bool { check.hashOnly == true }

    /// The zone of whoever recorded the entry.
    private var offsetMinutes: Int { check.offsetMinutes ?? 0 }

    private func local(_ time: String, _ language: Language) -> String {
        SpokenTime(time).map { language.date($0.shifted(toOffsetMinutes: offsetMinutes)) } ?? time
    }
}
