import Audit
import Engine
import Entries
import EventLog
import Testing
import Workflows

/// The keys of a log as its entries say, and who may sign which tree.
@Suite struct KeyHistoryTests {
    private static func key(_ number: UInt8) throws -> SigningKey {
        try SigningKey(name: Workshop.origin, seed: [UInt8](repeating: number, count: 32))
    }

    private static func history(_ shop: Workshop) throws -> KeyHistory {
        let first = try #require(try shop.log.entry(at: 0))
        let identity = try #require(LogIdentity(HistoryReader.entry(first, in: shop.log)))
        return try #require(try KeyHistory(identity, in: shop.log))
    }

    @Test func `the new key signs what comes after its adoption, the old one nothing more`()
        async throws
    {
        let shop = try await Workshop()
        let (old, new) = (try Self.key(7).verifierKey, try Self.key(8).verifierKey)
        let receipt = try await shop.submit("ganti", .adoptKey(new, reason: "tahunan"))
        let position = try #require(receipt.entries.first).position
        let history = try Self.history(shop)
        #expect(history.current == new)
        #expect(history.signer(ofSize: position) == old)
        #expect(history.signer(ofSize: position + 1) == old)
        #expect(history.signer(ofSize: position + 2) == new)
        #expect(history.signers(ofSize: position + 1) == [old, new])
        #expect(history.signers(ofSize: position + 2) == [new])
        let entry = try #require(receipt.entries.first)
        #expect(entry.data["previous"]?.string == old.description)
        #expect(entry.data["reason"]?.string == "tahunan")
    }

    @Test func `no key is adopted before the last one was handed over`() async throws {
        let shop = try await Workshop()
        _ = try await shop.submit("a", .adoptKey(try Self.key(8).verifierKey, reason: nil))
        do {
            _ = try await shop.submit("b", .adoptKey(try Self.key(9).verifierKey, reason: nil))
            Issue.record("adopted")
        } catch SubmissionFailure.handoverPending {
            // As it should be.
        }
        let adoption = try #require(try Self.history(shop).adoptions.first)
        #expect(adoption.handover == nil)
        try await shop.submitter.recordHandover(of: adoption, "catatan\n")
        try await shop.submitter.recordHandover(of: adoption, "catatan\n")
        #expect(try Self.history(shop).adoptions.first?.handover?.note == "catatan\n")
        _ = try await shop.submit("c", .adoptKey(try Self.key(9).verifierKey, reason: nil))
        #expect(try Self.history(shop).adoptions.count == 2)
        #expect(try shop.entries().filter { $0.type == "KeyHandedOver" }.count == 1)
    }

    @Test func `a lost key signs not even the tree that says so`() async throws {
        let shop = try await Workshop()
        let new = try Self.key(8).verifierKey
        let entry = try await shop.submitter.replaceLostKey(by: new, reason: "disk rusak")
        try await shop.submitter.replaceLostKey(by: new, reason: "disk rusak")
        let history = try Self.history(shop)
        #expect(history.adoptions.map(\.isLost) == [true])
        #expect(history.signer(ofSize: entry.position + 1) == new)
        #expect(history.signers(ofSize: entry.position + 1) == [new])
        #expect(history.signers(ofSize: entry.position).count == 2)
        #expect(entry.actor == .system)
        #expect(entry.data["lost"]?.bool == true)
    }

    @Test
    func `a key that handed over may have signed what an earlier entry says is lost, and no more`()
        async throws
    {
        let shop = try await Workshop()
        let (a, b, c) = (
            try Self.key(7).verifierKey, try Self.key(8).verifierKey, try Self.key(9).verifierKey
        )
        func recover(_ size: Int64) async throws {
            let signed = try Checkpoint(
                origin: Workshop.origin,
                size: size,
                root: MerkleTree.leafHash([1])
            )
            let recovery = Submission.Recovery(note: "x", signed: signed, lostFrom: 4, reason: "-")
            _ = try await shop.submit("pulih \(size)", .recover(recovery))
        }
        try await recover(900)
        _ = try await shop.submit("b", .adoptKey(b, reason: nil))
        let adoption = try #require(try Self.history(shop).adoptions.first)
        try await shop.submitter.recordHandover(of: adoption, "catatan\n")
        try await recover(2000)
        _ = try await shop.submit("c", .adoptKey(c, reason: nil))
        let (history, lost) = (try Self.history(shop), try Recovered.all(in: shop.log))
        #expect(history.signers(ofLostSize: 900, by: lost) == [a, b])
        #expect(history.signers(ofLostSize: 901, by: lost) == [b])
        #expect(history.signers(ofLostSize: 2001, by: lost).isEmpty)
        #expect(history.signers(ofLostSize: 4, by: lost).isEmpty)
        #expect(history.signers(ofLostSize: 900, by: []).isEmpty)
    }

    @Test func `a recovery names what is lost`() async throws {
        let shop = try await Workshop()
        let signed = try Checkpoint(
            origin: Workshop.origin,
            size: 900,
            root: MerkleTree.leafHash([1])
        )
        let receipt = try await shop.submit(
            "pulih",
            .recover(
                Submission.Recovery(
                    note: try signed.sign(with: Self.key(7)),
                    signed: signed,
                    lostFrom: 4,
                    reason: "cadangan lama"
                )
            )
        )
        let entry = try #require(receipt.entries.first)
        #expect(entry.type == "LogRecovered")
        #expect(entry.data["lostFrom"]?.integer == 4)
        #expect(entry.data["lostThrough"]?.integer == 899)
        #expect(entry.data["signed"]?["size"]?.integer == 900)
        let recovered = try #require(try Recovered.all(in: shop.log).first)
        #expect(recovered.concerns(signed))
        let other = try Checkpoint(
            origin: Workshop.origin,
            size: 901,
            root: MerkleTree.leafHash([1])
        )
        #expect(!recovered.concerns(other))
        #expect(recovered.covers(600) && entry.data["signer"] == nil)
    }

    @Test func `a loss that nobody has proved explains no other checkpoint`() async throws {
        let shop = try await Workshop()
        let claimed = try Checkpoint(
            origin: Workshop.origin,
            size: 9_000_000_000_000,
            root: MerkleTree.leafHash([1])
        )
        let receipt = try await shop.submit(
            "pulih",
            .recover(
                Submission.Recovery(
                    note: "x",
                    signed: claimed,
                    isByKnownKey: false,
                    lostFrom: 4,
                    reason: "cadangan lama"
                )
            )
        )
        #expect(try #require(receipt.entries.first).data["signer"]?.string == "unknown")
        let recovered = try #require(try Recovered.all(in: shop.log).first)
        #expect(recovered.concerns(claimed))
        #expect(!recovered.covers(600) && !recovered.covers(claimed.size))
    }
}
