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

    private let state = Mutex(State())

    /// Reads from that descriptor until its end, and closes it.
    init(_ descriptor: CInt) {
        Thread.detachNewThread { [self] in
            var piece = [UInt8](repeating: 0, count: 65_536)
            while case let count = read(descriptor, &piece, piece.count), count > 0 {
                hear(piece[..<count])
            }
            close(descriptor)
            hear(nil)
        }
    }

    /// What has come so far.
    var text: String { state.withLock { String(decoding: $0.bytes, as: UTF8.self) } }

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

    private func hear(_ piece: ArraySlice<UInt8>?) {
        let answers = state.withLock { state in
            state.bytes += piece ?? []
            state.isOver = piece == nil
            let judged = state.listeners.map { ($0, $0.judge(state)) }
            state.listeners = judged.filter { $0.1 == nil }.map(\.0)
            return judged
        }
        for (listener, answer) in answers {
            if let answer { listener.continuation.resume(returning: answer) }
        }
    }
}
