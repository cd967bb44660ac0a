import Answers
import Audit
import Engine
import Entries
import EventLog
import Synchronization
import Testing
import Wire
import Workflows

@testable import Daemon

/// The whole log is read again while it grows (audit-formats A11, item 12).
@Suite(.timeLimit(.minutes(5))) struct VerifyingTests {
    /// What is said of the log against a checkpoint that was signed before its last entries.
    private static func verify(_ house: House, _ note: String) throws -> VerifyAnswer {
        try Verification(
            house.log,
            house.folder.identity,
            note: note,
            vkey: house.folder.identity.vkey
        ).answer()
    }

    @Test func `a redaction that is not signed yet leaves open what stands in that place`()
        async throws
    {
        try await Household.with { household in
            let house = household.house
            try await household.propose()
            let receipt = try await house.record(
                "catatan",
                .happened(
                    agreement: "2018-0001",
                    .init(intent: .event("NoteAdded"), at: nil, fields: ["text": "rahasia"])
                )
            )
            let position = try #require(receipt.entries.first).position
            let before = try house.checkpoints.signed()
            let size = house.log.head.size
            try await house.record(
                "hapus",
                .redact(
                    agreement: "2018-0001",
                    Redaction(
                        position: position,
                        set: ["text": "(dihapus)"],
                        authority: "Nota 1"
                    )
                ),
                as: "kembar-admin"
            )
            let open = try Self.verify(house, before)
            #expect(open.result == "unverified" && open.signed == size && open.signer == "verified")
            #expect(open.fault?.code == "unsigned-redaction" && open.fault?.position == position)
            #expect(open.fault?.params["by"]?.integer == Int(size))
            // Recorded while the log was read, it is looked at once more, under what is signed by then.
            var under: [String?] = []
            let again = try house.verified(under: before) { note in
                under.append(note)
                return try Self.verify(house, note ?? "")
            }
            let signed = try house.checkpoints.signed()
            #expect(under == [before, signed] && again.note == signed)
            #expect(again.answer.result == "whole")
            #expect(try Self.verify(house, signed).result == "whole")
            // What a policy says is told as well, and does not hide what is open.
            let witness = try SigningKey(
                name: "saksi.invalid/1",
                seed: [UInt8](repeating: 5, count: 32)
            )
            let policy = try TrustPolicy(
                """
                log \(house.folder.identity.vkey)
                witness satu \(witness.cosignerKey)
                quorum satu

                """
            )
            var held = open
            held.check(policy, [before], in: house.log, house.folder.identity)
            #expect(held.checked.contains("policy") && held.policyKey == nil)
            #expect(held.fault?.code == "unsigned-redaction" && held.result == "damaged")
            #expect(held.beside?.map(\.code) == ["policy"] && held.areEntriesWhole)
            // Nor does junk among the cosignatures, and a later checkpoint is looked for all the same.
            let text = try SignedNote.parse(before).text
            let junk = try SignedNote(text: text, signatures: [witness.sign(text)])
            let spoilt = try house.verified(under: before) { note in
                try Verification(
                    house.log,
                    house.folder.identity,
                    note: note,
                    vkey: house.folder.identity.vkey,
                    cosigned: [junk.description]
                ).answer()
            }
            #expect(spoilt.note == signed && spoilt.answer.fault?.code == "kept-cosignatures")
            var beside = open
            beside.condemnCosignatures(isUnreadable: false)
            #expect(beside.fault?.code == "unsigned-redaction" && beside.result == "damaged")
            #expect(beside.cosignatures?.code == "kept-cosignatures" && beside.areEntriesWhole)
            // Nor can the agreement be carried away under that checkpoint: its bundle would not be whole.
            #expect {
                try house.auditAnswers.receipts(
                    of: "2018-0001",
                    under: before,
                    house.folder.identity
                )
            } throws: { error in
                (error as? Problem)?.code == .redactedLater
            }
            // A running daemon signs first.
            let live = try await house.verified()
            #expect(live.result == "whole" && live.signed == live.size)
        }
    }

    @Test func `an adoption or a recovery that is not signed yet leaves the log whole`()
        async throws
    {
        try await Household.with { household in
            let house = household.house
            let before = try house.checkpoints.signed()
            let size = house.log.head.size
            let lost = try Checkpoint(
                origin: house.checkpoints.origin,
                size: size + 9,
                root: MerkleTree.leafHash([9])
            )
            try await house.record(
                "pulih",
                .recover(
                    Submission.Recovery(
                        note: try lost.sign(with: house.folder.key),
                        signed: lost,
                        lostFrom: size - 1,
                        reason: "disk rusak"
                    )
                ),
                as: "kembar-admin"
            )
            let new = try SigningKey(
                name: house.checkpoints.origin,
                seed: [UInt8](repeating: 9, count: 32)
            )
            try await house.record(
                "ganti",
                .adoptKey(new.verifierKey, reason: nil),
                as: "kembar-admin"
            )
            let answer = try Self.verify(house, before)
            #expect(answer.result == "whole" && answer.signed == size, "\(answer)")
            #expect(answer.size == size + 2 && answer.signer == "verified")
            // It retires no key: what the old one signed of more entries is missing here.
            let cut = try Verification(
                house.log,
                house.folder.identity,
                note: try lost.sign(with: house.folder.key),
                vkey: nil
            ).answer()
            #expect(cut.result == "damaged" && cut.fault?.code == "truncated", "\(cut)")
            #expect(cut.fault?.params["recovery"] == nil)
        }
    }

    @Test func `verification while the daemon writes finds no damage that is none`() async throws {
        try await Household.with { household in
            let house = household.house
            try await household.propose()
            let isOver = Mutex(false)
            async let written: Int = {
                defer { isOver.withLock { $0 = true } }
                var count = 0
                while count < 100 || !isOver.withLock(\.self) {
                    count += 1
                    let note = Submission.Happening(
                        intent: .event("NoteAdded"),
                        at: nil,
                        fields: ["text": .string("catatan \(count)")]
                    )
                    try await house.record(
                        "note-\(count)",
                        .happened(agreement: "2018-0001", note)
                    )
                }
                return count
            }()
            defer { isOver.withLock { $0 = true } }
            // As many as met a log that had grown by the time of their answer.
            var disturbed = 0
            while disturbed < 5, !isOver.withLock(\.self) {
                _ = try house.checkpoints.signed()
                let before = house.log.head.size
                let answer = try await house.verified()
                if house.log.head.size > before { disturbed += 1 }
                #expect(answer.result == "whole", "\(answer)")
                #expect(answer.views == "same", "\(answer)")
                #expect(answer.size >= before)
                let signed = try #require(answer.signed)
                #expect(signed >= before)
            }
            isOver.withLock { $0 = true }
            #expect(try await written >= 100)
        }
    }
}
