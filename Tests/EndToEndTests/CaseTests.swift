import Entries
import Foundation
import Testing
import Wire

/// Whole cases, told to the real programs.
@Suite(.timeLimit(.minutes(10))) struct CaseTests {
    @Test func `three parties have signed only with the last signature, under three numbers`()
        async throws
    {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            let id = "2026-0001"
            try await daemon.done(
                "propose",
                "Jalur wisata (contoh)",
                "--party",
                "99.71",
                "--party",
                "99.02",
                "--kind",
                "KSDD",
                "--paper",
                "PKS"
            )
            try await daemon.done("rehearse", "to", "2026-06-18")
            try await daemon.done("discuss", id, "--scope", "pariwisata", "--at", "2026-06-10")
            try await daemon.done("rehearse", "to", "2026-07-15")
            try await daemon.done("draft", id, "--file", "-", input: "naskah contoh\n")
            try await daemon.done("rehearse", "to", "2026-08-03T09:00")
            for party in ["99.71", "99.02"] {
                try await daemon.done("await", id, "--party", party, "--for", "kesiapan")
            }
            let awaited = try await daemon.asked(AgreementAnswer.self, "show", id)
            #expect(awaited.stage == "ReadinessAwaited")
            #expect(Set(awaited.awaiting.map(\.office.code)) == ["99.71", "99.02"])

            let signings = [
                ("99.01", "01/PKS/CONTOH/2026", "2026-08-19"),
                ("99.71", "71/PKS/CONTOH/2026", "2026-08-26"),
                ("99.02", "02/PKS/CONTOH/2026", "2026-09-02"),
            ]
            for (index, (party, number, day)) in signings.enumerated() {
                let before = try await daemon.asked(AgreementAnswer.self, "show", id)
                #expect(before.stage != "Signed")
                try await daemon.done("rehearse", "to", day + "T10:00")
                try await daemon.done("sign", id, "--party", party, "--number", number)
                let after = try await daemon.asked(AgreementAnswer.self, "show", id)
                #expect(after.signatures.count == index + 1)
                #expect((after.stage == "Signed") == (index == 2))
                // Who was awaited for readiness is awaited for a signature as well, and by it for neither.
                #expect(Set(after.awaiting.map(\.office.code)).count == 2 - index)
            }
            let signed = try await daemon.asked(AgreementAnswer.self, "show", id)
            #expect(signed.signatures.map(\.number) == signings.map(\.1))
            #expect(signed.since.hasPrefix("2026-09-02"))
            #expect(signed.closed?.event == "Signed")
            let last = try await daemon.asked(
                AgreementAnswer.self,
                "show",
                id,
                "--as-of",
                "2026-09-01"
            )
            #expect(last.stage == "ReadinessAwaited")
            #expect(Set(last.awaiting.map(\.office.code)) == ["99.02"])
            try await daemon.done("audit", "verify")
            try await daemon.isMinedWhole()
        }
    }

    @Test func `a late letter after a withdrawal reopens nothing`() async throws {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place, .init(rehearsal: "2025-07-09T09:00"))
            let id = "2025-0001"
            try await daemon.done(
                "propose",
                "Pertukaran data (contoh)",
                "--party",
                "99.02",
                "--kind",
                "KSDD",
                "--paper",
                "KB"
            )
            try await daemon.done("rehearse", "to", "2025-08-06T10:00")
            try await daemon.done("discuss", id, "--scope", "data kependudukan")
            try await daemon.done("rehearse", "to", "2025-09-11T10:00")
            let withdrawal = try await daemon.done(
                "withdraw",
                id,
                "--party",
                "99.02",
                "--reason",
                "surat penarikan (contoh)"
            )
            #expect(withdrawal.contains(id))
            let closed = try await daemon.asked(AgreementAnswer.self, "show", id)
            #expect(closed.closed?.event == "Withdrawn")
            #expect(closed.closed?.by?.code == "99.02")
            let reminded = try await daemon.entries().count { $0.type == "ReminderIssued" }
            #expect(reminded > 0)

            try await daemon.done("rehearse", "to", "2025-09-25T10:00")
            try await daemon.done(
                "record",
                id,
                "LetterReceived",
                "number=090/CONTOH/2025",
                "from=99.02",
                "subject=Tanggapan"
            )
            let late = try await daemon.asked(AgreementAnswer.self, "show", id)
            #expect(late.closed == closed.closed)
            #expect(late.stage == closed.stage)
            #expect(late.awaiting == [])
            for words in [
                ["discuss", id, "--scope", "lain"],
                ["await", id, "--party", "99.02", "--for", "x"],
                ["sign", id],
            ] {
                let refused = try await daemon.run(words + ["--json"])
                #expect(refused.status == 1, "\(words): \(refused)")
                #expect(refused.errors.contains(#""code":"closed""#), "\(words): \(refused)")
            }
            try await daemon.done("rehearse", "to", "2026-03-01")
            let entries = try await daemon.entries()
            #expect(entries.count { $0.type == "ReminderIssued" } == reminded)
            #expect(entries.contains { $0.type == "LetterReceived" })
            let open = try await daemon.asked(ReminderList.self, "remind", "list")
            #expect(open.items.allSatisfy { $0.state == "issued" || $0.agreement != id })
            try await daemon.done("audit", "verify")
            try await daemon.isMinedWhole()
        }
    }
}
