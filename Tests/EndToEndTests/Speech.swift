import Foundation
import Glibc
import Synchronization

/// What comes out of one pipe, read as it comes, so that a test waits for words and not for a while.
final class Speech: Sendable {
    private struct State {
        var bytes: [UInt8] = []
        var isOver = false
        var listeners: [Listener] = []
    }

    /// Somebody who waits for words; nil words wait for the end.
    private struct Listener {
        var words: [UInt8]?
        var continuation: CheckedContinuation<Bool, Never>

        /// Whether the words have come; nil if that is still open.
        func judge(_ state: State) -> Bool? {
            if let words, state.bytes.firstRange(of: words) != nil { return true }
            return state.isOver ? words == nil : nil
        }
    }

    private let descriptor: CInt
    private let state = Mutex(State())

    /// Reads from that descriptor until its end, and closes it.
    init(_ descriptor: CInt) {
        self.descriptor = descriptor
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        Thread.detachNewThread { [self] in
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            repeat { poll(&waiting, 1, -1) } while !catchUp()
            close(descriptor)
        }
    }

    /// What has come so far: everything that was written before the question.
    var text: String {
        catchUp()
        return state.withLock { String(decoding: $0.bytes, as: UTF8.self) }
    }

    /// Waits until `words` have come; false if the pipe ends without them.
    func hears(_ words: String) async -> Bool { await wait(for: Array(words.utf8)) }

    /// Waits until nobody can write to the pipe any more.
    func isOver() async { _ = await wait(for: nil) }

    private func wait(for words: [UInt8]?) async -> Bool {
        await withCheckedContinuation { continuation in
            let listener = Listener(words: words, continuation: continuation)
            let answer = state.withLock { state in
                let answer = listener.judge(state)
                if answer == nil { state.listeners.append(listener) }
                return answer
            }
            if let answer { continuation.resume(returning: answer) }
        }
    }

    /// Reads what is there and tells those who waited for it; returns whether it was the end.
    @discardableResult
    private func catchUp() -> Bool {
        let (answers, isOver) = state.withLock { state in
            read(into: &state)
            let judged = state.listeners.map { ($0, $0.judge(state)) }
            state.listeners = judged.filter { $0.1 == nil }.map(\.0)
            return (judged, state.isOver)
        }
        for (listener, answer) in answers {
            if let answer { listener.continuation.resume(returning: answer) }
        }
        return isOver
    }

    private func read(into state: inout State) {
        var piece = [UInt8](repeating: 0, count: 65_536)
        // The reading thread closes the descriptor only after it saw the end noted here.
        while !state.isOver {
            let count = Glibc.read(descriptor, &piece, piece.count)
            if count > 0 {
                state.bytes += piece[..<count]
            } else if count == 0 {
                state.isOver = true
            } else if errno != EINTR {
                return
            }
        }
    }
}
