import Language
import Wire

/// The words of a letter to another office, and of what is sent about it by hand.
struct LetterPhrases {
    let answer: LetterAnswer

    init(_ answer: LetterAnswer) { self.answer = answer }

    static let number = Phrase("Nomor", "Number")
    static let enclosure = Phrase("Lampiran", "Enclosed")
    static let subject = Phrase("Hal", "Subject")
    static let salutation = Phrase("Dengan hormat,", "Dear Sir or Madam,")
    static let closing = Phrase(
        "Demikian disampaikan. Atas perhatian dan kerja sama Bapak/Ibu, kami ucapkan terima kasih.",
        "We thank you for your attention and your cooperation."
    )

    /// A draft is never taken for the letter itself, nor practice for the real thing.
    var marks: Phrase {
        let isSynthetic = answer.synthetic ? Phrase(" - ") + .synthetic : Phrase("")
        let isRehearsal = answer.rehearsal ? Phrase(" - ") + .rehearsal : Phrase("")
        return Phrase("KONSEP SURAT", "DRAFT LETTER") + isRehearsal + isSynthetic
    }

    var subject: Phrase {
        if answer.signature {
            return Phrase(
                "Permohonan Penandatanganan Naskah Kerja Sama",
                "Request to Sign the Cooperation Paper"
            )
        }
        guard let purpose = answer.purpose else {
            return Phrase(
                "Permohonan Informasi Perkembangan Kerja Sama",
                "Request for News of the Cooperation"
            )
        }
        let title = purpose.split(separator: " ").map { $0.prefix(1).uppercased() + $0.dropFirst() }
            .joined(separator: " ")
        return Phrase("Permohonan Konfirmasi \(title)", "Request to Confirm: \(title)")
    }

    var addressee: Phrase {
        Phrase("Yth. ", "To: ")
            + (answer.to.addressee.map { Phrase($0) }
                ?? Phrase("\(LetterDraft.gap) ") + Self.government(answer.to))
    }

    var town: Phrase { Phrase("di ", "in ") + Phrase(answer.to.seat ?? LetterDraft.gap) }

    var sender: Phrase { Self.government(answer.from) }

    /// A region is spoken of as its government, any other office by its name.
    private static func government(_ office: LetterOffice) -> Phrase {
        office.government
            ? Phrase("Pemerintah \(office.name)", "Government of \(office.name)")
            : Phrase(office.name)
    }

    /// The same within an English sentence.
    private static func theGovernment(_ office: LetterOffice) -> Phrase {
        office.government ? Phrase("", "the ") + government(office) : government(office)
    }

    /// What has happened, and what has not come yet.
    var report: Phrase { occasion + (answered ?? missing) + promise }

    /// What came from them, and a gap for what to say of it; nil if nothing did.
    private var answered: Phrase? {
        answer.received?.last.map { letter in
            Phrase { language in
                let date = language.letterDate(letter.date)
                let number = letter.number.map {
                    language.say(Phrase("Nomor \($0) ", "no. \($0) "))
                }
                return language.say(
                    Phrase(
                        "surat Bapak/Ibu \(number ?? "")tanggal \(date) telah kami terima. \(LetterDraft.gap)",
                        "we have received your letter \(number ?? "")of \(date). \(LetterDraft.gap)"
                    )
                )
            }
        }
    }

    /// That an answer was recorded, so that perhaps no letter is needed; nil if none was.
    var caution: Phrase? {
        answer.received?.last.map { letter in
            Phrase { language in
                let date = language.letterDate(letter.date)
                return language.say(
                    Phrase(
                        "Surat dari \(answer.to.name) tanggal \(date) sudah tercatat. Bila itu jawabannya, catat dengan kembar ready \(answer.agreement); bila belum, lengkapi titik-titik pada konsep ini.",
                        "A letter from \(answer.to.name) of \(date) is recorded. If it is the answer, record that with kembar ready \(answer.agreement); if not, fill in the dots of this draft."
                    )
                )
            }
        }
    }

    private var occasion: Phrase {
        if let before = answer.sent.last {
            return Phrase { language in
                let date = language.letterDate(before.date)
                let number = before.number.map {
                    language.say(Phrase("Nomor \($0) ", "no. \($0) "))
                }
                return language.say(
                    Phrase(
                        "Menyusuli surat kami \(number ?? "")tanggal \(date) perihal kerja sama \(quoted), dengan ini kami sampaikan bahwa ",
                        "Further to our letter \(number ?? "")of \(date) on the cooperation \(quoted), we write to say that "
                    )
                )
            }
        }
        guard let meeting = answer.meeting else {
            return Phrase(
                "Sehubungan dengan rencana kerja sama \(quoted), dengan ini kami sampaikan bahwa ",
                "With regard to the planned cooperation \(quoted), we write to say that "
            )
        }
        return Phrase { language in
            let date = language.date(meeting.time)
            let place = meeting.place.map {
                language.say(Phrase(", bertempat di \($0)", " at \($0)"))
            }
            let what = language.say(meeting.label.phrase)
            return switch language {
            case .id:
                "Menindaklanjuti \(what) \(quoted) pada \(Self.unit(meeting.time))\(date)\(place ?? ""), dengan ini kami sampaikan bahwa "
            case .en:
                "Following \(what) \(quoted) \(meeting.time.count < 10 ? "in" : "on") \(date)\(place ?? ""), we write to say that "
            }
        }
    }

    /// `hari`, `bulan` or `tahun`, as exact as the time is known.
    private static func unit(_ time: String) -> String {
        switch time.count {
        case ..<5: "tahun "
        case ..<8: "bulan "
        default: "hari "
        }
    }

