import Audit
import Calendars
import Engine
import Entries
import EventLog
import Foundation
import Logging
import Projections
import Testing
import Wire
import Workflows

@testable import Daemon

/// A daemon's parts on a folder of their own, without its loops: what answers requests.
struct Household: Sendable {
    let house: House
    let folder: String

    /// Gives `body` a house on a new rehearsal's log, and removes it afterwards.
    ///
    /// Without a clock of the test's own it stands at 2018-11-08T09:00 in Bali. Messages leave it only
    /// if `channels` say how: then it is no rehearsal's. `own` is the own office's code, if not Buleleng's. With
    /// `isKeptTwice` checkpoints are kept in the folder `outside` of its folder too.
    static func with<Result>(
        clock: any WallClock = StandingClock(at: start),
        steady: (any SteadyClock)? = nil,
        channels: Channels? = nil,
        own: String? = nil,
        isKeptTwice: Bool = false,
        faults: LogFaults = .none,
        _ body: (Household) async throws -> Result
    ) async throws -> Result {
        // Short, because a socket's path may have 107 bytes only.
        var template = Array("/tmp/kembar-house.XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw POSIXError(.EIO) }
        let path = String(cString: made)
        // What can't be removed stays in /tmp for the system to clean.
        defer { try? FileManager.default.removeItem(atPath: path) }
        var config = shipped + "/kembard.yaml"
        if let own {
            config = path + "/kembard.yaml"
            try "settings: main\nrules: \(shipped)\noffices: \(path)/offices.yaml\n"
                .write(toFile: config, atomically: true, encoding: .utf8)
            try String(contentsOfFile: shipped + "/offices.yaml", encoding: .utf8)
                .replacing(#"own: "51.08""#, with: #"own: "\#(own)""#)
                .write(toFile: path + "/offices.yaml", atomically: true, encoding: .utf8)
        }
        var settings = try Settings.find(config: config)
        if let channels { settings.channels = channels }
        let outside = isKeptTwice ? path + "/outside" : nil
        if let outside {
            try FileManager.default.createDirectory(
                atPath: outside,
                withIntermediateDirectories: false
            )
        }
        let data = try await DataFolder.open(
            path + "/data",
            DataFolder.Wish(
                origin: "test.invalid/kembar",
                isRehearsal: channels == nil,
                settings: settings,
                checkpoints: outside,
                door: { _ in Door.real(clock: clock, steady: steady) }
            ),
            faults: faults
        )
        let daemon = Daemon(options: DaemonOptions(checkpoints: outside), environment: [:])
        do {
            let house = try await daemon.build(data, settings, [])
            await house.views.catchUp()
            let result = try await body(Household(house: house, folder: path))
            await data.log.close()
            return result
        } catch {
            await data.log.close()
            throw error
        }
    }

    /// Records an agreement, and lets the views see it.
    func propose(_ key: String = "propose") async throws {
        _ = try await house.submitter.submit(
            Submission(
                actor: .user(id: "a-0001", role: "kembar"),
                key: key,
                digest: "0123456789abcdef",
                request: .begin(
                    workflow: nil,
                    Submission.Happening(
                        intent: .verb("propose"),
                        at: nil,
                        source: nil,
                        fields: [
                            "title": "Riset bersama", "parties": ["35.72"], "kind": "KSDD",
                            "paper": "PKS",
                        ]
                    )
                )
            )
        )
        await house.views.catchUp()
    }

    /// 2018-11-08T09:00 in Bali.
    static let start = Timestamp(milliseconds: 1_541_638_800_000)

    static let shipped = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("config").path
}

extension House {
    /// What is answered to a question of that path, asked over a socket.
    func answer<Answer: Decodable & Sendable>(
        _ form: Answer.Type,
        to path: String
    ) async throws -> Answer {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        return try await Served.with(Routing(self, logger: logger)) { served in
            let visitor = try Visitor(to: served.path)
            try visitor.ask(path)
            let answer = try await visitor.hearsOut()
            let body = try #require(answer.range(of: "\r\n\r\n")).upperBound
            return try JSONDecoder().decode(form, from: Data(answer[body...].utf8))
        }
    }

    /// What is answered to a verification that brings nothing along.
    func verified() async throws -> VerifyAnswer {
        try await answer(VerifyAnswer.self, to: "/v1/audit/verify")
    }

    /// What is answered to a verification under a policy that demands this log and one witness.
    func verified(demanding witness: SigningKey) async throws -> VerifyAnswer {
        let policy = """
            log \(folder.identity.vkey)
            witness satu \(witness.cosignerKey)
            quorum satu

            """
        let text = Data(policy.utf8).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "%3D")
        return try await answer(VerifyAnswer.self, to: "/v1/audit/verify?policy=\(text)")
    }

    /// The head of what is answered to a question of that path, in small letters.
    func head(of path: String) async throws -> String {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        return try await Served.with(Routing(self, logger: logger)) { served in
            let visitor = try Visitor(to: served.path)
            try visitor.ask(path)
            let answer = try await visitor.hearsOut()
            let end = try #require(answer.range(of: "\r\n\r\n")).lowerBound
            return answer[..<end].lowercased()
        }
    }

    /// Records what a made-up officer did, and lets the views follow.
    @discardableResult
    func record(
        _ key: String,
        _ request: Submission.Request,
        as role: String = "kembar"
    ) async throws -> Receipt {
        let receipt = try await submitter.submit(
            Submission(
                actor: .user(id: "a-0001", role: role),
                key: key,
                digest: "0123456789abcdef",
                request: request
            )
        )
        await views.catchUp()
        return receipt
    }
}
