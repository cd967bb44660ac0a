extension Phrase {
    /// What every screen and message that shows an invented office says.
    package static let synthetic = Phrase("SINTETIS", "SYNTHETIC")

    /// What every screen and message of a rehearsal says.
    package static let rehearsal = Phrase("GLADI", "REHEARSAL")

    /// How sure a day limit is: as a rule, but what the law sets is a limit.
    package static func limitMark(_ mark: String) -> Phrase {
        mark == "legal" ? Phrase("batas hukum", "legal limit") : self.mark(mark)
    }

    /// How sure a rule is: `legal`, `office-policy`, `unverified`; another mark stays as it is.
    package static func mark(_ mark: String) -> Phrase {
        switch mark {
        case "legal": Phrase("dasar hukum", "legal basis")
        case "office-policy": Phrase("kebijakan kantor", "office policy")
        case "unverified": Phrase("belum diverifikasi", "unverified")
        default: Phrase(mark)
        }
    }

    /// What a rule rests on and how sure that is, such as `PP 28/2018 Ps 9 (dasar hukum)`; the mark alone
    /// where the source says no more than that.
    package static func source(_ source: String, mark: Phrase) -> Phrase {
        mark.covers(source) ? mark : Phrase("\(source) (") + mark + Phrase(")")
    }

    /// The same behind something else, such as ` (PP 28/2018 Ps 9, dasar hukum)`.
    package static func sourceInBrackets(_ source: String, mark: Phrase) -> Phrase {
        let start = mark.covers(source) ? Phrase(" (") : Phrase(" (\(source), ")
        return start + mark + Phrase(")")
    }

    /// Whether a source says no more than this mark, in whichever language the rule file was written:
    /// `Kebijakan kantor` of what is office policy.
    package func covers(_ source: String) -> Bool {
        [id, en].contains { $0.lowercased() == source.lowercased() }
    }

    /// A number of things: Indonesian has one form, English one for a single thing and one for the rest.
    package static func count(
        _ count: some BinaryInteger,
        _ id: String,
        _ enOne: String,
        _ enMany: String
    ) -> Phrase {
        Phrase { language in
            let number = language.number(count)
            return switch language {
            case .id: "\(number) \(id)"
            case .en: "\(number) \(count == 1 ? enOne : enMany)"
            }
        }
    }

    /// A day of the week by its name in answers, `monday`; another name stays as it is.
    package static func weekday(_ name: String) -> Phrase {
        switch name {
        case "monday": Phrase("Senin", "Monday")
        case "tuesday": Phrase("Selasa", "Tuesday")
        case "wednesday": Phrase("Rabu", "Wednesday")
        case "thursday": Phrase("Kamis", "Thursday")
        case "friday": Phrase("Jumat", "Friday")
        default: Phrase(name)
        }
    }

    /// A number of working days.
    package static func workingDays(_ count: Int) -> Phrase {
        .count(count, "hari kerja", "working day", "working days")
    }

    /// Which reminder of a ladder it is, counted from 1, and which time of that rung: a repetition of
    /// the last one begins with 2.
    package static func reminder(rung: Int, occurrence: Int) -> Phrase {
        guard occurrence <= 1 else {
            let count = occurrence - 1
            return reminder(rung: rung) + Phrase(" (ulangan ke-\(count))", " (repeat \(count))")
        }
        return reminder(rung: rung)
    }

    private static func reminder(rung: Int) -> Phrase {
        switch rung {
        case 1: Phrase("pengingat pertama", "first reminder")
        case 2: Phrase("pengingat kedua", "second reminder")
        case 3: Phrase("pengingat ketiga", "third reminder")
        default: Phrase("pengingat ke-\(rung)", "reminder no. \(rung)")
        }
    }

    /// A date that rests on days not yet fixed by anybody.
    package static let estimated = Phrase("perkiraan", "estimated")

    /// Years some of whose holidays are not known, where nobody can say any more which.
    package static func incompleteYears(_ years: [Int]) -> Phrase {
        Phrase { language in
            let list = language.list(years.map(String.init))
            return switch language {
            case .id: "hari libur \(list) belum lengkap"
            case .en: "holidays for \(list) not all known"
            }
        }
    }

    /// The years whose holidays are not known, so that only weekends were left out.
    static func missingYears(_ years: [Int]) -> Phrase {
        Phrase { language in
            let list = language.list(years.map(String.init))
            return switch language {
            case .id: "hari libur \(list) belum ada; dihitung Senin sampai Jumat"
            case .en: "no holidays known for \(list); counted Monday to Friday"
            }
        }
    }

    /// What is awaited of an office: a purpose, or its signature.
    package static func purpose(_ purpose: String?, signature: Bool) -> Phrase? {
        if signature { return Phrase("tanda tangan", "signature") }
        return purpose.map { Phrase($0) }
    }
}
