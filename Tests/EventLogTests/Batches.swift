import Foundation
import Glibc
import Synchronization

@testable import EventLog

/// A fault that a test switches on and off, and a count of the commits that were tried.
final class FaultSwitch: Sendable {
    enum Fault {
        case failed
        case failedButPersisted
    }

    private struct State {
        var fault: Fault?
        var commits = 0
    }

    private let state = Mutex(State())

    /// The next commit's fault; it strikes once.
    func strike(_ fault: Fault) { state.withLock { $0.fault = fault } }

    /// How many commits were begun.
    var commits: Int { state.withLock(\.commits) }

    var faults: LogFaults {
        LogFaults(
            beforeCommit: {
                self.state.withLock { $0.commits += 1 }
                try self.fail(at: .failed)
            },
            afterCommit: { try self.fail(at: .failedButPersisted) }
        )
    }

    private func fail(at step: Fault) throws {
        try state.withLock { state in
            guard state.fault == step else { return }
            state.fault = nil
            throw Refusal(reason: "the disk is gone")
        }
    }
}

extension SQLiteLog {
    typealias Work = @Sendable (any LogTransaction) throws -> Int64

    /// Runs the works in one batch, in this order, and returns what became of each.
    ///
    /// The writing connection is held until all of them wait and `whileWaiting` has ended.
    func writeTogether(
        _ works: [Work],
        whileWaiting: () async throws -> Void = {}
    ) async throws -> [Result<Int64, any Error>] {
        try await withThrowingTaskGroup { group in
            let mayGo = Flag()
            defer { mayGo.raise() }
            let holder = holdWriter(until: mayGo)
            while !holder.isUp { await Task.yield() }
            for (number, work) in works.enumerated() {
                group.addTask { (number, await self.result(of: work)) }
                while self.waitingCount <= number { await Task.yield() }
            }
            try await whileWaiting()
            mayGo.raise()
            var results: [Int: Result<Int64, any Error>] = [:]
            for try await (number, result) in group { results[number] = result }
            return try works.indices.map { try results[$0].orThrow() }
        }
    }

    // On a thread of its own: the tasks that are waited for need the others.
    private func holdWriter(until mayGo: Flag) -> Flag {
        let isHolding = Flag()
        Thread.detachNewThread {
            try? self.withWriter { _ in
                isHolding.raise()
                while !mayGo.isUp { sched_yield() }
            }
        }
        return isHolding
    }

    private func result(
        of work: @escaping Work
    ) async -> Result<Int64, any Error> {
        do {
            return .success(try await write(work))
        } catch {
            return .failure(error)
        }
    }
}

/// Something that one thread waits for and another one does.
final class Flag: Sendable {
    private let state = Mutex(false)

    var isUp: Bool { state.withLock(\.self) }

    func raise() { state.withLock { $0 = true } }
}

extension Result {
    /// The failure of the log that it ended in, if it did.
    var code: LogFailure.Code? {
        guard case .failure(let error) = self else { return nil }
        return (error as? LogFailure)?.code
    }

    var refusal: Refusal? {
        guard case .failure(let error) = self else { return nil }
        return error as? Refusal
    }
}
