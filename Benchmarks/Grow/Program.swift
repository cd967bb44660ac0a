import ArgumentParser
import EventLog

/// The parts of a measurement that have to be done with the project's own modules.
///
/// Not shipped: it grows logs through the real `Submitter` and times what no request times alone.
@main
struct Program: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kembar-grow",
        abstract: "Grows the logs that the benchmarks measure, and measures inside the process.",
        subcommands: [
            Grow.self, Rebuild.self, Verify.self, Append.self, Receipts.self, Export.self,
            Owed.self,
        ]
    )
}

/// Appends entries as an office would.
struct Grow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Append entries to a folder that `kembard init` has made."
    )

    @Argument(help: "The data folder.") var folder: String
    @Option(help: "How many entries to append.") var entries: Int
    @Option(help: "How many agreements to spread them over.") var agreements: Int
    @Option(help: "The same seed gives the same entries.") var seed: UInt64 = 1
    @Flag(help: "No agreement is signed: all stay open.") var open = false
    @Flag(help: "Two entries each: all wait for an answer, one in a hundred without a promise.")
    var waiting = false

    func run() async throws {
        let shop = try await Workshop(folder: folder, seed: seed, isStanding: waiting)
        let before = shop.log.head.size
        let started = ContinuousClock.now
        var office = Office(
            agreements: agreements,
            entries: entries,
            seed: seed &+ UInt64(before),
            course: waiting ? .waiting : open ? .open : .usual
        )
        while case let round = office.nextRound(), !round.isEmpty {
            office.begun(try await shop.submit(round))
        }
        let seconds = started.duration(to: .now).seconds
        let grown = shop.log.head.size - before
        await shop.log.close()
        print("entries=\(grown) size=\(before + grown) seconds=\(seconds)")
    }
}

extension Duration {
    /// The duration as a plain number for scripts.
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
