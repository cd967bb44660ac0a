import Answers
import ArgumentParser
import Audit
import Dispatch
import Engine
import EventLog
import Exports
import FoundationEssentials
import Projections
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
        let (key, note) = try shop.signed()
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
    @Argument(help: "The form: xes, ocel-json, csv, jsonl or cloudevents; or bundle.")
    var format: String
    @Argument(help: "The new file, or the new folder of a bundle.") var target: String

    func run() async throws {
        let form = ExportFormat(rawValue: format)
        guard form != nil || format == "bundle" else {
            throw ValidationError("There is no form \(format).")
        }
        let shop = try await Workshop(folder: folder, seed: 0)
        let before = Self.peakMegabytes()
        let started = ContinuousClock.now
        let bytes = try form.map { try write(shop, $0) } ?? writeBundle(shop)
        let seconds = started.duration(to: .now).seconds
        let size = shop.log.head.size
        await shop.log.close()
        print(
            "entries=\(size) bytes=\(bytes) seconds=\(seconds) peak_before_mb=\(before) peak_mb=\(Self.peakMegabytes())"
        )
    }

    private func write(_ shop: Workshop, _ format: ExportFormat) throws -> Int {
        var reader = ExportReader(shop.log, format, origin: shop.origin)
        let file = try NewFile(target)
        var bytes = 0
        while let piece = try reader.next() {
            bytes += piece.count
            try file.add(piece)
        }
        try file.close()
        return bytes
    }

    /// Entries, tiles and register, as `kembar audit export FOLDER` has them.
    private func writeBundle(_ shop: Workshop) throws -> Int {
        var maker = try BundleMaker(NewFolder(target), note: shop.signed().note)
        var bytes = 0
        var position: Int64 = -1
        while position < maker.size - 1 {
            for kept in try shop.log.read(after: position, limit: 1_000) {
                bytes += kept.line.count
                try maker.add(line: kept.line)
                position = kept.position
            }
        }
        let beside = target + ".register"
        try FileManager.default.createDirectory(atPath: beside, withIntermediateDirectories: false)
        try Register(shop.log, size: maker.size, label: EngineLabels.words)
            .write(to: beside + "/register.sqlite")
        try BundleFolder(beside).read("register.sqlite") { piece in
            bytes += piece.count
            try maker.add(register: piece)
        }
        try FileManager.default.removeItem(atPath: beside)
        try maker.finish()
        return bytes
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

extension Workshop {
    /// The log's checkpoint and who signed it: any key does, what is timed are proofs and files.
    fileprivate func signed() throws -> (key: SigningKey, note: String) {
        let key = try SigningKey(name: origin, seed: Array(repeating: 1, count: 32))
        let (size, root) = (log.head.size, log.head.root)
        return (key, try Checkpoint(origin: origin, size: size, root: root).sign(with: key))
    }
}
