import Audit
import Engine
import Entries
import EventLog
import Foundation
import GRDB
import Testing
import Wire

@testable import Daemon

/// The served views are held against the log by one at a time.
@Suite struct ServedViewsTests {
    private static let answer = VerifyAnswer(
        result: "whole",
        origin: "test.invalid/kembar",
        size: 1,
        root: "00",
        redacted: 0,
        agreements: 0,
        signer: "not-checked",
        checked: ["bytes"],
        rehearsal: true
    )

    @Test func `who asks while another compares is told that nobody looked`() async throws {
        try await Household.with { household in
            let house = household.house
            try await household.propose()
            var (meanwhile, afterwards) = (Self.answer, Self.answer)
            let taken: Void? = house.comparing.take { house.compareViews(&meanwhile) }
            #expect(taken != nil)
            #expect(meanwhile.views == "not-checked")
            #expect(meanwhile.checked == ["bytes"])
            house.compareViews(&afterwards)
            #expect(afterwards.views == "same")
            #expect(afterwards.checked == ["bytes", "views"])
        }
    }

    @Test func `a policy that is not met hides no finding about the views`() async throws {
        try await Household.with { household in
            let house = household.house
            try await household.propose()
            _ = try house.checkpoints.signed()
            let witness = try SigningKey(
                name: "saksi.invalid/1",
                seed: [UInt8](repeating: 5, count: 32)
            )
            let answer = try await house.verified(demanding: witness)
            #expect(answer.fault?.code == "policy")
            #expect(answer.views == "same")
        }
    }

    @Test(arguments: ["spoilt", "stripped", "other", "larger", "retired"])
    func `a kept checkpoint that was changed hides no finding of a running log`(
        change: String
    ) async throws {
        try await Household.with { household in
            // Given a running log whose views and kept checkpoint somebody changed
            let house = household.house
            try await household.propose()
            let old = house.folder.key
            if change == "retired" {
                _ = try await house.rotation.rotate(isDryRun: false, isRepetition: false) { new in
                    try await house.record(
                        "ganti",
                        .adoptKey(new, reason: nil),
                        as: "kembar-admin"
                    )
                }
            }
            let note = try house.checkpoints.signed()
            let text = try SignedNote.parse(note).text
            let code: String
            let reason: String?
            let kept: String
            switch change {
            case "spoilt":
                (code, reason) = ("kept-checkpoint", "forged")
                kept = String(note.dropLast(8)) + "AAAAAA=\n"
            case "stripped": (code, reason, kept) = ("kept-checkpoint", "unsigned", text)
            case "other":
                let key = try SigningKey(
                    name: house.checkpoints.origin,
                    seed: [UInt8](repeating: 8, count: 32)
                )
                (code, reason) = ("kept-checkpoint", "unsigned")
                kept = try Checkpoint(text: text).sign(with: key)
            case "larger":
                let size = house.log.head.size
                (code, reason) = ("kept-checkpoint", "unsigned")
                kept = text.replacing("\n\(size)\n", with: "\n\(size + 9)\n")
            default:
                (code, reason) = ("retired-key", nil)
                kept = try Checkpoint(text: text).sign(with: old)
            }
            #expect(kept != note)
            let path = URL(filePath: house.folder.checkpointPath)
            try Data(kept.utf8).write(to: path)
            let views = try DatabaseQueue(path: house.folder.viewsPath)
            try await views.write {
                try $0.execute(sql: "UPDATE agreement SET stage = 'Signed'")
            }
            try views.close()
            let witness = try SigningKey(
                name: "saksi.invalid/1",
                seed: [UInt8](repeating: 5, count: 32)
            )
            // When it is verified, then both are told, and a policy is looked at
            for isPolicy in [false, true] {
                let answer =
                    try await isPolicy
                    ? house.verified(demanding: witness)
                    : house.verified()
                #expect(answer.result == "damaged" && answer.fault?.code == code, "\(answer)")
                #expect(answer.fault?.params["reason"]?.string == reason)
                #expect(answer.views == "differ", "\(answer)")
                #expect(answer.size == house.log.head.size)
                // What a key signed over its successor stands in the log.
                #expect(answer.signed == nil || change == "retired")
                #expect(answer.checked.contains("checkpoint"))
                #expect(answer.findings.contains { $0.code == "policy" } == isPolicy, "\(answer)")
            }
            // And nothing is signed, or handed out, on the ground of that
            #expect(throws: CheckpointConflict.keptNoteChanged) { try house.checkpoints.signed() }
            #expect(throws: CheckpointConflict.keptNoteChanged) {
                try house.checkpoints.signedOrKept()
            }
            let refused = try await house.answer(Problem.self, to: "/v1/audit/checkpoint")
            #expect(refused.code == .integrityFailure)
            #expect(try Data(contentsOf: path) == Data(kept.utf8))
        }
    }

    @Test(arguments: [true, false], [true, false])
    func `where one of two kept checkpoints was changed, the log is verified under the good one`(
        isInside: Bool,
        isStripped: Bool
    ) async throws {
        try await Household.with(isKeptTwice: true) { household in
            // Given a log whose checkpoint is kept twice, one of them without its signature or with a spoilt one
            let house = household.house
            try await household.propose()
            let note = try house.checkpoints.signed()
            let kept = try house.checkpoints.keptNotes()
            #expect(kept.map(\.note) == [note, note])
            let path = try #require(isInside ? kept.first?.path : kept.last?.path)
            let text = try SignedNote.parse(note).text
            let changed = isStripped ? text : String(note.dropLast(8)) + "AAAAAA=\n"
            try Data(changed.utf8).write(to: URL(filePath: path))
            // When it is verified with its key, then that file is named, and the signer is found all the same
            let key = house.folder.identity.vkey.replacing("+", with: "%2B")
            for query in ["", "?vkey=\(key)"] {
                let answer = try await house.answer(
                    VerifyAnswer.self,
                    to: "/v1/audit/verify\(query)"
                )
                #expect(answer.result == "damaged" && answer.beside == nil, "\(answer)")
                #expect(answer.fault?.code == "kept-checkpoint")
                #expect(answer.fault?.params["path"]?.string == path)
                let reason = answer.fault?.params["reason"]?.string
                #expect(reason == (isStripped ? "unsigned" : "forged"))
                #expect(answer.signed == answer.size)
                #expect(answer.signer == (query.isEmpty ? "not-checked" : "verified"))
            }
            #expect(throws: CheckpointConflict.keptNoteChanged) { try house.checkpoints.signed() }
        }
    }

    @Test func `where the kept checkpoint is none, only that is told`() async throws {
        try await Household.with { household in
            let house = household.house
            _ = try house.checkpoints.signed()
            try Data("bukan checkpoint\n".utf8)
                .write(to: URL(filePath: house.folder.checkpointPath))
            let answer = try await house.verified()
            #expect(answer.result == "damaged" && answer.fault?.code == "kept-checkpoint")
            #expect(answer.size == 0 && answer.views == nil, "\(answer)")
        }
    }

    @Test func `a turn that failed is given back`() {
        let turn = ComparisonTurn()
        #expect(throws: POSIXError.self) { try turn.take { throw POSIXError(.ENOSPC) } }
        #expect(turn.take { 1 } == 1)
    }
}
