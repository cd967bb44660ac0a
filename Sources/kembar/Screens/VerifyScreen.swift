import Entries
import Language
import Wire

/// What a full re-reading of the log found.
///
/// It says whole, never valid: that is for others to say.
struct VerifyScreen {
    private let answer: VerifyAnswer
    /// Whether what was looked at is a copy, and not what a daemon serves.
    private let isOfCopy: Bool

    init(_ answer: VerifyAnswer, isOfCopy: Bool = false) {
        self.answer = answer
        self.isOfCopy = isOfCopy
    }

    /// How `audit verify` ends; it has its own meanings of 1 and 2.
    var status: ProcessStatus {
        switch answer.result {
        case "whole": answer.areViewsWrong ? .refused : .done
        case "damaged": .refused
        default: answer.areViewsWrong ? .refused : .cancelled
        }
    }

    /// Whether a policy was given and is not met, also where something else is told first.
    private var isPolicyUnmet: Bool {
        answer.findings.contains { $0.code == "policy" }
            || answer.fault?.code == "unsigned-redaction" && answer.policyKey == nil
                && answer.checked.contains("policy")
    }

    /// Whether the log's key that a policy names signed nothing here.
    private var isByOtherThanPolicys: Bool {
        answer.findings.contains(where: \.isOfPolicysSigner)
    }

    /// Whether nothing that whoever verifies brought speaks against who signed: then the log may be called whole.
    private var isVouchedFor: Bool {
        answer.faultOfSigner == nil && (!isByOtherThanPolicys || answer.signer == "verified")
    }

    /// How many entries there are: of a bundle with one agreement those of its log, as far as they are signed.
    private var wholeSize: Int64 {
        answer.agreement == nil ? answer.size : answer.signed ?? answer.size
    }

