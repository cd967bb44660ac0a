import Answers
import ArgumentParser
import Audit
import Dispatch
import Engine
import EventLog
import Exports
import FoundationEssentials
import Synchronization
import TestSupport

/// Makes receipts of entries drawn by lot, as `kembar audit prove` has it done, without the way over the socket.
struct Receipts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Time the making of receipts, and verify some of them."
    )

    @Argument(help: "The data folder.") var folder: String
    @Option(help: "How many receipts.") var count = 20_000
    @Option(help: "How many threads make them.") var threads = 1

    /// One of so many is verified, outside the time that is told.
    private static let oneVerifiedOf = 100

    func run() async throws {
        let shop = try await Workshop(folder: folder, seed: 0)
        let head = shop.log.head
        // Any key does: what is timed are the proofs, and every receipt carries a whole signed note.
        let key = try SigningKey(name: shop.origin, seed: Array(repeating: 1, count: 32))
        let note = try Checkpoint(origin: shop.origin, size: head.size, root: head.root)
            .sign(with: key)
        let answers = AuditAnswers(shop.log, shop.submitter.rulesInForce, isRehearsal: true)
        let (count, threads) = (count, threads)
        let failure = Mutex<(any Error)?>(nil)
        let kept = Mutex<[String]>([])
        let started = ContinuousClock.now
        DispatchQueue.concurrentPerform(iterations: threads) { thread in
            var generator = SeededGenerator(seed: UInt64(thread))
            do {
                for number in 0..<count / threads {
                    let position = Int64.random(in: 0..<head.size, using: &generator)
                    let text = try answers.receipt(of: position, under: note).description
                    if number % Self.oneVerifiedOf == 0 { kept.withLock { $0.append(text) } }
                }
            } catch {
                failure.withLock { $0 = error }
            }
        }
        let seconds = started.duration(to: .now).seconds
        if let failure = failure.withLock({ $0 }) { throw failure }
        let texts = kept.withLock { $0 }
        for text in texts {
            _ = try EntryReceipt(Array(text.utf8)).verify([key.verifierKey])
        }
        await shop.log.close()
        let made = count / threads * threads
        print(
            "entries=\(head.size) receipts=\(made) verified=\(texts.count) seconds=\(seconds) per_second=\(Double(made) / seconds)"
        )
    }
}

/// Writes a log in another form, as `kembar audit export --format` does, and says how much memory that took.
struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Time the writing of an export into a file."
    )

    @Argument(help: "The data folder.") var folder: String
    @Argument(help: "The form: xes, ocel-json, csv, jsonl or cloudevents.") var format: String
    @Argument(help: "The new file.") var target: String

    func run() async throws {
        guard let format = ExportFormat(rawValue: format) else {
            throw ValidationError("There is no form \(format).")
        }
        let shop = try await Workshop(folder: folder, seed: 0)
        let before = Self.peakMegabytes()
        let started = ContinuousClock.now
        var reader = ExportReader(shop.log, format, origin: shop.origin)
        let file = try NewFile(target)
        var bytes = 0
        while let piece = try reader.next() {
            bytes += piece.count
            try file.add(piece)
        }
        try file.close()
        let seconds = started.duration(to: .now).seconds
        let size = shop.log.head.size
        await shop.log.close()
        print(
            "entries=\(size) bytes=\(bytes) seconds=\(seconds) peak_before_mb=\(before) peak_mb=\(Self.peakMegabytes())"
        )
    }

    /// The most memory that this process has had in use at once.
    private static func peakMegabytes() -> Double {
        let status = FileManager.default.contents(atPath: "/proc/self/status") ?? Data()
        let line = String(decoding: status, as: UTF8.self).split(separator: "\n")
            .first { $0.hasPrefix("VmHWM:") }
        let kilobytes = line?.split { !$0.isNumber }.first.flatMap { Double($0) }
        return (kilobytes ?? 0) / 1024
    }
}
