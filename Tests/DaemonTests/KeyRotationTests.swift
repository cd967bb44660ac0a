import Answers
import Audit
import Engine
import Entries
import EventLog
import Exports
import Foundation
import Logging
import Testing
import Wire
import Workflows

@testable import Daemon

/// Another key signs from now on: whole, or from wherever it was cut off.
@Suite struct KeyRotationTests {
    private static let admin = Actor.user(id: "a-0001", role: "kembar-admin")

    /// Lets another key sign; `meanwhile` happens before the log adopts it.
    private static func rotate(
        _ home: Household,
        key: String = "ganti",
        meanwhile: () async throws -> Void = {}
    ) async throws -> Receipt {
        try await home.house.rotation.rotate(isDryRun: false, isRepetition: false) { new in
            try await meanwhile()
            return try await home.house.submitter.submit(
                Submission(
                    actor: admin,
                    key: key,
                    digest: "0123456789abcdef",
                    request: .adoptKey(new, reason: nil)
                )
            )
        }
    }

    private static func files(_ home: Household) -> KeyFiles {
        KeyFiles(path: home.house.folder.path, identity: home.house.folder.identity)
    }

    private static func verify(_ home: Household, vkey: VerifierKey) throws -> VerifyAnswer {
        let house = home.house
        return try Verification(
            house.log,
            house.folder.identity,
            note: house.checkpoints.signed(),
            vkey: vkey.description
        ).answer()
    }

    @Test func `whoever pinned the old key follows it, and receipts of both days stay whole`()
        async throws
    {
        try await Household.with { home in
            let house = home.house
            try await home.propose()
            let old = try house.checkpoints.history().current
            let before = try house.auditAnswers.receipt(
                of: 0,
                under: house.checkpoints.signed()
            )
            let receipt = try await Self.rotate(home)
            let adoption = try #require(receipt.entries.first)
            let new = try house.checkpoints.history().current
            #expect(new != old)
            let after = try house.auditAnswers.receipt(
                of: 0,
                under: house.checkpoints.signed()
            )

            let whole = try Self.verify(home, vkey: old)
            #expect(whole.result == "whole", "\(String(describing: whole.fault))")
            #expect(whole.signer == "verified")
            #expect(whole.followed == [adoption.position])
            #expect(whole.keys?.map(\.origin) == [.founding, .handedOver])
            #expect(try Self.verify(home, vkey: new).followed == nil)

            let handovers = try house.checkpoints.history().handovers(in: house.log)
            #expect(handovers.count == 1)
            func check(_ receipt: EntryReceipt, _ key: VerifierKey, _ proofs: [KeyHandover]) throws
                -> String
            {
                let answer = try ReceiptVerification.answer(
                    Array(receipt.description.utf8),
                    vkey: key.description,
                    handovers: proofs
                )
                return answer.reason ?? answer.result
            }
            #expect(try check(before, old, []) == "whole")
            #expect(try check(before, old, handovers) == "whole")
            #expect(try check(after, new, []) == "whole")
            #expect(try check(after, old, handovers) == "whole")
            #expect(try check(after, old, []) == "signer")
            // It is no forgery: another key of that name, which a handover leads to.
            func other(
                _ receipt: String,
                _ key: VerifierKey?,
                policy: TrustPolicy? = nil
            ) throws -> Bool? {
                let answer = try ReceiptVerification.answer(
                    Array(receipt.utf8),
                    vkey: key?.description,
                    policy: policy
                )
                #expect(answer.result == "damaged" && answer.reason == "signer")
                return answer.otherKey
            }
            #expect(try other(after.description, old) == true)
            #expect(try other(before.description, new) == true)
            let policy = try TrustPolicy("log \(old)\nquorum none\n")
            #expect(try other(after.description, nil, policy: policy) == true)
            let stranger = try SigningKey(
                name: "lain.invalid",
                seed: Array(repeating: 4, count: 32)
            )
            #expect(try other(after.description, stranger.verifierKey) == nil)
            // The files: one key, the new one, and nothing of the old.
            let held = try Self.files(home).keys(in: house.log)
            #expect(held.key.verifierKey == new)
            #expect(held.next == nil)
            #expect(!FileManager.default.fileExists(atPath: house.folder.path + "/key.next"))
        }
    }