    /// Whether there was one to hold the log against.
    private var hasCheckpoint: Bool { answer.checked.contains("checkpoint") }

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        let language = page.language
        screen.banners(rehearsal: answer.rehearsal)
        let isSignedByOther = answer.fault?.code == "signer"
        let isWhole = answer.result == "whole" && !answer.areViewsWrong
        screen.add(headline(of: answer.fault), as: isWhole ? .heading : .warning)
        // Of what lies outside the log the headline says all.
        if let fault = answer.fault, !isSignedByOther, !fault.isOutside, !fault.isOfCosignatures {
            add(fault, VerifyPhrases.fault(fault), to: &screen)
        }
        for fault in answer.beside ?? [] { add(beside: fault, to: &screen) }
        // Under a checkpoint that does not fit for it, a recovery is told already.
        let told = answer.findings.compactMap { $0.params["recovery"]?.integer }
        for lost in answer.lost ?? [] where !told.contains(Int(lost.entry)) {
            screen.add(VerifyPhrases.lost(lost))
        }
        if !answer.origin.isEmpty { screen.field(StatusPhrases.origin, answer.origin) }
        // Where the reading broke off, nothing was counted.
        if let agreement = answer.agreement, answer.size > 0 {
            let words = VerifyPhrases.carried(answer.size, agreement, of: answer.signed)
            screen.field(VerifyPhrases.size, language.say(words))
            if let unproved = answer.unproved {
                let words = unproved.map { language.say(VerifyPhrases.unproved($0)) }
                screen.field(VerifyPhrases.notProved, words.joined(separator: "; "))
            }
            screen.field(VerifyPhrases.root, answer.root)
        } else if answer.size > 0 {
            screen.field(
                VerifyPhrases.size,
                language.say(
                    VerifyPhrases.counts(
                        entries: answer.size,
                        agreements: answer.agreements,
                        redacted: answer.redacted
                    )
                )
            )
            screen.field(VerifyPhrases.root, answer.root)
        }
        // Of the log that a policy means nothing here is a checkpoint, unless the pinned key says so.
        let isOfOtherLog = isByOtherThanPolicys && !isVouchedFor
        if let signed = answer.signed, answer.agreement == nil, !isOfOtherLog {
            screen.field(
                VerifyPhrases.checkpoint,
                language.say(
                    VerifyPhrases.signed(
                        signed,
                        of: answer.size,
                        isRestOpen: answer.findings.contains(where: \.isOfSpoiltSignature)
                    )
                )
            )
        } else if !hasCheckpoint {
            screen.field(VerifyPhrases.checkpoint, language.say(VerifyPhrases.noCheckpoint))
        } else if answer.size > 0, answer.agreement == nil {
            screen.field(VerifyPhrases.checkpoint, language.say(VerifyPhrases.notSigned))
        }
        if let since = answer.since, answer.result == "whole" {
            screen.field(VerifyPhrases.since, language.say(VerifyPhrases.since(since, answer)))
        }
        let signer = VerifyPhrases.signer(
            answer.signer,
            isPinned: answer.vkey != nil,
            policy: answer.policyKey != nil
                ? .met : isPolicyUnmet ? .unmet : nil,
            hasCheckpoint: hasCheckpoint
        )
        screen.field(VerifyPhrases.signer, language.say(signer))
        if let key = answer.vkey ?? answer.policyKey { screen.field(VerifyPhrases.key, key) }
        if let followed = answer.followed {
            screen.field(KeyPhrases.successor, language.say(KeyPhrases.followed(followed)))
        }
        if let keys = answer.keys {
            screen.add(KeyPhrases.keys)
            // What no key signed vouches for none, the first one not either.
            let doubt =
                answer.signed == nil
                    && (isOfCopy || answer.findings.contains(where: \.isOfSpoiltSignature))
                ? KeyPhrases.notVouchedFor : answer.keyDoubt.map { _ in KeyPhrases.unclear }
            KeyScreen(keys, successor: answer.keySuccessor, doubt: doubt).add(to: &screen)
        }
        if let witnesses = answer.witnesses {
            screen.field(
                WitnessPhrases.witnesses,
                language.say(WitnessPhrases.list(witnesses))
            )
        }
        if let witnessed = answer.witnessed {
            screen.field(
                WitnessPhrases.policy,
                language.say(
                    WitnessPhrases.witnessed(witnessed, of: wholeSize)
                )
            )
        } else if isPolicyUnmet, answer.fault?.code != "policy" {
            let words = isByOtherThanPolicys ? WitnessPhrases.notByItsLog : WitnessPhrases.notMet
            screen.field(WitnessPhrases.policy, language.say(words))
        }
        if let register = answer.register {
            screen.field(
                VerifyPhrases.register,
                language.say(VerifyPhrases.register(register))
            )
        }
        if let bundled = answer.page {
            screen.field(VerifyPhrases.page, language.say(VerifyPhrases.page(bundled)))
        }
        if let views = answer.views {
            screen.field(
                VerifyPhrases.views,
                language.say(
                    VerifyPhrases.views(
                        views,
                        rows: answer.viewsRows ?? 0,
                        isWhole: isVouchedFor
                    )
                )
            )
            if answer.areViewsWrong {
                screen.add(VerifyPhrases.viewsRemedy(isOfCopy: isOfCopy), indent: 4)
            }
            for row in answer.viewsAt ?? [] {
                screen.add(VerifyPhrases.viewsRow(row), as: .warning, indent: 4)
            }
        }
        if let check = answer.documents { add(check, to: &screen) }
        // What lies behind a fault was not looked at.
        guard answer.areEntriesWhole else { return screen }
        let checked = answer.checked.map { language.say(VerifyPhrases.check($0)) }
        screen.field(VerifyPhrases.checked, checked.joined(separator: ", "))
        screen.field(VerifyPhrases.times, language.say(VerifyPhrases.claims))
        return screen
    }

    /// What is wrong, what to do about it, and its particulars.
    private func add(_ fault: VerifyFault, _ words: Phrase, to screen: inout Screen) {
        screen.add(words, as: .warning)
        if let remedy = VerifyPhrases.remedy(fault, isOfCopy: isOfCopy) {
            screen.add(remedy, indent: 4)
        }
        if let admitted = VerifyPhrases.admitted(fault) { screen.add(admitted, indent: 4) }
        if let claimed = VerifyPhrases.claimed(fault) { screen.add(claimed, indent: 4) }
        // The key stands before those that are told beside it.
        for (name, value) in fault.params.sorted(by: { Self.place($0.key) < Self.place($1.key) })
        where !VerifyPhrases.inSentences.contains(name) {
            let items = value.array ?? [value]
            let words = items.map { $0.string ?? $0.canonicalText }.joined(separator: ", ")
            screen.add(VerifyPhrases.detail(name, words), indent: 4)
        }
    }

    private static func place(_ name: String) -> String {
        ["otherKeys", "unknownKeys"].contains(name) ? "vkey " + name : name
    }

    /// What is wrong besides what the headline says.
    private func add(beside fault: VerifyFault, to screen: inout Screen) {
        switch fault.code {
        case _ where fault.isOfCosignatures:
            screen.add(VerifyPhrases.alsoCosignatures(fault), as: .warning)
        case "spoilt-cosignature":
            let words = VerifyPhrases.besides + WitnessPhrases.spoilt(fault)
            screen.add(words, as: .warning)
        // A line of their own says so below; and where no key signed that counts, no headline that calls the log whole.
        case "policy", "signer": break
        case _ where fault.isOutside && (!isVouchedFor || answer.fault?.isOfHandover == true): break
        case _ where fault.isOutside:
            screen.add(VerifyPhrases.besides + headline(of: fault), as: .warning)
        default: add(fault, VerifyPhrases.besides + VerifyPhrases.fault(fault), to: &screen)
        }
    }

    private func headline(of fault: VerifyFault?) -> Phrase {
        switch fault?.code {
        case "since-unsigned": VerifyPhrases.provesNothing
        case "handover-unvouched": KeyPhrases.handoverOpen
        // What is damaged lies beside the entries, and is told there.
        case _ where fault?.isOfHandover == true && answer.isReadable:
            VerifyPhrases.carried("unverified")
        case "unsigned-redaction": VerifyPhrases.hangsOnUnsigned
        case _ where fault?.isByUnknownKey == true:
            isVouchedFor ? VerifyPhrases.doesNotFitWholeLog : VerifyPhrases.doesNotFit
        case _ where fault?.isOfCosignatures == true:
            answer.result == "unverified"
                ? VerifyPhrases.cosignaturesUnreadable : VerifyPhrases.cosignaturesChanged
        case "signer": VerifyPhrases.signedByOther(hasCheckpoint: hasCheckpoint)
        case "document-missing", "document-changed": DocumentPhrases.notWhole
        case "register": VerifyPhrases.registerDiffers
        case "page": VerifyPhrases.pageDiffers
        case "page-newer": VerifyPhrases.pageNewer
        case _ where fault?.isOfSpoiltSignature == true: changedCheckpoint
        case "policy" where fault?.isOfPolicysSigner == true:
            isVouchedFor ? WitnessPhrases.notByItsLog : WitnessPhrases.notByItsLogAtAll
        case "policy": WitnessPhrases.notMetByWholeLog
        case "spoilt-cosignature":
            fault.map(spoiltCosignature) ?? VerifyPhrases.result(answer.result)
        case nil where answer.areViewsWrong: VerifyPhrases.viewsDiffer
        default:
            answer.agreement == nil
                ? VerifyPhrases.result(answer.result) : VerifyPhrases.carried(answer.result)
        }
    }

    /// The signature on a kept checkpoint is no good, and nothing is told before that.
    private var changedCheckpoint: Phrase {
        let fault = answer.fault
        if let fault, let signed = answer.signed, answer.agreement == nil,
            !answer.findings.contains(where: { $0.code == "signer" })
        {
            return VerifyPhrases.checkpointChanged(fault, besideOneOf: signed, of: answer.size)
        }
        let words =
            fault?.params["reason"]?.string == "unsigned"
            ? VerifyPhrases.checkpointUnsigned : VerifyPhrases.signatureSpoilt
        return words
            + (answer.agreement == nil
                ? VerifyPhrases.holdAgainstKept : VerifyPhrases.askForWholeLog)
    }

    /// A line in a witness's name is spoilt, and nothing is told before that.
    private func spoiltCosignature(_ fault: VerifyFault) -> Phrase {
        let words = WitnessPhrases.spoilt(fault)
        return isVouchedFor && answer.agreement == nil ? words + WitnessPhrases.wholeLog : words
    }

    private func add(_ check: DocumentCheck, to screen: inout Screen) {
        guard check.checked || !check.documents.isEmpty else { return }
        let language = screen.page.language
        screen.field(DocumentPhrases.documents, language.say(DocumentPhrases.summary(check)))
        for document in check.documents where [.missing, .changed].contains(document.state) {
            screen.add(DocumentPhrases.line(document), as: .warning, indent: 4)
        }
        guard !check.extra.isEmpty else { return }
        screen.field(DocumentPhrases.others, language.say(DocumentPhrases.extra(check.extra)))
    }
}
