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

    @Test
    func `what was entered late changes what is said of the day, and not what was known then`()
        async throws
    {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            let id = "2026-0001"
            try await daemon.begin()
            try await daemon.done("rehearse", "to", "2026-06-18T09:00")
            try await daemon.done("discuss", id, "--scope", "pariwisata", "--at", "2026-06-10")
            try await daemon.done(
                "await",
                id,
                "--party",
                "99.71",
                "--for",
                "kesiapan",
                "--at",
                "2026-06-16"
            )
            /// The stages on the board, with these options.
            func stages(_ words: String...) async throws -> [String] {
                let outcome = try await daemon.run(["list", "--json"] + words)
                #expect(outcome.status == 0, "\(words): \(outcome)")
                return try JSONDecoder()
                    .decode(AgreementList.self, from: Data(outcome.output.utf8))
                    .agreements.map(\.stage)
            }
            #expect(try await stages() == ["ReadinessAwaited"])
            #expect(try await stages("--as-of", "2026-05-05") == [])
            #expect(try await stages("--as-of", "2026-06-09") == ["VisitProposed"])
            #expect(try await stages("--as-of", "2026-06-10") == ["ScopeDiscussed"])
            #expect(try await stages("--known-at", "2026-06-17") == ["VisitProposed"])
            #expect(
                try await stages("--as-of", "2026-06-10", "--known-at", "2026-06-17")
                    == ["VisitProposed"]
            )
            #expect(try await stages("--stage", "VisitProposed") == [])
            #expect(
                try await stages("--stage", "VisitProposed", "--as-of", "2026-06-09")
                    == ["VisitProposed"]
            )
            #expect(try await stages("--waiting-on", "99.71") == ["ReadinessAwaited"])
            #expect(try await stages("--waiting-on", "99.71", "--as-of", "2026-06-15") == [])

            let known = try await daemon.asked(
                AgreementAnswer.self,
                "show",
                id,
                "--known-at",
                "2026-06-17"
            )
            #expect(known.stage == "VisitProposed")
            #expect(known.awaiting == [])

            /// The steps that people took, with these options.
            func steps(_ words: String...) async throws -> [String] {
                let outcome = try await daemon.run(["history", id, "--json"] + words)
                try #require(outcome.status == 0, "\(words): \(outcome)")
                return try JSONDecoder()
                    .decode(HistoryAnswer.self, from: Data(outcome.output.utf8))
                    .entries.filter { $0.actor != "system" }.map(\.type)
            }
            let all = ["VisitProposed", "ScopeDiscussed", "ReadinessAwaited"]
            #expect(try await steps() == all)
            #expect(try await steps("--as-of", "2026-06-15") == Array(all[..<2]))
            #expect(try await steps("--as-of", "2026-06-09") == Array(all[..<1]))
            #expect(try await steps("--known-at", "2026-06-17") == Array(all[..<1]))
        }
    }

    @Test func `every other case, and another workflow, is told to its end and mined whole`()
        async throws
    {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place, .init(rehearsal: "2025-09-17T09:00"))
            let requests = try String(
                contentsOfFile: Daemon.shipped + "/examples/permintaan-data/workflow.yaml",
                encoding: .utf8
            )
            try await daemon.done("rules", "adopt", "-", input: requests)
            // Case 5: the scope is discussed twice, and the draft follows the second.
            let twice = "2025-0001"
            try await daemon.propose("Pariwisata (contoh)", "KSDD")
            try await daemon.done("rehearse", "to", "2025-10-23T09:00")
            try await daemon.done(
                "discuss",
                twice,
                "--scope",
                "pariwisata",
                "--scope",
                "ekonomi kreatif",
                "--at",
                "2025-10-15"
            )
            try await daemon.done("rehearse", "to", "2025-11-26T09:00")
            try await daemon.done("discuss", twice, "--scope", "pertanian")
            try await daemon.done("rehearse", "to", "2025-12-17T09:00")
            try await daemon.done("draft", twice, "--scope-version", "2")
            // Case 6: a DPRD without a legal limit; 6b: abroad silence is consent after 45 days.
            let (home, abroad) = ("2026-0001", "2026-0002")
            try await daemon.done("rehearse", "to", "2026-01-12T09:00")
            try await daemon.propose("Antardaerah (contoh)", "KSDD")
            try await daemon.propose("Luar negeri (contoh)", "KSDPL")
            // And a request for data, of quite another workflow.
            let request = "2026-0003"
            try await daemon.done(
                "propose",
                "Data curah hujan (contoh)",
                "--workflow",
                "permintaan-data",
                "--party",
                "univ-contoh"
            )
            try await daemon.done(
                "record",
                request,
                "RequestAccepted",
                "office=univ-contoh",
                "for=data curah hujan"
            )
            try await daemon.done("rehearse", "to", "2026-02-16T09:00")
            try await daemon.done("record", request, "DataDelivered", "office=univ-contoh")
            for id in [home, abroad] {
                try await daemon.done("discuss", id, "--scope", "pariwisata", "--at", "2026-02-04")
            }
            try await daemon.done("rehearse", "to", "2026-03-12T09:00")
            try await daemon.done("draft", abroad, "--at", "2026-03-02")
            for id in [home, abroad] {
                try await daemon.done("await", id, "--party", "99.01/DPRD", "--for", "persetujuan")
            }
            try await daemon.done("rehearse", "to", "2026-06-03T09:00")
            func deem(_ id: String) async throws -> Outcome {
                try await daemon.kembar(
                    "record",
                    id,
                    "DeemedApproved",
                    "office=99.01/DPRD",
                    "citing=Permendagri 25/2020 Ps 17(4)",
                    "--at",
                    "2026-06-02",
                    "--json"
                )
            }
            let unlimited = try await deem(home)
            #expect(unlimited.errors.contains(#""code":"no-limit""#), "\(unlimited)")
            #expect(try await deem(abroad).status == 0)
            try await daemon.done("sign", abroad)
            // Case 3: an old paper, whose term ends on a Sunday.
            let term = "2022-0001"
            try await daemon.done("rehearse", "to", "2026-11-02T09:00")
            try await daemon.done(
                "register",
                "Kerja sama lama (contoh)",
                "--party",
                "99.71",
                "--kind",
                "KSDD",
                "--paper",
                "PKS",
                "--at",
                "2022-03-15",
                "--until",
                "2027-03-14"
            )
            try await daemon.done("rehearse", "to", "2027-03-15T09:00")

            let board = try await daemon.asked(AgreementList.self, "list").agreements
            let stages = Dictionary(uniqueKeysWithValues: board.map { ($0.id, $0.stage) })
            #expect(
                stages == [
                    twice: "PKSDrafted", home: "ReadinessAwaited", abroad: "Signed",
                    request: "Delivered", term: "Signed",
                ]
            )
            let reminded = try await daemon.entries().filter {
                $0.type == "ReminderIssued" && $0.subject?.agreement == term
                    && $0.data["role"] == "petugas"
            }
            #expect(
                reminded.compactMap { $0.data["day"]?.string }
                    == ["2026-12-14", "2027-01-11", "2027-02-12", "2027-03-05"]
            )
            try await daemon.done("audit", "verify")
            // The five of them, and the log itself.
            if let mined = try await daemon.isMinedWhole() { #expect(mined.agreements == 6) }
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

extension Daemon {
    /// Begins an agreement with the invented city.
    fileprivate func propose(_ title: String, _ kind: String) async throws {
        try await done("propose", title, "--party", "99.71", "--kind", kind, "--paper", "KB")
    }
}