    @Test func `what the old key signs after it was retired is refused`() async throws {
        try await Household.with { home in
            let house = home.house
            let old = house.folder.key
            _ = try await Self.rotate(home)
            try await home.propose()
            let head = house.log.head
            let forged = try Checkpoint(
                origin: old.verifierKey.name,
                size: head.size,
                root: head.root
            ).sign(with: old)
            let answer = try Verification(
                house.log,
                house.folder.identity,
                note: forged,
                vkey: old.verifierKey.description
            ).answer()
            #expect(answer.result == "damaged")
            #expect(answer.fault?.code == "retired-key")
            let receipt = try house.auditAnswers.receipt(of: head.size - 1, under: forged)
            let check = try ReceiptVerification.answer(
                Array(receipt.description.utf8),
                vkey: old.verifierKey.description,
                handovers: house.checkpoints.history().handovers(in: house.log)
            )
            #expect(check.reason == "retired-key")
            // As the kept checkpoint it stops all signing: somebody else has the old key.
            try Data(forged.utf8).write(to: URL(filePath: house.folder.checkpointPath))
            #expect(throws: CheckpointConflict.keptNoteChanged) {
                try house.checkpoints.signed()
            }
        }
    }

    @Test func `a rotation cut off after the adoption is finished by the next start`() async throws
    {
        try await Household.with { home in
            let house = home.house
            let files = Self.files(home)
            let next = try files.makeNext()
            _ = try await house.submitter.submit(
                Submission(
                    actor: Self.admin,
                    key: "ganti",
                    digest: "0123456789abcdef",
                    request: .adoptKey(next.verifierKey, reason: nil)
                )
            )
            let held = try files.keys(in: house.log)
            #expect(held.key.verifierKey == house.folder.key.verifierKey)
            #expect(held.next?.verifierKey == next.verifierKey)
            // Between the two only what the old key may sign is signed.
            try await home.propose()
            #expect(throws: CheckpointConflict.keyNotHere) { try house.checkpoints.signed() }

            let again = Checkpoints(
                log: house.log,
                origin: house.folder.identity.origin,
                key: held.key,
                path: house.folder.checkpointPath
            )
            again.hold(try #require(held.next))
            try await KeyRotation(house.submitter, again, files).finish()
            #expect(try files.keys(in: house.log).key.verifierKey == next.verifierKey)
            let adoption = try #require(try again.history().adoptions.first)
            let handover = try #require(adoption.handover)
            let signed = try Checkpoint.open(
                handover.note,
                keys: [house.folder.key.verifierKey]
            )
            #expect(signed.checkpoint.size == adoption.position + 1)
            #expect(
                try Checkpoint.open(again.signed(), keys: [next.verifierKey]).checkpoint.size > 0
            )
            try await KeyRotation(house.submitter, again, files).finish()
            #expect(try again.history().adoptions.count == 1)
        }
    }

    @Test func `a key that only an entry names which nobody signed is marked as that`() async throws
    {
        try await Household.with { home in
            let house = home.house
            let old = house.folder.key.verifierKey
            let note = try house.checkpoints.signed()
            let signed = house.log.head.size
            let next = try Self.files(home).makeNext().verifierKey
            _ = try await house.submitter.submit(
                Submission(
                    actor: Self.admin,
                    key: "ganti",
                    digest: "0123456789abcdef",
                    request: .adoptKey(next, reason: nil)
                )
            )
            let (log, history) = (house.log, try house.checkpoints.history())
            #expect(history.current == next)
            #expect(history.lastSigned(in: log, below: signed) == old)
            #expect(history.lastSigned(in: log, below: log.head.size) == next)
            #expect(history.answers(in: log, signed: signed).map(\.unsigned) == [nil, true])
            #expect(history.answers(in: log).map(\.unsigned) == [nil, nil])
            let answer = try Verification(
                log,
                house.folder.identity,
                note: note,
                vkey: nil
            ).answer()
            #expect(answer.keys?.map(\.unsigned) == [nil, true])
        }
        // What the key before signed over needs no checkpoint beyond it.
        try await Household.with { home in
            let signed = home.house.log.head.size
            _ = try await Self.rotate(home)
            let history = try home.house.checkpoints.history()
            #expect(history.lastSigned(in: home.house.log, below: signed) == history.current)
        }
    }

    @Test
    func `who wants another key while one is being changed is told so, and it is changed once`()
        async throws
    {
        try await Household.with { home in
            let house = home.house
            let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            _ = try await Self.rotate(home) {
                let heard = try await Served.with(Routing(house, logger: logger)) { served in
                    let visitor = try Visitor(to: served.path)
                    try visitor.say(
                        "POST /v1/admin/key/rotation HTTP/1.1\r\nHost: localhost\r\n"
                            + "Connection: close\r\nIdempotency-Key: k\r\n"
                            + "Content-Length: 2\r\n\r\n{}"
                    )
                    return try await visitor.hearsOut()
                }
                #expect(heard.hasPrefix("HTTP/1.1 409"), "\(heard)")
                #expect(heard.contains(#""code":"key-handover-pending""#), "\(heard)")
            }
            #expect(try house.checkpoints.history().adoptions.count == 1)
            // It was only for that long.
            _ = try await Self.rotate(home, key: "lagi")
            #expect(try house.checkpoints.history().adoptions.count == 2)
        }
    }

    @Test func `a next key that nobody adopted is nothing`() async throws {
        try await Household.with { home in
            let files = Self.files(home)
            _ = try files.makeNext()
            let held = try files.keys(in: home.house.log)
            #expect(held.key.verifierKey == home.house.folder.key.verifierKey)
            #expect(held.next == nil)
            _ = try await Self.rotate(home)
            #expect(try files.keys(in: home.house.log).next == nil)
        }
    }

    @Test func `a lost key is replaced visibly, and nobody follows it`() async throws {
        try await Household.with { home in
            let house = home.house
            let files = Self.files(home)
            let old = house.folder.key.verifierKey
            let (door, rules) = (house.submitter.door, house.submitter.rulesInForce)
            await #expect(throws: StartFailure.self) {
                try await files.replaceLost(because: "salah", in: house.log, door, rules)
            }
            try FileManager.default.removeItem(atPath: house.folder.keyPath)
            #expect(throws: StartFailure.self) { try files.keys(in: house.log) }
            try await files.replaceLost(because: "disk rusak", in: house.log, door, rules)
            let held = try files.keys(in: house.log)
            #expect(held.key.verifierKey != old)
            let again = Checkpoints(
                log: house.log,
                origin: house.folder.identity.origin,
                key: held.key,
                path: house.folder.checkpointPath
            )
            func verify(_ key: VerifierKey) throws -> VerifyAnswer {
                try Verification(
                    house.log,
                    house.folder.identity,
                    note: again.signed(),
                    vkey: key.description
                ).answer()
            }
            let followed = try verify(old)
            #expect(followed.result == "damaged")
            #expect(followed.fault?.code == "signer")
            let pinned = try verify(held.key.verifierKey)
            #expect(pinned.result == "whole")
            #expect(pinned.keys?.last?.origin == .lost)
        }
    }
}
