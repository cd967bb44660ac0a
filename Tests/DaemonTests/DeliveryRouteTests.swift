import Calendars
import Contacts
import Engine
import Entries
import EventLog
import Foundation
import Logging
import Projections
import Reminders
import Synchronization
import Testing
import Wire
import Workflows

@testable import Daemon

/// What kembar-deliver is told, and when it is told nothing.
@Suite(.timeLimit(.minutes(15))) struct DeliveryRouteTests {
    /// A clock that can be set, also back.
    private final class SetClock: WallClock {
        private let time = Mutex(Household.start)

        func now() -> Timestamp { time.withLock { $0 } }

        func move(to instant: Timestamp) { time.withLock { $0 = instant } }
    }

    /// A machine on which time passes only when it is told so: a clock that moves otherwise was set.
    private final class StandingMachine: SteadyClock {
        private let elapsed = Mutex<Int64>(0)

        func elapsedMilliseconds() -> Int64 { elapsed.withLock { $0 } }

        func pass(milliseconds: Int64) { elapsed.withLock { $0 += milliseconds } }
    }

    /// A house with one reminder in a message, and its deliverer's socket.
    private struct Scene: Sendable {
        var house: House
        var served: Served
        var clock: SetClock
        /// The message's position.
        var message: Int64

        func ask(
            _ method: String,
            _ target: String,
            _ body: String = ""
        ) async throws -> (status: Int, body: Data) {
            let visitor = try Visitor(to: served.path)
            let fields =
                method == "GET"
                ? ""
                : "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
            try visitor.say(
                "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + "\(fields)\r\n\(body)"
            )
            let answer = try await visitor.hearsOut()
            let words = answer.split(separator: " ", maxSplits: 2)
            let start = try #require(answer.range(of: "\r\n\r\n")).upperBound
            return (try #require(Int(words[1])), Data(answer[start...].utf8))
        }

        func list() async throws -> DeliveryList {
            let answer = try await ask("GET", "/v1/deliveries")
            return try JSONDecoder().decode(DeliveryList.self, from: answer.body)
        }

        /// The reason for which the message is not handed out; nil if it is.
        func refusal() async throws -> String? {
            let answer = try await ask("POST", "/v1/deliveries/\(message)/take")
            guard answer.status != 200 else { return nil }
            #expect(answer.status == 409)
            let problem = try JSONDecoder().decode(JSONValue.self, from: answer.body)
            #expect(problem["code"] == "not-outstanding")
            return problem["params"]?["reason"]?.string
        }

        func tell(_ outcome: String, _ reason: String = "x") async throws -> DeliveryStanding {
            let body = try JSONEncoder().encode(
                DeliveryOutcomeRequest(recipient: "c-0001", outcome: outcome, reason: reason)
            )
            let answer = try await ask(
                "POST",
                "/v1/deliveries/\(message)/outcomes",
                String(decoding: body, as: UTF8.self)
            )
            #expect(answer.status == 200, "\(String(decoding: answer.body, as: UTF8.self))")
            return try JSONDecoder().decode(DeliveryStanding.self, from: answer.body)
        }

        func outcomes() throws -> [Entry] {
            try house.log.read(after: message, limit: 100).map {
                try Entry(bytes: try #require($0.bytes))
            }.filter {
                ["MessageDelivered", "MessageFailed"].contains($0.type)
                    && $0.data["message"]?.integer == Int(message)
            }
        }
    }

    private static func with(
        _ channels: Channels = Channels(carried: ["mail"]),
        steady: StandingMachine? = nil,
        _ body: @Sendable @escaping (Scene) async throws -> Void
    ) async throws {
        let clock = SetClock()
        try await Household.with(clock: clock, steady: steady, channels: channels) { household in
            let house = household.house
            _ = try house.contacts.set(
                PersonChange(
                    role: "petugas",
                    name: "Satu (SINTETIS)",
                    mail: "satu@contoh.invalid",
                    since: LocalDate("2018-11-01")
                ),
                usual: "id",
                on: #require(LocalDate("2018-11-08"))
            )
            try await household.propose()
            let due = try #require(try house.views.firstDue())
            steady?.pass(milliseconds: due.milliseconds - clock.now().milliseconds)
            clock.move(to: due)
            _ = try await house.wakeUp.run()
            let message = try #require(try house.views.outstanding().first)
            let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            try await Served.with(
                Routing(house, logger: logger),
                socket: ListeningSocket.bind(.deliver, in: household.folder)
            ) { served in
                try await body(
                    Scene(house: house, served: served, clock: clock, message: message)
                )
            }
        }
    }

    private static let day: Int64 = 24 * 3_600_000

    @Test func `a message is handed out while the window is open, and by its end no more`()
        async throws
    {
        try await Self.with { scene in
            let morning = scene.clock.now()
            #expect(try await scene.list().messages == [scene.message])
            #expect(try await scene.refusal() == nil)
            // Words of a relay that no screen may show are no reason to forget what it said.
            let told = try await scene.tell("later", "451 \u{1B}[31mcoba\r\nlagi")
            #expect(told.state == "outstanding" && told.retryAfterSeconds == 60)
            let failure = try scene.house.contacts.people().first?.lastFailure
            #expect(failure == "451 ?[31mcoba?lagi" || failure == "451 ?[31mcoba??lagi")
            // 15:00 is no hour in which people are reminded, nor is the night.
            for hours in [7, 14] {
                scene.clock.move(to: morning.adding(milliseconds: Int64(hours) * 3_600_000))
                let list = try await scene.list()
                #expect(list.messages == [])
                // Until eight o'clock of the next day at least.
                #expect(try #require(list.retryAfterSeconds) >= (24 - hours) * 3_600)
                #expect(try await scene.refusal() == "window")
            }
            let planner = try #require(scene.house.submitter.rulesInForce.planner)
            scene.clock.move(to: planner.windowOpening(onOrAfter: scene.clock.now()))
            #expect(try await scene.list().messages == [scene.message])
            #expect(try await scene.refusal() == nil)
        }
    }

    @Test func `a message on trial is handed out at any hour`() async throws {
        try await Self.with { scene in
            scene.clock.move(to: scene.clock.now().adding(milliseconds: 12 * 3_600_000))
            let trial = try await scene.house.submitter.issueTrial(
                to: "petugas",
                on: #require(LocalDate("2018-11-08")),
                channel: "mail",
                actor: .user(id: "a-0001", role: "kembar"),
                key: "coba",
                digest: "0123456789abcdef"
            )
            await scene.house.views.catchUp()
            // The journal takes it first.
            #expect(try await scene.list().messages == [])
            _ = try await scene.house.wakeUp.outbox.carry(trial.position)
            #expect(try await scene.list().messages == [trial.position])
            var other = scene
            other.message = trial.position
            #expect(try await other.refusal() == nil)
        }
    }

    @Test func `what the spool folder has not taken is not carried`() async throws {
        let channels = Channels(carried: ["mail"], spool: "/kembar-has-no-such-folder/spool")
        try await Self.with(channels) { scene in
            let list = try await scene.list()
            #expect(list.messages == [])
            #expect(try await scene.refusal() == "notWritten")
        }
    }

    @Test func `under a clock that was set ahead nothing is carried, counted or settled`()
        async throws
    {
        try await Self.with(steady: StandingMachine()) { scene in
            let right = scene.clock.now()
            // Four weeks later, at the same hour of the same day of the week.
            scene.clock.move(to: right.adding(milliseconds: 28 * Self.day))
            #expect(try await scene.list().messages == [])
            #expect(try await scene.refusal() == "clock")
            // A mail that was on its way when it happened.
            let later = try await scene.tell("later")
            #expect(later.state == "outstanding" && later.retryAfterSeconds == 60)
            let contacts = scene.house.contacts
            #expect(
                try contacts.deliveries(of: scene.message).allSatisfy { $0.state == .delivered }
            )
            #expect(try await scene.tell("delivered").state == "outstanding")
            #expect(try scene.outcomes() == [])
            #expect(
                try contacts.deliveries(of: scene.message).contains {
                    $0.recipient == "c-0001" && $0.state == .delivered
                }
            )
            // Right again, it is settled under its own time.
            scene.clock.move(to: right)
            #expect(try await scene.list().messages == [])
            _ = try await scene.house.wakeUp.run()
            let outcome = try #require(try scene.outcomes().first)
            #expect(outcome.type == "MessageDelivered" && outcome.data["reached"] == 1)
            #expect(outcome.recorded == right)
        }
    }

    @Test func `under a clock that was set back nothing is carried`() async throws {
        try await Self.with { scene in
            scene.clock.move(to: scene.clock.now().adding(milliseconds: -1_001))
            let list = try await scene.list()
            #expect(list.messages == [])
            #expect(try await scene.refusal() == "clock")
        }
    }
}
