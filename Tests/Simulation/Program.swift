import ArgumentParser

/// Lets kembar's nag live through years of a hostile world, and says which promise was broken.
///
/// Not shipped: `make simulate` runs it.
@main
struct Program: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kembar-simulate",
        abstract: "Simulates years of planner, log, outbox and deliverer in a hostile world."
    )

    @Option(help: "How many years all worlds live together.") var years = 1_000
    @Option(help: "How many years one world lives.") var yearsOfWorld = 5
    @Option(help: "The seed of the first world; the same seed is the same world.") var seed:
        UInt64 = 1
    @Option(help: "How many worlds live at a time; usually one more than processors.") var jobs:
        Int?
    @Option(help: "Fail if it took longer than so many seconds.") var within: Int?
    @Flag(help: .hidden) var world = false
    /// After so many years every kind of event has to have happened.
    static let yearsOfAllKinds = 100

    func validate() throws {
        guard years > 0, yearsOfWorld > 0, jobs ?? 1 > 0, within ?? 1 > 0 else {
            throw ValidationError("Years, jobs and seconds begin at 1.")
        }
    }

    func run() async throws {
        if world { return try await WorldProcess.tell(seed: seed, years: years) }
        var simulation = Simulation(years: years, yearsOfWorld: yearsOfWorld, firstSeed: seed)
        if let jobs { simulation.jobs = jobs }
        var report = try await simulation.run(WorldProcess.live)
        report.processorSeconds = ProcessorTime.seconds
        for broken in report.broken {
            print(broken)
            print("  again: make simulate YEARS=\(yearsOfWorld) SEED=\(broken.seed)")
        }
        for fall in report.falls { print(fall) }
        print(report.summary)
        // A world in which nothing happens proves nothing; one alone need not see it all.
        let missing = years >= Self.yearsOfAllKinds ? report.missing : []
        if !missing.isEmpty {
            print("never happened: \(missing.map(\.rawValue).joined(separator: ", "))")
        }
        let overrun = within.flatMap(report.overrun)
        if let overrun { print(overrun) }
        guard report.broken.isEmpty, report.falls.isEmpty, missing.isEmpty, overrun == nil else {
            throw ExitCode(1)
        }
    }
}
