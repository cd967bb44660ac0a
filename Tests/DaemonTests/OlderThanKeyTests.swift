import Answers
import Audit
import Engine
import Entries
import EventLog
import Exports
import Foundation
import Projections
import Testing
import Wire
import Workflows

@testable import Daemon

/// A backup from before a change of the log's key goes on with the newer key, and with nobody else's.
@Suite struct OlderThanKeyTests {
    /// An office whose data folder is the backup, and whose checkpoint outside of it is not.
    private struct Office: Sendable {
        let path: String
        /// The keys as their files have them.
        var old = ""
        var new = ""

        var data: String { path + "/data" }
        var outside: String { path + "/outside" }
        var keyPath: String { data + "/key" }

        var newKey: VerifierKey {
            get throws {
                let seed = try #require(TreeHash(hex: new.filter { $0 != "\n" })).bytes
                return try SigningKey(name: "test.invalid/kembar", seed: seed).verifierKey
            }
        }

        func wish(lost reason: String? = nil) throws -> DataFolder.Wish {
            DataFolder.Wish(
                origin: "test.invalid/kembar",
                isRehearsal: true,
                settings: try Settings.find(config: Household.shipped + "/kembard.yaml"),
                checkpoints: outside,
                lostKeyReason: reason,
                door: { _ in Door.real(clock: StandingClock(at: Household.start)) }
            )
        }

        /// Gives `body` the house on the data folder as it is.
        func open(_ body: (House) async throws -> Void) async throws {
            let wish = try wish()
            let folder = try await DataFolder.open(data, wish)
            do {
                let daemon = Daemon(
                    options: DaemonOptions(checkpoints: outside),
                    environment: [:]
                )
                let house = try await daemon.build(folder, wish.settings, [])
                await house.views.catchUp()
                try await body(house)
            } catch {
                await folder.log.close()
                throw error
            }
            await folder.log.close()
        }

        /// Opens it where that can't be; says why not.
        func refused(lost reason: String? = nil) async throws -> StartFailure {
            let wish = try wish(lost: reason)
            let error = await #expect(throws: StartFailure.self) {
                try await DataFolder.open(data, wish).log.close()
            }
            return try #require(error)
        }

