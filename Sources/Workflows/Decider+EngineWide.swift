import Calendars
import Entries

extension Decider {
    /// Decides what every agreement knows, whatever its workflow.
    func decide(
        _ event: EngineEvent,
        _ command: Command,
        _ agreement: Agreement,
        _ standing: Standing
    ) throws(Rejection) -> [Event] {
        switch event {
        case .corrected: return [try correct(command, agreement, standing.history)]
        case .noteAdded, .documentAttached, .followedUp, .held, .resumed, .postponed:
            let data = try FieldReader(
                event: event.rawValue,
                rules: event.fields,
                agreement: agreement,
                offices: circumstances.offices,
                exists: exists,
                citation: nil
            ).read(command.fields)
            let decided = try stamped(command, event.rawValue, data)
            try judge([decided], command, standing)
            return [decided]
        default:
            // What the daemon records by itself, and what has a door of its own.
            throw Rejection(
                .unknownEvent(event.rawValue, allowed: EngineEvent.recordable.map(\.rawValue))
            )
        }
    }
}

extension EngineEvent {
    /// What a person may record on any agreement.
    static let recordable: [EngineEvent] = [
        .noteAdded, .documentAttached, .followedUp, .corrected, .held, .resumed, .postponed,
    ]

    /// The fields of those that have some.
    package var fields: [FieldRule] {
        switch self {
        case .noteAdded: [.init("text", .text, true, "Catatan", "Note")]
        case .documentAttached:
            [
                .init("document", .document, true, "Dokumen", "Document"),
                .init("kind", .text, false, "Jenis dokumen", "Kind of document"),
            ]
        case .followedUp:
            [
                .init("channel", .text, true, "Saluran", "Channel"),
                .init("office", .office, false, "Instansi", "Office"),
                .init("outcome", .text, true, "Hasil", "Outcome"),
            ]
        case .held:
            [
                // A hold without an end would be forgotten: that it runs out is its promise.
                .init("until", .date, true, "Sampai", "Until"),
                .init("reason", .text, true, "Alasan", "Reason"),
            ]
        case .resumed: [.init("reason", .text, false, "Alasan", "Reason")]
        case .postponed:
            [
                .init("until", .date, true, "Sampai", "Until"),
                // Why nothing was said in those days has to be found in the history.
                .init("note", .text, true, "Catatan", "Note"),
            ]
        default: []
        }
    }
}

extension FieldRule {
    /// On whose word, which letter: every event has it, so it can be corrected on every event.
    static let source = FieldRule("source", .text, false, "Sumber", "Source")

    fileprivate init(_ name: String, _ form: Form, _ isRequired: Bool, _ id: String, _ en: String) {
        self.init(
            name: name,
            form: form,
            isRequired: isRequired,
            label: Bilingual(id: id, en: en)
        )
    }
}
