import FoundationEssentials
import Language
import Synchronization
import Testing
import Wire

@testable import kembar

/// The draft of a letter to another government, and what is made of it.
@Suite struct LetterTests {
    private static let blitar = LetterOffice(code: "35.72", name: "Kota Blitar", government: true)
    private static let meeting = LetterMeeting(
        label: Label(
            id: "pembahasan ruang lingkup kerja sama",
            en: "the discussion of the scope of cooperation"
        ),
        time: "2018-11-07",
        place: "Ruang Rapat"
    )

    /// The real case, ten working days after the meeting.
    private static func answer(_ change: (inout LetterAnswer) -> Void = { _ in }) -> LetterAnswer {
        var answer = LetterAnswer(
            agreement: "2018-0001",
            title: "Kota Kembar",
            date: "2018-11-22",
            from: LetterOffice(
                code: "51.08",
                name: "Kabupaten Buleleng",
                government: true,
                seat: "Singaraja"
            ),
            to: blitar,
            purpose: "kesiapan penandatanganan",
            since: "2018-11-07",
            meeting: meeting,
            event: "LetterSent",
            rehearsal: false,
            synthetic: false
        )
        change(&answer)
        return answer
    }

    private static func text(_ answer: LetterAnswer, _ language: Language = .id) -> String {
        var screen = Screen(Page(language: language, width: 2_000))
        LetterDraft(answer, in: language).write(to: &screen)
        return screen.text(screen.page)
    }