        func put(key: String) throws {
            try Data(key.utf8).write(to: URL(filePath: keyPath))
        }
    }

    /// Backs a log up, signs more of it, under another key if it `rotates`, and puts the backup back.
    private static func with(
        rotates: Bool = true,
        _ body: (Office) async throws -> Void
    ) async throws {
        let files = FileManager.default
        let place = files.temporaryDirectory.appending(path: "kembar-older-\(UUID().uuidString)")
        // What can't be removed stays in /tmp for the system to clean.
        defer { try? files.removeItem(at: place) }
        var office = Office(path: place.path)
        try files.createDirectory(atPath: office.outside, withIntermediateDirectories: true)
        try await office.open { _ = try $0.checkpoints.signed() }
        office.old = try String(contentsOfFile: office.keyPath, encoding: .utf8)
        try files.copyItem(atPath: office.data, toPath: office.path + "/lama")
        try await office.open { house in
            if rotates { try await rotate(house) }
            try await house.submitter.record(.daemonStopped, key: "hilang", [:])
            _ = try house.checkpoints.signed()
        }
        office.new = try String(contentsOfFile: office.keyPath, encoding: .utf8)
        #expect((office.old != office.new) == rotates)
        try files.removeItem(atPath: office.data)
        try files.moveItem(atPath: office.path + "/lama", toPath: office.data)
        try await body(office)
    }

    private static func rotate(_ house: House) async throws {
        _ = try await house.rotation.rotate(isDryRun: false, isRepetition: false) { new in
            try await house.record("ganti", .adoptKey(new, reason: nil), as: "kembar-admin")
        }
    }

    private static func recover(_ house: House) async throws {
        let lost = try #require(try house.checkpoints.lost(because: "disk rusak"))
        try await house.record("pulih", .recover(lost), as: "kembar-admin")
        #expect(try house.checkpoints.conflict() == nil)
        _ = try house.checkpoints.signed()
    }

    /// What is said in both languages.
    private static func texts(_ error: any Error) -> [String] {
        ["id_ID.UTF-8", "en_US.UTF-8"].map { Daemon.explain(error, environment: ["LANG": $0]) }
    }

    @Test func `with the newer key the loss is recorded, and whoever pinned the old one follows`()
        async throws
    {
        try await Self.with { office in
            try office.put(key: office.new)
            let new = try office.newKey
            try await office.open { house in
                #expect(house.folder.key.verifierKey == new)
                #expect(try house.checkpoints.history().current == new)
                guard case .notAnExtension? = try house.checkpoints.conflict() else {
                    Issue.record("\(String(describing: try house.checkpoints.conflict()))")
                    return
                }
                try await Self.recover(house)
                let note = try house.checkpoints.signed()
                #expect(try Checkpoint.open(note, keys: [new]).checkpoint.size > 0)
                let answer = try Verification(
                    house.log,
                    house.folder.identity,
                    note: note,
                    vkey: house.folder.identity.vkey
                ).answer()
                #expect(answer.result == "whole", "\(String(describing: answer.fault))")
                #expect(answer.signer == "verified")
                #expect(answer.keys?.map(\.origin) == [.founding, .handedOver])
            }
            // Once, and the next change of the key is like every other.
            try await office.open { house in
                let keys = try await house.answer(KeyList.self, to: "/v1/audit/keys")
                #expect(keys.successor == nil)
                #expect(try house.checkpoints.history().adoptions.count == 1)
                try await Self.rotate(house)
                #expect(try house.checkpoints.conflict() == nil)
            }
        }
    }

    @Test func `what the old key signed over its successor is a loss like any other`() async throws
    {
        try await Self.with { office in
            // The disk died before the newer key had signed anything.
            let handovers = try Data(contentsOf: URL(filePath: office.outside + "/handovers"))
            let last = try #require(KeyHandover.all(in: Array(handovers)).last)
            try Data(last.receipt.note.description.utf8)
                .write(to: URL(filePath: office.outside + "/checkpoint"))
            try office.put(key: office.new)
            try await office.open { try await Self.recover($0) }
        }
    }

    @Test func `with the old key, which has handed over, nothing is signed, recovered or changed`()
        async throws
    {
        try await Self.with { office in
            let new = try office.newKey
            try await office.open { house in
                let retired = CheckpointConflict.keyRetired(new)
                let status = try await house.answer(StatusAnswer.self, to: "/v1/status")
                let codes = status.problems.map(\.code)
                #expect(codes.contains("signed-before") && codes.contains("key-retired"))
                let keys = try await house.answer(KeyList.self, to: "/v1/audit/keys")
                #expect(keys.successor == new.description)
                let older = try #require(status.problems.first { $0.code == "signed-before" })
                #expect(older.params["recoverable"] == false)
                let conflict = try #require(try house.checkpoints.conflict())
                #expect(ProblemMaker.problem(of: conflict).params["recoverable"] == false)
                let verified = try await house.verified()
                #expect(verified.fault?.code == "signed-before")
                #expect(verified.fault?.params["recoverable"] == false)
                #expect(throws: retired) { try house.checkpoints.lost(because: "disk rusak") }
                await #expect(throws: CheckpointConflict.self) { try await Self.rotate(house) }
                #expect(try house.checkpoints.history().adoptions.isEmpty)
                // Also where the newer checkpoint was taken away.
                try FileManager.default.removeItem(atPath: office.outside + "/checkpoint")
                try await house.submitter.record(.daemonStopped, key: "lagi", [:])
                #expect(throws: retired) { try house.checkpoints.signed() }
                let problem = ProblemMaker.problem(of: retired)
                #expect(problem.code == .logUnavailable)
                #expect(problem.params["successor"]?.string == new.description)
            }
        }
    }

    @Test func `with neither key a new one is made, and the loss is recorded under it`()
        async throws
    {
        try await Self.with { office in
            try FileManager.default.removeItem(atPath: office.keyPath)
            let new = try office.newKey
            let missing = try await office.refused()
            for text in Self.texts(missing) {
                #expect(text.contains(new.description), "\(text)")
                #expect(text.contains("kembard replace-lost-key"), "\(text)")
            }
            try await DataFolder.open(office.data, office.wish(lost: "disk rusak")).log.close()
            try await office.open { house in
                #expect(house.folder.key.verifierKey != new)
                try await Self.recover(house)
                #expect(
                    try house.checkpoints.history().answers(in: house.log).last?.origin == .lost
                )
            }
        }
    }

    @Test(arguments: ["old", "new", "foreign"], [true, false])
    func `a key that lies there whole is not replaced as lost`(which: String, isKept: Bool)
        async throws
    {
        try await Self.with { office in
            if !isKept {
                try FileManager.default.removeItem(atPath: office.outside + "/handovers")
            }
            let foreign = String(repeating: "5a", count: 32) + "\n"
            let key = ["old": office.old, "new": office.new][which] ?? foreign
            try office.put(key: key)
            let refused = try await office.refused(lost: "disk rusak")
            #expect(try String(contentsOfFile: office.keyPath, encoding: .utf8) == key)
            #expect(!FileManager.default.fileExists(atPath: office.data + "/key.next"))
            switch (refused, which, isKept) {
            case (.keyNotLost, "new", true), (.keyNotLost, "old", false): return
            case (.keyInTheWay, _, _) where which != (isKept ? "new" : "old"):
                for text in Self.texts(refused) { #expect(text.contains(office.keyPath)) }
            default: Issue.record(refused)
            }
        }
    }

    @Test
    func `where no handover was kept it is said that the signer is unknown, and how to go on`()
        async throws
    {
        try await Self.with { office in
            let (kept, aside) = (office.outside + "/handovers", office.path + "/serah-terima")
            try FileManager.default.moveItem(atPath: kept, toPath: aside)
            try office.put(key: office.new)
            let newer = try await office.refused()
            guard case .keyOfAnotherLog = newer else {
                Issue.record(newer)
                return
            }
            for text in Self.texts(newer) { #expect(text.contains("handovers"), "\(text)") }
            try office.put(key: office.old)
            try await office.open { house in
                let conflict = try #require(try house.checkpoints.conflict())
                guard case .signedByUnknownKey(_, let found) = conflict else {
                    Issue.record(conflict)
                    return
                }
                #expect(found == house.log.head.size)
                #expect(throws: conflict) { try house.checkpoints.signed() }
                let status = try await house.answer(StatusAnswer.self, to: "/v1/status")
                #expect(status.problems.map(\.code).contains("signed-by-unknown-key"))
                let verified = try await house.verified()
                #expect(verified.fault?.code == "signed-by-unknown-key")
                #expect(verified.fault?.params["signer"] == nil)
                // Whoever gives the key that signed is told so; the log's own key did not.
                let current = try house.checkpoints.history().current
                let newer = try office.newKey
                let cases: [(VerifierKey, String?)] = [(newer, "pinned"), (current, nil)]
                for (key, signer) in cases {
                    let path = "/v1/audit/verify?vkey=\(key)"
                    let pinned = try await house.answer(VerifyAnswer.self, to: path)
                    #expect(pinned.fault?.code == "signed-by-unknown-key")
                    #expect(pinned.fault?.params["signer"]?.string == signer)
                }
                #expect(ProblemMaker.problem(of: conflict).params["signer"] == "unknown")
            }
            // An auditor had it.
            try FileManager.default.moveItem(atPath: aside, toPath: kept)
            try office.put(key: office.new)
            try await office.open { try await Self.recover($0) }
        }
    }

    @Test func `where nobody knows whether the key is in force, no answer says that it is`()
        async throws
    {
        try await Self.with { office in
            let path = office.outside + "/handovers"
            let whole = try Data(contentsOf: URL(filePath: path))
            let field = "kembar-key-standing: "
            try office.put(key: office.old)
            try Data("garbage".utf8).write(to: URL(filePath: path))
            try await office.open { house in
                let status = try await house.answer(StatusAnswer.self, to: "/v1/status")
                // What has to be done first is told first.
                let codes = status.problems.map(\.code).filter { KeyList.doubts.contains($0) }
                #expect(codes == ["handovers-unreadable", "signed-by-unknown-key"])
                let unknown = try #require(status.problems.first { $0.code == codes.last })
                #expect(unknown.params["handovers"] == "unreadable")
                let keys = try await house.answer(KeyList.self, to: "/v1/audit/keys")
                #expect(keys.doubt == "handovers-unreadable" && keys.successor == nil)
                #expect(try await house.head(of: "/v1/audit/key").contains(field + "unclear"))
            }
            try FileManager.default.removeItem(atPath: path)
            try await office.open { house in
                let status = try await house.answer(StatusAnswer.self, to: "/v1/status")
                let unknown = try #require(
                    status.problems.first { $0.code == "signed-by-unknown-key" }
                )
                #expect(unknown.params["handovers"] == nil)
                let keys = try await house.answer(KeyList.self, to: "/v1/audit/keys")
                #expect(keys.doubt == "signed-by-unknown-key")
                #expect(try await house.head(of: "/v1/audit/key").contains(field + "unclear"))
            }
            try whole.write(to: URL(filePath: path))
            try await office.open { house in
                let keys = try await house.answer(KeyList.self, to: "/v1/audit/keys")
                #expect(keys.doubt == nil && keys.successor != nil)
                #expect(try await house.head(of: "/v1/audit/key").contains(field + "retired"))
            }
            try office.put(key: office.new)
            try await office.open { house in
                try await Self.recover(house)
                let keys = try await house.answer(KeyList.self, to: "/v1/audit/keys")
                #expect(keys.doubt == nil && keys.successor == nil)
                #expect(try await !house.head(of: "/v1/audit/key").contains(field))
            }
        }
    }

    @Test func `what an unknown key signed can be put on record as lost`() async throws {
        try await Self.with { office in
            try FileManager.default.removeItem(atPath: office.outside + "/handovers")
            try await office.open { house in
                let lost = try #require(try house.checkpoints.lost(because: "disk rusak"))
                #expect(!lost.isByKnownKey)
                try await Self.recover(house)
                let recovered = try #require(try Recovered.all(in: house.log).last)
                #expect(!recovered.isProved && !recovered.covers(lost.signed.size))
                let findings = try house.auditAnswers.exceptions().findings
                let loss = try #require(findings.first { $0.kind == "log-recovered" })
                #expect(loss.params["signer"]?.string == "unknown")
                // Whoever kept that checkpoint is told of the entry, and that no key of the log signed it.
                func fault(_ since: String, pinning vkey: String? = nil) throws -> VerifyFault? {
                    let note = try house.checkpoints.signed()
                    return try Verification(
                        house.log,
                        house.folder.identity,
                        note: note,
                        vkey: vkey,
                        since: since
                    ).answer().fault
                }
                let kept = try #require(try fault(lost.note))
                #expect(kept.params["signer"]?.string == "unknown")
                #expect(kept.params["recovery"]?.integer == Int(recovered.position))
                #expect(kept.position >= recovered.lostFrom && kept.code != "since-unsigned")
                let current = try house.checkpoints.history().current.description
                let pinned = try #require(try fault(lost.note, pinning: current))
                #expect(pinned.code == "since-unsigned")
                #expect(pinned.params["recovery"]?.integer == Int(recovered.position))
                // It explains that checkpoint, and none besides.
                let origin = "test.invalid/kembar"
                let stranger = try SigningKey(name: origin, seed: Array(repeating: 3, count: 32))
                let other = try Checkpoint(
                    origin: origin,
                    size: lost.signed.size,
                    root: MerkleTree.leafHash([9])
                ).sign(with: stranger)
                #expect(try fault(other)?.params["recovery"] == nil)
                #expect(try fault(other)?.params["signer"]?.string == "unknown")
            }
        }
    }

    @Test func `handovers that can't be read keep a log from being signed, and from nothing else`()
        async throws
    {
        try await Self.with(rotates: false) { office in
            let (files, path) = (FileManager.default, office.outside + "/handovers")
            // As good as a log that nothing was taken from.
            try files.removeItem(atPath: office.outside + "/checkpoint")
            try files.createDirectory(atPath: path, withIntermediateDirectories: false)
            try await office.open { house in
                let refused = CheckpointConflict.handoversUnreadable(
                    path: path,
                    cause: "Is a directory"
                )
                try await house.submitter.record(.daemonStopped, key: "lagi", [:])
                #expect(throws: refused) { try house.checkpoints.signed() }
                #expect(throws: refused) { try house.checkpoints.keepHandovers() }
                await #expect(throws: refused) { try await Self.rotate(house) }
                #expect(try house.checkpoints.history().adoptions.isEmpty)
                let status = try await house.answer(StatusAnswer.self, to: "/v1/status")
                let notice = try #require(
                    status.problems.first { $0.code == "handovers-unreadable" }
                )
                #expect(notice.params["path"]?.string == path)
                #expect(notice.params["cause"]?.string == "Is a directory")
                await house.views.catchUp()
                let verified = try await house.verified()
                #expect(verified.result == "whole", "\(String(describing: verified.fault))")
                let problem = ProblemMaker.problem(of: refused)
                #expect(problem.code == .logUnavailable)
                #expect(problem.params["reason"] == "handoversUnreadable")
                try files.removeItem(atPath: path)
                _ = try house.checkpoints.signed()
            }
        }
    }

    /// The handovers with another letter in the last signature, which then is nobody's.
    private static func resigned(_ handovers: Data) throws -> Data {
        var text = String(decoding: handovers, as: UTF8.self)
        let line = try #require(text.ranges(of: "\u{2014} ").last)
        let signature = try #require(text[line.upperBound...].firstIndex(of: " "))
        let letter = text.index(signature, offsetBy: 40)
        text.replaceSubrange(letter...letter, with: text[letter] == "A" ? "B" : "A")
        return Data(text.utf8)
    }

    @Test(arguments: ["cut", "garbage", "more", "empty", "signature"])
    func `handovers that are spoilt are said to be, and are written over by nobody`(
        how: String
    ) async throws {
        try await Self.with { office in
            let file = URL(filePath: office.outside + "/handovers")
            let whole = try Data(contentsOf: file)
            let spoilt: Data =
                switch how {
                case "cut": whole.prefix(700)
                case "garbage": Data("garbage".utf8)
                case "more": Data("sampah\n".utf8) + whole
                case "signature": try Self.resigned(whole)
                default: Data()
                }
            try spoilt.write(to: file)
            let new = try office.newKey
            try office.put(key: office.old)
            try await office.open { house in
                let refused = CheckpointConflict.handoversUnreadable(
                    path: file.path,
                    cause: "spoilt"
                )
                // What can still be read in it counts.
                let isReadable = how == "more"
                #expect(try house.checkpoints.successor() == (isReadable ? new : nil))
                #expect(
                    throws: isReadable ? .keyRetired(new) : refused
                ) { try house.checkpoints.lost(because: "disk rusak") }
                #expect(throws: refused) { try house.checkpoints.keepHandovers() }
                #expect(try Data(contentsOf: file) == spoilt)
                let status = try await house.answer(StatusAnswer.self, to: "/v1/status")
                let notice = try #require(
                    status.problems.first { $0.code == "handovers-unreadable" }
                )
                #expect(notice.params["cause"]?.string == "spoilt")
            }
            try whole.write(to: file)
            try office.put(key: office.new)
            try await office.open { try await Self.recover($0) }
        }
    }

    @Test func `verify leaves open of the last key what the list of keys leaves open`()
        async throws
    {
        try await Self.with(rotates: false) { office in
            try FileManager.default.removeItem(atPath: office.outside + "/checkpoint")
            try await office.open { house in
                try await Self.rotate(house)
                _ = try house.checkpoints.signed()
                let verified = try await house.verified()
                #expect(verified.keys?.count == 2 && verified.keyDoubt == nil)
            }
            let path = office.outside + "/handovers"
            try Data("garbage".utf8).write(to: URL(filePath: path))
            try await office.open { house in
                let verified = try await house.verified()
                let keys = try await house.answer(KeyList.self, to: "/v1/audit/keys")
                #expect(keys.doubt == "handovers-unreadable")
                #expect(verified.keys?.count == 2 && verified.keyDoubt == keys.doubt)
            }
        }
    }

    @Test func `a retired key is not brought back by spoiling what says so`() async throws {
        try await Self.with { office in
            let path = office.outside + "/handovers"
            try FileManager.default.removeItem(atPath: path)
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: false
            )
            try office.put(key: office.old)
            try await office.open { house in
                let refused = CheckpointConflict.handoversUnreadable(
                    path: path,
                    cause: "Is a directory"
                )
                #expect(throws: refused) { try house.checkpoints.lost(because: "disk rusak") }
                try FileManager.default.removeItem(atPath: office.outside + "/checkpoint")
                try await house.submitter.record(.daemonStopped, key: "lagi", [:])
                #expect(throws: refused) { try house.checkpoints.signed() }
            }
        }
    }

    @Test func `a foreign key in the way of the next one is not told as the one in force`()
        async throws
    {
        try await Self.with(rotates: false) { office in
            let next = office.data + "/key.next"
            try FileManager.default.moveItem(atPath: office.keyPath, toPath: next)
            let foreign = String(repeating: "5a", count: 32) + "\n"
            try office.put(key: foreign)
            let refused = try await office.refused(lost: "disk rusak")
            guard case .keyInTheWay = refused else {
                Issue.record(refused)
                return
            }
            #expect(try String(contentsOfFile: office.keyPath, encoding: .utf8) == foreign)
            // Moved away, as it is told, nothing is lost.
            try FileManager.default.removeItem(atPath: office.keyPath)
            try await DataFolder.open(office.data, office.wish(lost: "disk rusak")).log.close()
            #expect(try String(contentsOfFile: office.keyPath, encoding: .utf8) == office.old)
        }
    }

    @Test func `a handover that the old key did not sign leads nowhere`() async throws {
        try await Self.with { office in
            try await Self.with { other in
                // As good as the right one, of a log by that name, from another founding key.
                let (mine, foreign) = (office.outside + "/handovers", other.outside + "/handovers")
                try FileManager.default.removeItem(atPath: mine)
                try FileManager.default.copyItem(atPath: foreign, toPath: mine)
                try office.put(key: other.new)
                guard case .keyOfAnotherLog = try await office.refused() else {
                    Issue.record("another log's key signs this one")
                    return
                }
                try office.put(key: office.old)
                try await office.open { house in
                    #expect(try house.checkpoints.successor() == nil)
                    guard case .signedByUnknownKey? = try house.checkpoints.conflict() else {
                        Issue.record("\(String(describing: try house.checkpoints.conflict()))")
                        return
                    }
                }
            }
        }
    }

    @Test func `what a key signed before it was lost is a loss, not a changed file`() async throws {
        try await Self.with(rotates: false) { office in
            try FileManager.default.removeItem(atPath: office.keyPath)
            try await DataFolder.open(office.data, office.wish(lost: "disk rusak")).log.close()
            try await office.open { house in
                guard case .notAnExtension? = try house.checkpoints.conflict() else {
                    Issue.record("\(String(describing: try house.checkpoints.conflict()))")
                    return
                }
                try await Self.recover(house)
            }
        }
    }

    @Test func `a log that changed its key before keeps the handover from its next start on`()
        async throws
    {
        try await Household.with { home in
            let house = home.house
            try await Self.rotate(house)
            let path = house.folder.path + "/handovers"
            let kept = try Data(contentsOf: URL(filePath: path))
            try FileManager.default.removeItem(atPath: path)
            try await house.rotation.finish()
            #expect(try Data(contentsOf: URL(filePath: path)) == kept)
            try await house.rotation.finish()
            #expect(try Data(contentsOf: URL(filePath: path)) == kept)
            #expect(KeyHandover.all(in: Array(kept)).count == 1)
        }
    }
}
