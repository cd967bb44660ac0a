import Entries
import Foundation
import Language
import Testing
import Wire

@testable import kembar

/// An agreement's story as it is pasted into a report.
@Suite struct NarrationScreenTests {
    /// A scope that was corrected, a draft with its document, a note, and both signatures.
    private static let story = """
        {"rehearsal": false, "offsetMinutes": 480, "agreements": [{"id": "2018-0001", "title": "Kota Kembar",
        "synthetic": false, "offices": {"51.08": "Kabupaten Buleleng", "35.72": "Kota Blitar"}, "steps": [
        {"position": 8, "type": "VisitProposed", "label": {"id": "Kunjungan diusulkan", "en": "Visit proposed"},
         "time": "2018", "recorded": "2018-11-08T09:00:00.000+08:00", "actor": "a-0001", "late": true,
         "data": {"title": "Kota Kembar", "parties": [{"code": "51.08", "name": "Kabupaten Buleleng"},
          {"code": "35.72", "name": "Kota Blitar"}]}, "correctedBy": [], "redacted": false,
         "rule": {"workflow": "k@1", "event": "VisitProposed", "source": "x", "mark": "unverified"},
         "fields": {"parties": {"label": {"id": "Para pihak", "en": "Parties"}, "form": "offices"}}},
        {"position": 9, "type": "ScopeDiscussed", "label": {"id": "Ruang lingkup dibahas", "en": "Scope discussed"},
         "time": "2018-11-07", "recorded": "2018-11-07T10:00:00.000+08:00", "actor": "a-0001",
         "source": "Rapat TKKSD", "data": {"scope": ["pariwisata saja"], "source": "Rapat TKKSD"},
         "original": {"data": {"scope": ["pariwisata dan kebudayaan"]}},
         "correctedBy": [44], "redacted": false,
         "rule": {"workflow": "k@1", "event": "ScopeDiscussed", "source": "x", "mark": "unverified"},
         "fields": {"scope": {"label": {"id": "Ruang lingkup", "en": "Scope"}, "form": "texts"}}},
        {"position": 10, "type": "PKSDrafted", "label": {"id": "Naskah PKS disusun", "en": "PKS drafted"},
         "time": "2018-11-20", "recorded": "2018-11-20T10:00:00.000+08:00", "actor": "a-0001",
         "data": {"document": {"name": "konsep.pdf", "size": 12, "sha256": "\(String(repeating: "ab", count: 32))"}},
         "correctedBy": [], "redacted": false,
         "rule": {"workflow": "k@1", "event": "PKSDrafted", "source": "x", "mark": "unverified"}},
        {"position": 11, "type": "NoteAdded", "label": {"id": "Catatan", "en": "Note"},
         "time": "2018-11-21", "recorded": "2018-11-21T10:00:00.000+08:00", "actor": "a-0001",
         "data": {"text": "sudah ditelepon"}, "correctedBy": [], "redacted": false},
        {"position": 12, "type": "Signed", "label": {"id": "Ditandatangani", "en": "Signed"},
         "time": "2018-12-17", "recorded": "2018-12-17T10:00:00.000+08:00", "actor": "a-0001",
         "data": {"signatures": [{"party": "51.08", "number": "12/PKS", "capacity": "Bupati", "place": "Singaraja"},
          {"party": "35.72"}]}, "correctedBy": [], "redacted": false,
         "rule": {"workflow": "k@1", "event": "Signed", "source": "x", "mark": "unverified"}},
        {"position": 44, "type": "Corrected", "label": {"id": "Ralat", "en": "Correction"},
         "time": "2018-12-10", "recorded": "2018-12-10T10:00:00.000+08:00", "actor": "a-0002",
         "data": {"corrections": [{"position": 9, "set": {"scope": ["pariwisata saja"]}}],
          "reason": "salah ketik"}, "correctedBy": [], "redacted": false}]}]}
        """

    /// A day that was corrected twice; afterwards a name was taken out of the entry.
    private static let corrected = """
        {"rehearsal": false, "offsetMinutes": 480, "agreements": [{"id": "2018-0001", "title": "Kota Kembar",
        "synthetic": false, "steps": [
        {"position": 9, "type": "ScopeDiscussed", "label": {"id": "Ruang lingkup dibahas", "en": "Scope discussed"},
         "time": "2018-11-09", "recorded": "2018-11-07T10:00:00.000+08:00", "actor": "a-0001",
         "data": {}, "original": {"time": "2018-11-05", "data": {}}, "correctedBy": [44, 45], "redacted": true,
         "rule": {"workflow": "k@1", "event": "ScopeDiscussed", "source": "x", "mark": "unverified"}},
        {"position": 44, "type": "Corrected", "label": {"id": "Ralat", "en": "Correction"},
         "time": "2018-12-10", "recorded": "2018-12-10T10:00:00.000+08:00", "actor": "a-0002",
         "data": {"corrections": [{"position": 9, "time": "2018-11-07T00:00:00.000+08:00",
          "timeprecision": "day"}]}, "correctedBy": [], "redacted": false},
        {"position": 45, "type": "Corrected", "label": {"id": "Ralat", "en": "Correction"},
         "time": "2018-12-10", "recorded": "2018-12-10T11:00:00.000+08:00", "actor": "a-0002",
         "data": {"corrections": [{"position": 9, "time": "2018-11-09T00:00:00.000+08:00",
          "timeprecision": "day"}]}, "correctedBy": [], "redacted": false},
        {"position": 46, "type": "Redacted", "label": {"id": "Data pribadi dihapus", "en": "Redaction"},
         "time": "2018-12-12", "recorded": "2018-12-12T10:00:00.000+08:00", "actor": "a-0003",
         "data": {"position": 9, "authority": "Berita acara 1", "entry": {}}, "correctedBy": [],
         "redacted": false}]}]}
        """

