import Entries
import Foundation
import Testing
import Wire

/// `kill -9` at each step of an append: nothing acknowledged is lost, nothing is there twice or half.
@Suite(
    .timeLimit(.minutes(10)),
    .enabled(if: Needs.compiler != nil, "needs a C compiler (cc) for the library of faults")
)
struct KillTests {
    /// More writes than any append makes.
    private static let writesMax = 100

    @Test(arguments: SystemFaults.Cut.allCases)
    func `killed in any write of the log, the command is there once or not, and can be repeated`(
        cut: SystemFaults.Cut
    ) async throws {
        try await Place.with { place in
            let bench = try await Bench(in: place)
            var number = 1
            // Until an append is done with fewer writes.
            while try await bench.isKilled(
                name: "tulis-\(number)",
                {
                    try bench.faults.arm(write: number, of: "log.db-wal", cut)
                }
            ) {
                number += 1
                try #require(number < Self.writesMax)
            }
            // A commit is frames of several pages, each with its head.
            #expect(number > 4)
        }
    }

    /// A signal or a quota ends a write early: who takes that for the whole leaves half a page.
    @Test(arguments: ["log.db-wal", "views.db-wal"])
    func `a write of which half was taken is finished, and nobody notices`(file: String)
        async throws
    {
        try await Place.with { place in
            let bench = try await Bench(in: place)
            for number in 1...4 {
                let isShort = try await bench.isUndisturbed(name: "separuh-\(number)") {
                    try bench.faults.arm(shortWrite: number, of: file)
                }
                #expect(isShort, "there was no write \(number) of \(file)")
            }
        }
    }

    @Test(arguments: [SystemFaults.Fault.killBefore, .killAfter])
    func `killed before or after the sync, the command is there once`(
        fault: SystemFaults.Fault
    ) async throws {
        try await Place.with { place in
            let bench = try await Bench(in: place)
            let killed = try await bench.isKilled(name: "sinkron") { try bench.faults.arm(fault) }
            #expect(killed)
        }
    }

    @Test func `killed while the views follow, the answer of the log stands`() async throws {
        try await Place.with { place in
            let bench = try await Bench(in: place)
            for number in 1...3 {
                let killed = try await bench.isKilled(
                    name: "tampilan-\(number)",
                    isAnsweredAfter: false
                ) {
                    try bench.faults.arm(write: number, of: "views.db-wal", .half)
                }
                #expect(killed)
            }
        }
    }

    @Test func `killed while the log is brought together at a stop, nothing is lost`() async throws
    {
        try await Place.with { place in
            let bench = try await Bench(in: place)
            var number = 1
            while try await bench.isKilledStopping(name: "henti-\(number)", write: number) {
                number += 1
                try #require(number < Self.writesMax)
            }
            #expect(bench.faults.disarmWrite())
            #expect(number > 1)
        }
    }

    /// An agreement to which notes are added, and what of them was acknowledged.
    private struct Bench {
        let place: Place
        let faults: SystemFaults
        static let note = "/v1/agreements/2026-0001/events"

        init(in place: Place) async throws {
            self.place = place
            faults = try await SystemFaults(in: place, compiler: try #require(Needs.compiler))
            let first = try await Daemon.serving(in: place)
            // The name of the caller is given here, so that a command's writes are its own.
            try await first.done("propose", "Riset bersama", "--party", "99.71")
            await first.stop()
        }

        private func request(_ name: String) -> String {
            Connection.post(
                Self.note,
                key: name,
                body: #"{"event":"NoteAdded","data":{"text":"\#(name)"}}"#
            )
        }

        /// The answer, or nil if the connection ended without one.
        private func answer(_ name: String, of daemon: Daemon) throws -> Answer? {
            let connection = try Connection(to: daemon.socket)
            try connection.write(request(name))
            return (try? connection.rest()).flatMap(Answer.init)
        }

        /// Adds a note under a fault; returns whether the daemon was killed by it.
        func isKilled(
            name: String,
            isAnsweredAfter: Bool = true,
            _ arm: () throws -> Void
        ) async throws -> Bool {
            let daemon = try await Daemon.serving(
                in: place,
                .init(environment: faults.environment)
            )
            let before = try await daemon.entries()
            try arm()
            let answer = try answer(name, of: daemon)
            // What is written before the answer was written without the fault: there was no such write.
            if isAnsweredAfter, answer?.status == 200, faults.disarmWrite() {
                await daemon.stop()
                return false
            }
            #expect(await daemon.program.ended() == .killed(by: SIGKILL), "\(name)")
            try await check(name, before, answer)
            return true
        }

        /// Adds a note under a fault that the daemon survives; returns whether it struck.
        func isUndisturbed(name: String, _ arm: () throws -> Void) async throws -> Bool {
            let daemon = try await Daemon.serving(
                in: place,
                .init(environment: faults.environment)
            )
            let before = try await daemon.entries()
            try arm()
            let answer = try answer(name, of: daemon)
            #expect(answer?.status == 200)
            // Asked of the views, which have followed when that is answered.
            try await daemon.done("list")
            await daemon.stop()
            let hasStruck = !faults.disarmWrite()
            try await check(name, before, answer)
            return hasStruck
        }

        /// Adds a note and stops the daemon under a fault; returns whether it was killed by it.
        func isKilledStopping(name: String, write number: Int) async throws -> Bool {
            let daemon = try await Daemon.serving(
                in: place,
                .init(environment: faults.environment)
            )
            let before = try await daemon.entries()
            let answer = try answer(name, of: daemon)
            #expect(answer?.status == 200)
            try faults.arm(write: number, of: "log.db", .half)
            guard await daemon.stop() == .killed(by: SIGKILL) else { return false }
            try await check(name, before, answer)
            return true
        }

        /// Starts again: what was there is there, the note is there once, its repetition says the same.
        private func check(_ name: String, _ before: [Entry], _ answer: Answer?) async throws {
            let daemon = try await Daemon.serving(in: place)
            let kept = try await daemon.entries()
            #expect(Array(kept.prefix(before.count)) == before, "\(name)")
            let notes = kept.filter { $0.command.id == name }
            #expect(notes.count <= 1, "\(name)")
            let repeated = try #require(try self.answer(name, of: daemon))
            #expect(repeated.status == 200, "\(name): \(repeated.body)")
            if let answer {
                #expect(answer.body == repeated.body, "\(name)")
                #expect(notes.count == 1, "\(name)")
            }
            let after = try await daemon.entries()
            #expect(after.filter { $0.command.id == name }.count == 1, "\(name)")
            #expect(
                after.filter { $0.type == "NoteAdded" }.map(\.data) == notesOf(after),
                "\(name)"
            )
            try await daemon.done("audit", "verify")
            #expect(await daemon.stop() == .exited(0))
        }

        /// What the notes must say: each the name of its command.
        private func notesOf(_ entries: [Entry]) -> [JSONValue] {
            entries.filter { $0.type == "NoteAdded" }.map { ["text": .string($0.command.id)] }
        }
    }
}