    private var quoted: String { "“\(answer.title)”" }

    private var missing: Phrase {
        Phrase { language in
            let date = language.letterDate(answer.date)
            let office = language.say(Self.theGovernment(answer.to))
            if answer.signature {
                return language.say(
                    Phrase(
                        "sampai dengan tanggal \(date) kami belum menerima naskah yang telah ditandatangani oleh \(office).",
                        "until \(date) we have not yet received the paper signed by \(office)."
                    )
                )
            }
            guard let purpose = answer.purpose else {
                return language.say(
                    Phrase(
                        "sampai dengan tanggal \(date) kami belum menerima informasi mengenai perkembangannya dari \(office).",
                        "until \(date) we have not yet received news of it from \(office)."
                    )
                )
            }
            return language.say(
                Phrase(
                    "sampai dengan tanggal \(date) kami belum menerima informasi mengenai \(purpose) dari \(office).",
                    "until \(date) we have not yet heard from \(office) about: \(purpose)."
                )
            )
        }
    }

    /// A partner is never late: a target has passed.
    private var promise: Phrase {
        guard let promised = answer.promised else { return Phrase("") }
        return Phrase { language in
            let date = language.date(promised)
            return answer.promisePassed == true
                ? language.say(
                    Phrase(
                        " Waktu yang semula disampaikan, yaitu \(date), telah melewati target.",
                        " The target given earlier, \(date), has passed."
                    )
                )
                : language.say(
                    Phrase(
                        " Waktu yang disampaikan kepada kami adalah \(date).",
                        " The time given to us is \(date)."
                    )
                )
        }
    }

    var request: Phrase {
        let start = Phrase(
            "Sehubungan dengan hal tersebut, mohon kiranya Bapak/Ibu berkenan menyampaikan ",
            "We would therefore be grateful if you could send us "
        )
        if answer.signature {
            return start
                + Phrase(
                    "perkembangan penandatanganan naskah dimaksud, atau usulan waktu dan tempat penandatanganan.",
                    "news of the signing of that paper, or propose a time and a place for it."
                )
        }
        guard let purpose = answer.purpose else {
            return start
                + Phrase(
                    "perkembangan rencana kerja sama dimaksud beserta usulan tindak lanjutnya.",
                    "news of that plan, and your proposal for the next step."
                )
        }
        return start
            + (Self.isAboutSigning(purpose)
                ? Phrase(
                    "perkembangan \(purpose) dimaksud beserta usulan waktu dan tempat penandatanganan.",
                    "news of this (\(purpose)), and propose a time and a place for the signing."
                )
                : Phrase(
                    "perkembangan \(purpose) dimaksud.",
                    "news of this: \(purpose)."
                ))
    }

    /// Time and place of a signing are asked for only where the wait is about one.
    private static func isAboutSigning(_ purpose: String) -> Bool {
        let words = purpose.lowercased()
        return ["penandatangan", "tanda tangan", "sign"].contains { words.contains($0) }
    }

    /// What to record once it is sent.
    func afterwards(_ event: String) -> Phrase {
        Phrase(
            "Konsep ini tidak dikirim oleh kembar. Setelah dinomori, ditandatangani dan dikirim, catat: ",
            "kembar does not send this draft. Once it is numbered, signed and sent, record it: "
        ) + Phrase("kembar record \(answer.agreement) \(event) ")
            + Phrase("number=NOMOR date=TANGGAL", "number=NUMBER date=DATE")
            + Phrase(" from=\(answer.from.code) to=\(answer.to.code)")
    }

    static func written(_ path: String) -> Phrase {
        Phrase("Konsep surat ditulis ke \(path).", "The draft was written to \(path).")
    }

    /// The short text that somebody pastes into a chat.
    var chat: Phrase {
        Phrase { language in
            let office = language.say(Self.theGovernment(answer.to))
            let sender = language.say(Self.government(answer.from))
            let about = language.say(chatSubject)
            let since = language.say(chatSince)
            return switch language {
            case .id:
                "\(chatMarks(language))Yth. Bapak/Ibu di \(office), izin menanyakan perkembangan \(about)\(since). Atas informasinya kami ucapkan terima kasih. (\(sender))"
            case .en:
                "\(chatMarks(language))To our colleagues at \(office): may we ask for news of \(about)\(since)? Thank you very much. (\(sender))"
            }
        }
    }

    private func chatMarks(_ language: Language) -> String {
        let marks = [
            answer.rehearsal ? Phrase.rehearsal : nil, answer.synthetic ? .synthetic : nil,
        ]
        return marks.compactMap(\.self).map { "[\(language.say($0))] " }.joined()
    }

    private var chatSubject: Phrase {
        let paper = Phrase(
            "kerja sama \(quoted) (\(answer.agreement))",
            "the cooperation \(quoted) (\(answer.agreement))"
        )
        if answer.signature {
            return Phrase("penandatanganan naskah ", "the signing of ") + paper
        }
        return answer.purpose.map { Phrase("\($0) untuk ", "“\($0)” for ") + paper } ?? paper
    }

    private var chatSince: Phrase {
        guard let meeting = answer.meeting else { return Phrase("") }
        return Phrase { language in
            let date = language.date(meeting.time)
            let what = language.say(meeting.label.phrase)
            return switch language {
            case .id: ", menindaklanjuti \(what) pada \(Self.unit(meeting.time))\(date)"
            case .en:
                ", following \(what) \(meeting.time.count < 10 ? "in" : "on") \(date)"
            }
        }
    }
}