    /// Signed party by party: the paper's own entry, which the daemon added, has an empty list.
    private static let completed = """
        {"rehearsal": false, "offsetMinutes": 480, "agreements": [{"id": "2018-0001", "title": "Kota Kembar",
        "synthetic": false, "steps": [
        {"position": 12, "type": "Signed", "label": {"id": "Ditandatangani", "en": "Signed"},
         "time": "2018-12-17", "recorded": "2018-12-17T10:00:00.000+08:00", "actor": "system",
         "data": {"signatures": []}, "correctedBy": [], "redacted": false,
         "rule": {"workflow": "k@1", "event": "Signed", "source": "x", "mark": "unverified"},
         "fields": {"signatures": {"label": {"id": "Tanda tangan", "en": "Signatures"}, "form": "signatures"}}}]}]}
        """

    @Test func `what the last signature completed has no empty brackets`() throws {
        for language in [Language.id, .en] {
            let told = try Self.told(language, Self.completed).joined(separator: "\n")
            #expect(told.contains("[entri 12]") || told.contains("[entry 12]"), "\(told)")
            #expect(!told.contains("("), "\(told)")
        }
    }

    private static func told(
        _ language: Language,
        _ story: String = story,
        hasWidth: Bool = false
    ) throws -> [String] {
        let answer = try JSONDecoder().decode(ReplayAnswer.self, from: Data(story.utf8))
        var page = Page(language: language, width: 60)
        page.hasWidth = hasWidth
        return NarrationScreen(answer).screen(page).text(page).split(separator: "\n").map(
            String.init
        )
    }

    @Test func `each step is a sentence with parties, documents, numbers and capacities by name`()
        throws
    {
        let told = try Self.told(.id)
        #expect(
            told == [
                "2018-0001  Kota Kembar",
                "Pada tahun 2018 terjadi langkah “Kunjungan diusulkan” (para pihak: Kabupaten Buleleng (51.08) dan Kota Blitar (35.72)) [entri 8]. Hal ini baru dicatat pada hari Kamis, 8 November 2018.",
                "Pada hari Rabu, 7 November 2018 terjadi langkah “Ruang lingkup dibahas” (ruang lingkup: pariwisata dan kebudayaan), menurut Rapat TKKSD [entri 9]. Keterangan itu diralat oleh a-0002 pada hari Senin, 10 Desember 2018: ruang lingkup dari “pariwisata dan kebudayaan” menjadi “pariwisata saja”, dengan alasan “salah ketik” [entri 44].",
                "Pada hari Selasa, 20 November 2018 terjadi langkah “Naskah PKS disusun” (dokumen: konsep.pdf (12 bita, SHA-256 abababababab…)) [entri 10].",
                "Pada hari Rabu, 21 November 2018 ditambahkan catatan “sudah ditelepon” [entri 11].",
                "Pada hari Senin, 17 Desember 2018 terjadi langkah “Ditandatangani” (tanda tangan: Kabupaten Buleleng (51.08), nomor 12/PKS, kedudukan penanda tangan Bupati, tempat Singaraja; Kota Blitar (35.72)) [entri 12].",
            ]
        )
    }

    @Test func `in English too`() throws {
        let told = try Self.told(.en)
        #expect(told[1].hasPrefix("In 2018 the step “Visit proposed” took place (parties: "))
        #expect(told[1].hasSuffix("It was only recorded on Thursday, 8 November 2018."))
        #expect(
            told[2].hasSuffix(
                "a-0002 corrected it on Monday, 10 December 2018: scope from “pariwisata dan kebudayaan” to “pariwisata saja”, for the reason “salah ketik” [entry 44]."
            )
        )
        #expect(
            told[4]
                == "On Wednesday, 21 November 2018 a note was added: “sudah ditelepon” [entry 11]."
        )
    }

    @Test func `lines are broken where a width was said, and not in a pipe`() throws {
        #expect(try Self.told(.id).contains { $0.count > 200 })
        #expect(try Self.told(.id, hasWidth: true).allSatisfy { $0.count <= 60 })
    }

    @Test func `of a day corrected twice each correction tells its own two days`() throws {
        let told = try Self.told(.id, Self.corrected)[1]
        #expect(
            told.contains(
                "waktu kejadian dari “Senin, 5 November 2018” menjadi “Rabu, 7 November 2018” [entri 44]"
            ),
            "\(told)"
        )
        #expect(
            told.contains(
                "waktu kejadian dari “Rabu, 7 November 2018” menjadi “Jumat, 9 November 2018” [entri 45]"
            ),
            "\(told)"
        )
    }

    @Test func `a redaction is told with who, when, on what ground and by which entry`() throws {
        let told = try Self.told(.id, Self.corrected)[1]
        #expect(
            told.hasSuffix(
                " Data pribadi dalam entri 9 dihapus oleh a-0003 pada hari Rabu, 12 Desember 2018, dengan dasar “Berita acara 1”; buktinya tetap utuh [entri 46]."
            ),
            "\(told)"
        )
        let english = try Self.told(.en, Self.corrected)[1]
        #expect(
            english.hasSuffix(
                " a-0003 took personal data out of entry 9 on Wednesday, 12 December 2018, on the authority of “Berita acara 1”; its proof stays whole [entry 46]."
            ),
            "\(english)"
        )
    }
}
