import Entries
import Language
import Wire

/// The sentences of every refusal: each names the thing and the remedy.
struct ProblemPhrases {
    let params: Params
    /// What the command takes that was typed: a remedy names only what it has.
    let form: CommandForm?

    init(_ params: Params, form: CommandForm? = nil) {
        self.params = params
        self.form = form
    }

    /// The sentences for a code; the switch is exhaustive, so that no code can be without words.
    func sentences(_ code: ProblemCode) -> [Phrase] {
        switch code {
        case .malformedRequest: malformedRequest
        case .unknownRoute: unknownRoute
        case .methodNotAllowed: methodNotAllowed
        case .headersTooLarge: headersTooLarge
        case .bodyTooLarge: bodyTooLarge
        case .idempotencyKeyMissing: idempotencyKeyMissing
        case .idempotencyKeyReused: idempotencyKeyReused
        case .textRefused: textRefused
        case .entryTooLong: entryTooLong
        case .unknownAgreement: unknownAgreement
        case .unknownEvent: unknownEvent
        case .unknownField: unknownField
        case .missingField: missingField
        case .badField: badField
        case .notAParty: notAParty
        case .badTime: badTime
        case .timeInFuture: timeInFuture
        case .simulationOfPast: simulationOfPast
        case .notFromHere: notFromHere
        case .closed: closed
        case .stillAwaited: stillAwaited
        case .notAwaited: notAwaited
        case .alreadyAwaited: alreadyAwaited
        case .alreadySigned: alreadySigned
        case .limitNotLapsed: limitNotLapsed
        case .noLimit: noLimit
        case .laterStepImpossible: laterStepImpossible
        case .unknownVersion: unknownVersion
        case .notOfThisAgreement: notOfThisAgreement
        case .notCorrectable: notCorrectable
        case .nothingChanged: nothingChanged
        case .alreadyRedacted: alreadyRedacted
        case .fieldRequired: fieldRequired
        case .notRedactable: notRedactable
        case .textRemains: textRemains
        case .notBeginning: notBeginning
        case .notHeld: notHeld
        case .alreadyHeld: alreadyHeld
        case .duplicateParty: duplicateParty
        case .tooFewParties: tooFewParties
        case .signaturesMissing: signaturesMissing
        case .draftMissing: draftMissing
        case .termEnded: termEnded
        case .endsBeforeItBegins: endsBeforeItBegins
        case .addresseeMissing: addresseeMissing
        case .versionConflict: versionConflict
        case .ruleFileFaulty: ruleFileFaulty
        case .unknownRules: unknownRules
        case .rulesUnchanged: rulesUnchanged
        case .calendarNotEditable: calendarNotEditable
        case .sameWorkflowVersion: sameWorkflowVersion
        case .moveImpossible: moveImpossible
        case .tooManyMoves: tooManyMoves
        case .backupDiffers: [BackupPhrases.differs(params)]
        case .keyHandoverPending: keyHandoverPending
        case .cosignatureRefused: [WitnessPhrases.notKept(params.optionalText("reason") ?? "")]
        case .nothingCosigned: nothingCosigned
        case .redactedLater: redactedLater
        case .nothingToRecover: nothingToRecover
        case .notPermitted: notPermitted
        case .callerUnknown: callerUnknown
        case .unknownContact: unknownContact
        case .notOutstanding: notOutstanding
        case .notARehearsal: notARehearsal
        case .rehearsalBackwards: rehearsalBackwards
        case .nothingAhead: nothingAhead
        case .clockNotAhead: clockNotAhead
        case .copyMissing: copyMissing
        case .copyWithoutLog: copyWithoutLog
        case .copyLocked: copyLocked
        case .copyUnreadable: copyUnreadable
        case .copyForeign: copyForeign
        case .copyNewer: copyNewer
        case .copyEmpty: copyEmpty
        case .copyTorn: copyTorn
        case .copyWithoutCheckpoint: copyWithoutCheckpoint
        case .copyCheckpoint: copyCheckpoint
        case .bundleDamaged: bundleDamaged
        case .sinceNeedsWholeLog: sinceNeedsWholeLog
        case .silencesNeedWholeLog: silencesNeedWholeLog
        case .targetFailed: targetFailed
        case .linesUnfit: linesUnfit
        case .scratchFailed: scratchFailed
        case .outcomeUnknown: outcomeUnknown
        case .logUnavailable: logUnavailable
        case .diskReserve: diskReserve
        case .contactsDamaged: contactsDamaged
        case .viewsBehind: viewsBehind
        case .viewsUnavailable: viewsUnavailable
        case .busy: busy
        case .tooManyReaders: tooManyReaders
        case .deadlinePassed: deadlinePassed
        case .stopping: stopping
        case .integrityFailure: integrityFailure
        case .newerEntry: newerEntry
        case .internalError: internalError
        }
    }

    /// A code of a newer daemon: shown with what it carries.
    static func unknown(_ report: ProblemReport) -> Phrase {
        let carried = report.params.keys.sorted().map { name in
            "\(name) = \(report.params[name]?.canonicalText ?? "")"
        }.joined(separator: ", ")
        let details = carried.isEmpty ? "" : " (\(carried))"
        return Phrase(
            "Permintaan ditolak dengan alasan \(report.code)\(details). Versi kembar ini belum mengenalnya; perbarui kembar.",
            "The request was refused: \(report.code)\(details). This version of kembar does not know that reason yet; update kembar."
        )
    }
}
