package import Calendars
package import Wire
package import Workflows

/// What the engine-wide entries are called; workflow events bring their own labels.
package enum EngineLabels {
    /// The same as words of the calendars' kind, for tables that know no answers.
    package static let words: @Sendable (EngineEvent) -> Bilingual = { event in
        let words = EngineLabels.label(event)
        return Bilingual(id: words.id, en: words.en)
    }

    /// Returns the label of an engine-wide event in both languages.
    package static func label(_ event: EngineEvent) -> Label {
        switch event {
        case .noteAdded: Label(id: "Catatan", en: "Note")
        case .documentAttached: Label(id: "Dokumen dilampirkan", en: "Document attached")
        case .followedUp: Label(id: "Tindak lanjut", en: "Follow-up")
        case .corrected: Label(id: "Ralat", en: "Correction")
        case .redacted: Label(id: "Data pribadi dihapus", en: "Redaction")
        case .held: Label(id: "Ditunda", en: "Put on hold")
        case .resumed: Label(id: "Dilanjutkan", en: "Resumed")
        case .postponed: Label(id: "Pengingat ditunda", en: "Reminder postponed")
        case .reminderIssued: Label(id: "Pengingat diterbitkan", en: "Reminder issued")
        case .ladderExhausted: Label(id: "Tangga pengingat habis", en: "Ladder exhausted")
        case .messageIssued: Label(id: "Pesan diterbitkan", en: "Message issued")
        case .messageDelivered: Label(id: "Pesan disampaikan", en: "Message delivered")
        case .messageFailed: Label(id: "Pesan gagal", en: "Message failed")
        case .workflowAdopted: Label(id: "Alur kerja ditetapkan", en: "Workflow adopted")
        case .workflowMoved: Label(id: "Pindah versi alur kerja", en: "Workflow moved")
        case .policyAdopted: Label(id: "Kebijakan ditetapkan", en: "Policy adopted")
        case .calendarAdopted: Label(id: "Kalender ditetapkan", en: "Calendar adopted")
        case .officesAdopted: Label(id: "Daftar instansi ditetapkan", en: "Offices adopted")
        case .keyAdopted: Label(id: "Kunci ditetapkan", en: "Key adopted")
        case .keyHandedOver: Label(id: "Kunci diserahterimakan", en: "Key handed over")
        case .logRecovered:
            Label(id: "Log dilanjutkan sesudah pemulihan", en: "Log recovered")
        case .logStarted: Label(id: "Log dimulai", en: "Log started")
        case .daemonStarted: Label(id: "Daemon dimulai", en: "Daemon started")
        case .daemonStopped: Label(id: "Daemon berhenti", en: "Daemon stopped")
        case .clockSetBack: Label(id: "Jam mundur", en: "Clock set back")
        case .clockSetAhead: Label(id: "Jam melompat maju", en: "Clock set ahead")
        case .clockConfirmed: Label(id: "Jam dinyatakan benar", en: "Clock confirmed")
        }
    }
}
