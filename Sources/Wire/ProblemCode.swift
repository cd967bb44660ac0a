/// Every way in which a request can be refused or fail; the texts are stable and documented.
package enum ProblemCode: String, Codable, Hashable, Sendable, CaseIterable {
    // What was asked can't be read. 400, 404, 405, 413, 422, 431
    case malformedRequest = "malformed-request"
    case unknownRoute = "unknown-route"
    case methodNotAllowed = "method-not-allowed"
    case headersTooLarge = "headers-too-large"
    case bodyTooLarge = "body-too-large"
    case idempotencyKeyMissing = "idempotency-key-missing"
    case idempotencyKeyReused = "idempotency-key-reused"
    case textRefused = "text-refused"
    case entryTooLong = "entry-too-long"

    // The rules say no. 409, 422
    case unknownAgreement = "unknown-agreement"
    case unknownEvent = "unknown-event"
    case unknownField = "unknown-field"
    case missingField = "missing-field"
    case badField = "bad-field"
    case notAParty = "not-a-party"
    case badTime = "bad-time"
    case timeInFuture = "time-in-future"
    case simulationOfPast = "simulation-of-past"
    case notFromHere = "not-from-here"
    case closed = "closed"
    case stillAwaited = "still-awaited"
    case notAwaited = "not-awaited"
    case alreadyAwaited = "already-awaited"
    case alreadySigned = "already-signed"
    case limitNotLapsed = "limit-not-lapsed"
    case noLimit = "no-limit"
    case laterStepImpossible = "later-step-impossible"
    case unknownVersion = "unknown-version"
    case notOfThisAgreement = "not-of-this-agreement"
    case notCorrectable = "not-correctable"
    case nothingChanged = "nothing-changed"
    case alreadyRedacted = "already-redacted"
    case fieldRequired = "field-required"
    case notRedactable = "not-redactable"
    case textRemains = "text-remains"
    case notBeginning = "not-beginning"
    case notHeld = "not-held"
    case alreadyHeld = "already-held"
    case duplicateParty = "duplicate-party"
    case tooFewParties = "too-few-parties"
    case signaturesMissing = "signatures-missing"
    case draftMissing = "draft-missing"
    case termEnded = "term-ended"
    case endsBeforeItBegins = "ends-before-it-begins"
    case addresseeMissing = "addressee-missing"
    case versionConflict = "version-conflict"

    // Rule files. 422
    case ruleFileFaulty = "rule-file-faulty"
    case unknownRules = "unknown-rules"
    case rulesUnchanged = "rules-unchanged"
    case calendarNotEditable = "calendar-not-editable"
    case sameWorkflowVersion = "same-workflow-version"
    case moveImpossible = "move-impossible"
    case tooManyMoves = "too-many-moves"

    // Backups. 409
    case backupDiffers = "backup-differs"

    // Keys, witnesses, recoveries. 409, 422
    case keyHandoverPending = "key-handover-pending"
    case cosignatureRefused = "cosignature-refused"
    case nothingCosigned = "nothing-cosigned"
    case redactedLater = "redacted-later"
    case nothingToRecover = "nothing-to-recover"

    // Who may. 403
    case notPermitted = "not-permitted"
    case callerUnknown = "caller-unknown"

    // Messages on their way, and who gets them. 404, 409
    case unknownContact = "unknown-contact"
    case notOutstanding = "not-outstanding"

    // Rehearsal. 409
    case notARehearsal = "not-a-rehearsal"
    case rehearsalBackwards = "rehearsal-backwards"
    case nothingAhead = "nothing-ahead"

    // The clock. 409
    case clockNotAhead = "clock-not-ahead"

    // A copied folder, read without a daemon. Said by kembar-audit, so the status is never sent.
    case copyMissing = "copy-missing"
    case copyWithoutLog = "copy-without-log"
    case copyLocked = "copy-locked"
    case copyUnreadable = "copy-unreadable"
    case copyForeign = "copy-foreign"
    case copyNewer = "copy-newer"
    case copyEmpty = "copy-empty"
    case copyTorn = "copy-torn"
    case copyWithoutCheckpoint = "copy-without-checkpoint"
    case copyCheckpoint = "copy-checkpoint"
    case bundleDamaged = "bundle-damaged"
    case sinceNeedsWholeLog = "since-needs-whole-log"
    case silencesNeedWholeLog = "silences-need-whole-log"
    case targetFailed = "target-failed"
    case scratchFailed = "scratch-failed"
    case linesUnfit = "lines-unfit"

    // The world. 500, 503
    case outcomeUnknown = "outcome-unknown"
    case logUnavailable = "log-unavailable"
    case diskReserve = "disk-reserve"
    case contactsDamaged = "contacts-damaged"
    case viewsBehind = "views-behind"
    case viewsUnavailable = "views-unavailable"
    case busy = "busy"
    case tooManyReaders = "too-many-readers"
    case deadlinePassed = "deadline-passed"
    case stopping = "stopping"
    case integrityFailure = "integrity-failure"
    case newerEntry = "newer-entry"
    case internalError = "internal-error"

    /// The HTTP status that goes with the code.
    package var status: Int {
        switch self {
        case .malformedRequest, .idempotencyKeyMissing: 400
        case .notPermitted, .callerUnknown: 403
        case .unknownRoute, .unknownAgreement, .nothingCosigned, .unknownRules, .unknownContact,
            .copyMissing,
            .copyWithoutLog,
            .copyWithoutCheckpoint:
            404
        case .methodNotAllowed: 405
        case .closed, .notFromHere, .stillAwaited, .alreadyAwaited, .alreadySigned, .notAwaited,
            .laterStepImpossible, .limitNotLapsed, .signaturesMissing, .draftMissing,
            .termEnded,
            .notHeld, .alreadyHeld, .notOutstanding, .notARehearsal,
            .rehearsalBackwards, .nothingAhead, .clockNotAhead, .rulesUnchanged, .nothingChanged,
            .alreadyRedacted, .textRemains, .copyLocked,
            .calendarNotEditable, .sameWorkflowVersion, .moveImpossible, .backupDiffers,
            .keyHandoverPending, .redactedLater, .nothingToRecover:
            409
        case .versionConflict: 412
        case .bodyTooLarge: 413
        case .headersTooLarge: 431
        case .internalError, .integrityFailure, .newerEntry, .copyTorn, .copyCheckpoint,
            .bundleDamaged,
            .scratchFailed, .linesUnfit:
            500
        case .outcomeUnknown, .logUnavailable, .diskReserve, .contactsDamaged, .viewsBehind, .busy,
            .viewsUnavailable, .stopping,
            .tooManyReaders, .deadlinePassed:
            503
        default: 422
        }
    }
}
