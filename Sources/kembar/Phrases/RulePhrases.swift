import Language

/// What the screens about rules say.
enum RulePhrases {
    static let empty = Phrase("Belum ada aturan yang ditetapkan.", "No rules are adopted yet.")
    static let headings = [
        Phrase("Jenis", "Kind"), Phrase("Nama", "Name"), Phrase("Versi", "Version"),
        Phrase("Judul", "Label"), Phrase("Ditetapkan", "Adopted"), Phrase("Entri", "Entry"),
        Phrase("Naskah", "Agreements"),
    ]

    static func kind(_ kind: String) -> Phrase { FileFaultWords.ruleKind(kind) }

    static func faults(_ count: Int) -> Phrase {
        Phrase(
            "\(count) hal perlu diperbaiki (baris:kolom):",
            count == 1
                ? "1 thing needs repair (line:column):"
                : "\(count) things need repair (line:column):"
        )
    }

    static func sound(_ name: String, version: Int?, unchanged: Bool) -> Phrase {
        if unchanged {
            return Phrase(
                "\(name): tidak ada kesalahan; teks yang sama sudah berlaku.",
                "\(name): no mistakes; the same text is in force already."
            )
        }
        let number = version.map(String.init) ?? "-"
        return Phrase(
            "\(name): tidak ada kesalahan; akan menjadi versi \(number). Menetapkannya: kembar rules adopt BERKAS",
            "\(name): no mistakes; it would become version \(number). To adopt it: kembar rules adopt FILE"
        )
    }

    static func adopted(_ rule: String, version: Int, position: Int64) -> Phrase {
        Phrase(
            "Ditetapkan: \(rule) versi \(version) (entri \(position)).",
            "Adopted: \(rule) version \(version) (entry \(position))."
        )
    }

    static func wouldAdopt(_ rule: String, version: Int) -> Phrase {
        Phrase(
            "Percobaan, tidak ada yang dicatat. Akan ditetapkan: \(rule) versi \(version).",
            "Dry run, nothing was recorded. It would adopt: \(rule) version \(version)."
        )
    }

    static func more(_ count: Int) -> Phrase {
        Phrase(
            "- dan \(count) lagi yang tidak disebutkan",
            "- and \(count) more that are not listed"
        )
    }

    /// Of a workflow: who stays with an older version.
    static func stay(_ count: Int, movable: Int) -> Phrase {
        guard count > 0 else {
            return Phrase(
                "Tidak ada naskah terbuka pada versi lama.",
                "No open agreement is on an older version."
            )
        }
        return Phrase(
            "\(count) naskah terbuka tetap pada versi lama; 0 dipindahkan, \(movable) dapat dipindahkan. Memindahkannya: kembar rules move --all --dry-run",
            "\(count) open \(count == 1 ? "agreement stays" : "agreements stay") with an older version; 0 moved, \(movable) could be moved. To move them: kembar rules move --all --dry-run"
        )
    }

    /// How many agreements are touched: whose days move, or, where none does, whose recipients change.
    static func touched(_ count: Int, _ kind: Touch) -> Phrase {
        switch (kind, count) {
        case (.recipients, 1...):
            return Phrase(
                "Tidak ada hari yang bergeser; penerima berubah pada \(count) naskah:",
                "No day moves; recipients change in \(count) \(count == 1 ? "agreement" : "agreements"):"
            )
        case (.both, 1...):
            return Phrase(
                "Tenggat atau penerima berubah pada \(count) naskah:",
                "Deadlines or recipients change in \(count) \(count == 1 ? "agreement" : "agreements"):"
            )
        default: return moving(count)
        }
    }

    /// What a change of the rules does to reminders.
    enum Touch {
        case days, recipients, both
    }

    private static func moving(_ count: Int) -> Phrase {
        switch count {
        case 0:
            Phrase(
                "Tidak ada tenggat dan pengingat naskah terbuka yang bergeser.",
                "No deadline and no reminder of an open agreement moves."
            )
        case 1: Phrase("Tenggat 1 naskah bergeser:", "Deadlines of 1 agreement move:")
        default:
            Phrase("Tenggat \(count) naskah bergeser:", "Deadlines of \(count) agreements move:")
        }
    }

    static func others(_ ids: [String], _ kind: Touch) -> Phrase {
        let start =
            kind == .days
            ? Phrase("Juga bergeser: ", "These move too: ")
            : Phrase("Juga berubah: ", "These change too: ")
        return start + Phrase(ids.joined(separator: ", "))
    }

    /// To whom a reminder goes under the new rules, and to whom it went.
    static func recipients(_ before: [Phrase], _ after: [Phrase]) -> Phrase {
        Phrase("penerima berubah: ", "recipients change: ") + .list(before) + Phrase(" -> ")
            + .list(after)
    }

    /// The date of which deadline moves; an older version recorded only the next reminder, without a rung.
    static func deadline(
        limit: Phrase?,
        rule: Phrase?,
        rung: Int?,
        occurrence: Int?
    ) -> Phrase {
        if let limit { return self.limit(limit) }
        guard let rung else { return Phrase("pengingat berikutnya", "next reminder") }
        let step = Phrase.reminder(rung: rung, occurrence: occurrence ?? 1)
        return rule.map { step + Phrase(", ") + $0 } ?? step
    }

    static func limit(_ label: Phrase) -> Phrase {
        Phrase("batas waktu ", "limit ") + label
    }

    static let nothingMoved = Phrase(
        "Tidak ada naskah yang dipindahkan.",
        "No agreement was moved."
    )
    static let nothingWouldMove = Phrase(
        "Percobaan, tidak ada yang dicatat. Tidak ada naskah yang akan dipindahkan.",
        "Dry run, nothing was recorded. No agreement would be moved."
    )
    static let nothingDifferent = Phrase(
        "Tidak ada yang berbeda bagi naskah ini sekarang.",
        "Nothing is different for this agreement now."
    )

    static func moved(_ count: Int) -> Phrase {
        Phrase(
            "\(count) naskah dipindahkan.",
            count == 1 ? "1 agreement was moved." : "\(count) agreements were moved."
        )
    }

    static func wouldMove(_ count: Int) -> Phrase {
        Phrase(
            "Percobaan, tidak ada yang dicatat. \(count) naskah akan dipindahkan.",
            "Dry run, nothing was recorded. \(count) \(count == 1 ? "agreement" : "agreements") would be moved."
        )
    }

    static func staying(_ count: Int) -> Phrase {
        Phrase(
            "\(count) naskah tetap pada versinya:",
            count == 1 ? "1 agreement stays:" : "\(count) agreements stay:"
        )
    }

    static func remaining(_ count: Int) -> Phrase {
        Phrase(
            "\(count) naskah lagi dapat dipindahkan; ulangi perintah ini.",
            "\(count) more can be moved; repeat this command."
        )
    }

    /// Asked on a terminal before something takes force; `y` or `ya` agrees.
    static let question = Phrase("Tetapkan? [y/t] ", "Adopt? [y/n] ")
}