    @Test func `the first letter follows up the meeting, asks and thanks`() {
        let text = Self.text(Self.answer())
        let sentences = [
            "KONSEP SURAT\n", "\nSingaraja, 22 November 2018\n",
            "Hal       Permohonan Konfirmasi Kesiapan Penandatanganan",
            "\nYth. .................... Pemerintah Kota Blitar\ndi ....................\n",
            "Menindaklanjuti pembahasan ruang lingkup kerja sama “Kota Kembar” pada hari Rabu, 7 November 2018, bertempat di Ruang Rapat, dengan ini kami sampaikan bahwa sampai dengan tanggal 22 November 2018 kami belum menerima informasi mengenai kesiapan penandatanganan dari Pemerintah Kota Blitar.",
            "Sehubungan dengan hal tersebut, mohon kiranya Bapak/Ibu berkenan menyampaikan perkembangan kesiapan penandatanganan dimaksud beserta usulan waktu dan tempat penandatanganan.",
            "Demikian disampaikan. Atas perhatian dan kerja sama Bapak/Ibu, kami ucapkan terima kasih.",
            "Pemerintah Kabupaten Buleleng\n....................,",
        ]
        for sentence in sentences { #expect(text.contains(sentence)) }
    }

    @Test func `the second letter cites number and date of the first`() {
        let answer = Self.answer {
            $0.sent = [
                LetterSentBefore(number: "180/1", date: "2018-11-01"),
                LetterSentBefore(number: "180/2", date: "2018-11-12"),
            ]
        }
        #expect(Self.text(answer).contains("Menyusuli surat kami Nomor 180/2 tanggal 12 November"))
        #expect(Self.text(answer, .en).contains("Further to our letter no. 180/2 of 12 November"))
        let unnumbered = Self.answer {
            $0.sent = [LetterSentBefore(number: nil, date: "2018-11-12")]
        }
        #expect(Self.text(unnumbered).contains("surat kami tanggal 12 November 2018"))
    }

    @Test func `what they wrote is not denied, and leaves a gap for what to say of it`() {
        let answer = Self.answer {
            $0.received = [LetterSentBefore(number: "005/7", date: "2018-11-19")]
        }
        let text = Self.text(answer)
        #expect(
            text.contains(
                "surat Bapak/Ibu Nomor 005/7 tanggal 19 November 2018 telah kami terima. ...................."
            )
        )
        #expect(!text.contains("belum menerima"))
        #expect(
            Self.text(answer, .en).contains("we have received your letter no. 005/7 of 19 November")
        )
        let caution = LetterPhrases(answer).caution.map { Language.en.say($0) }
        #expect(
            caution?.hasPrefix("A letter from Kota Blitar of 19 November 2018 is recorded.") == true
        )
        #expect(LetterPhrases(Self.answer()).caution == nil)
    }

    @Test(arguments: [
        ("2018-10", "pada bulan Oktober 2018,", "in October 2018,"),
        ("2018", "pada tahun 2018,", "in 2018,"),
    ])
    func `an imprecise meeting is cited as exactly as it is known`(
        time: String,
        id: String,
        en: String
    ) {
        let answer = Self.answer {
            $0.meeting?.time = time; $0.meeting?.place = nil
        }
        #expect(Self.text(answer).contains(id))
        #expect(Self.text(answer, .en).contains(en))
    }

    @Test func `a partner is never late`() {
        let passed = Self.answer {
            $0.promised = "2018-11-15"; $0.promisePassed = true
        }
        let text = Self.text(passed)
        #expect(text.contains("yaitu Kamis, 15 November 2018, telah melewati target."))
        #expect(!text.contains("terlambat"))
        #expect(!Self.text(passed, .en).contains("late"))
        let ahead = Self.answer {
            $0.promised = "2018-12-15"; $0.promisePassed = false
        }
        #expect(!Self.text(ahead).contains("melewati"))
    }

    @Test func `a signature is asked for as one, and an answer that is none not with a place`() {
        let signature = Self.answer {
            $0.purpose = nil; $0.signature = true
        }
        #expect(Self.text(signature).contains("naskah yang telah ditandatangani oleh Pemerintah"))
        let answer = Self.answer { $0.purpose = "jawaban surat penawaran" }
        #expect(!Self.text(answer).contains("usulan waktu dan tempat"))
        let stage = Self.answer {
            $0.purpose = nil; $0.meeting = nil
        }
        #expect(Self.text(stage).contains("Sehubungan dengan rencana kerja sama “Kota Kembar”"))
    }

    @Test func `practice and invented offices are marked on the letter itself`() {
        let answer = Self.answer {
            $0.rehearsal = true; $0.synthetic = true
        }
        #expect(Self.text(answer).hasPrefix("KONSEP SURAT - GLADI - SINTETIS\n"))
        #expect(LetterPhrases(answer).chat.en.hasPrefix("[REHEARSAL] [SYNTHETIC] To our"))
    }

    @Test func `the text for a chat is one polite line`() {
        let chat = LetterPhrases(Self.answer()).chat
        #expect(
            chat.id
                == "Yth. Bapak/Ibu di Pemerintah Kota Blitar, izin menanyakan perkembangan kesiapan penandatanganan untuk kerja sama “Kota Kembar” (2018-0001), menindaklanjuti pembahasan ruang lingkup kerja sama pada hari Rabu, 7 November 2018. Atas informasinya kami ucapkan terima kasih. (Pemerintah Kabupaten Buleleng)"
        )
        #expect(!chat.en.contains("\n"))
    }

    @Test func `a template is filled, its paragraph of the body once for each`() throws {
        let answer = Self.answer { $0.title = #"A & B <"C">"# }
        let template = try LetterTemplate(LetterTemplate.shipped, path: "x")
        let filled = template.filled(LetterDraft(answer, in: .id))
        #expect(!filled.contains("{"))
        #expect(filled.contains("“A &amp; B &lt;&quot;C&quot;&gt;”"))
        #expect(filled.ranges(of: #"<text:p text:style-name="Text">"#).count == 3)
    }

    @Test(arguments: [
        ("no document", nil), ("<office:document>{hal}</office:document>", "{isi}"),
    ])
    func `what can't hold a letter is refused`(xml: String, missing: String?) {
        #expect(throws: Failure.unfitTemplate(path: "x", missing: missing)) {
            try LetterTemplate(xml, path: "x")
        }
    }

    @Test func `a place of which nothing is known is refused by name`() {
        let xml = "<office:document><text:p>{isi} {ng<text:span>awur}</text:span></text:p>"
        #expect(throws: Failure.unknownPlace(path: "x", name: "ngawur")) {
            try LetterTemplate(xml, path: "x")
        }
    }

    @Test func `every place that a template may have is filled`() {
        let draft = LetterDraft(Self.answer(), in: .id)
        #expect(Set(draft.places.map(\.name)) == LetterDraft.placeNames)
    }

    @Test func `a package names its kind first, and its parts are whole`() throws {
        let bytes = try #require(OpenDocumentPackage.bytes(of: LetterTemplate.shipped))
        // The media type stands uncompressed at byte 38, where `file` and others look for it.
        let kind = "application/vnd.oasis.opendocument.text"
        #expect(Array(bytes[30..<38]) == Array("mimetype".utf8))
        #expect(Array(bytes[38..<38 + kind.utf8.count]) == Array(kind.utf8))
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains("<office:document-content "))
        #expect(text.contains("<office:master-styles>"))
        #expect(OpenDocumentPackage.bytes(of: "<office:document>") == nil)
    }

    @Test func `the check sum is the one that other programs find`() {
        var archive = StoredArchive()
        archive.add("a", "123456789")
        // CRC-32 of the nine digits, as every description of it gives it.
        #expect(Array(archive.finished()[14..<18]) == [0x26, 0x39, 0xF4, 0xCB])
    }

    @Test(arguments: [
        (["letter"], "Nomor naskah belum disebutkan"),
        (["letter", "2018-0001", "--output", "surat.pdf"], "harus berakhiran"),
        (["letter", "2018-0001", "--template", "x.fodt"], "Templat hanya untuk berkas"),
        (["letter", "2018-0001", "--template", "x.fodt", "--output", "a.txt"], "hanya untuk"),
    ])
    func `a command line that makes no sense says what to write`(
        words: [String],
        expected: String
    ) async {
        let desk = TestDesk(words)
        #expect(await desk.run() == .usage)
        #expect(desk.errors.contains(expected))
    }

    @Test(arguments: [
        // A word that was checked, a change that was tracked, a page that ended in between.
        ("{<text:span text:style-name=\"T1\">hal</text:span>}", true),
        ("{h<text:span>al}</text:span>", true), ("{ha<text:soft-page-break/>l}", true),
        ("{hal}", true),
        // Another paragraph, another word, no end.
        ("{ha</text:p><text:p>l}", false), ("{h al}", false), ("{{hal", false), ("{ha", false),
    ])
    func `a place that a word processor divided by marks is filled all the same`(
        place: String,
        isFilled: Bool
    ) throws {
        let body = "<text:p>{isi}</text:p><text:p>Hal: \(place)</text:p>"
        let xml = "<office:document><office:body>\(body)</office:body></office:document>"
        let draft = LetterDraft(Self.answer(), in: .id)
        let filled = try LetterTemplate(xml, path: "x").filled(draft)
        let subject = try #require(draft.places.first { $0.name == "hal" }).paragraphs[0]
        #expect(filled.contains("Hal: " + subject) == isFilled)
        if !isFilled { #expect(filled.contains(place)) }
        // What was opened is closed, in its order.
        var opened: [Substring] = []
        for tag in filled.split(separator: "<").compactMap({ $0.split(separator: ">").first }) {
            if tag.hasSuffix("/") { continue }
            if tag.hasPrefix("/") {
                #expect(opened.popLast()?.split(separator: " ").first == tag.dropFirst())
            } else {
                opened.append(tag)
            }
        }
        #expect(opened.isEmpty)
    }

    @Test(arguments: [nil, "surat.txt", "surat.fodt"])
    func `the letter is signed by the function that was named, not by that of the offices file`(
        file: String?
    ) async throws {
        let answer = Self.answer { $0.signatory = "Kepala Bagian Pemerintahan Setda" }
        let body = String(decoding: try JSONEncoder().encode(answer), as: UTF8.self)
        try await TinyServer.serving(.answer(status: 200, body: body)) { server in
            /// The letter, on the screen or in its file.
            func letter(_ more: [String]) async -> String {
                let words = ["letter", "2018-0001", "--socket", server.path] + more
                let test = TestDesk(words + (file.map { ["--output", $0] } ?? []))
                let saved = Mutex<[UInt8]>([])
                var desk = test.desk
                desk.save = { bytes, _ throws(Desk.FileFailure) in saved.withLock { $0 = bytes } }
                #expect(await Session(desk: desk).run() == .done)
                let text = saved.withLock { String(decoding: $0, as: UTF8.self) }
                return file == nil ? test.output : text
            }
            let usual = await letter([])
            #expect(usual.contains("Kepala Bagian Pemerintahan Setda,"))
            let other = await letter(["--signatory", "Asisten Administrasi Umum"])
            #expect(other.contains("Asisten Administrasi Umum,"))
            #expect(!other.contains("Kepala Bagian Pemerintahan Setda"))
        }
    }

    @Test func `the shipped template is printed without asking anybody`() async {
        let desk = TestDesk(["letter", "--show-template"])
        #expect(await desk.run() == .done)
        #expect(desk.output == LetterTemplate.shipped + "\n")
    }

    @Test func `a file that exists is left alone, a new one holds the letter`() async throws {
        let body = String(decoding: try JSONEncoder().encode(Self.answer()), as: UTF8.self)
        try await TinyServer.serving(.answer(status: 200, body: body)) { server in
            let saved = Mutex<[String: [UInt8]]>([:])
            let test = TestDesk(
                ["letter", "2018-0001", "--output", "surat.txt", "--socket", server.path]
            )
            var desk = test.desk
            desk.save = { bytes, path throws(Desk.FileFailure) in
                let isNew = saved.withLock { saved in
                    defer { saved[path] = saved[path] ?? bytes }
                    return saved[path] == nil
                }
                if !isNew { throw Desk.FileFailure(path: path, errno: 17) }
            }
            #expect(await Session(desk: desk).run() == .done)
            #expect(test.output.hasPrefix("Konsep surat ditulis ke surat.txt.\n"))
            #expect(test.output.contains("LetterSent number=NOMOR date=TANGGAL"))
            let text = saved.withLock { String(decoding: $0["surat.txt"] ?? [], as: UTF8.self) }
            #expect(text.hasPrefix("KONSEP SURAT\n"))
            #expect(await Session(desk: desk).run() == .refused)
            #expect(test.errors.contains("surat.txt sudah ada dan tidak ditimpa"))
        }
    }
}
