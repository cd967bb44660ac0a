package import Audit
import Calendars
import Dispatch
package import Entries
package import EventLog
import Synchronization

/// Re-reads a whole log: every stored byte, every index column, every node, every order.
///
/// Reads the log as it is when it begins; entries that come meanwhile are left for the next time. All
/// processors read, each a part of its own; what reaches over the parts is checked where they are
/// put together, in order, so that the first thing wrong is the one that is told.
package struct LogReview {
    let log: any EntryLog
    private let origin: String
    private let kept: [Checkpoint]
    private let verifier: LogVerifier
    private let partLength: Int64
    /// Told how many entries of how many were read, from any thread, never twice at once.
    private let progress: (@Sendable (_ read: Int64, _ of: Int64) -> Void)?

    /// How many entries a part has, some megabytes of them.
    ///
    /// A power of two, so that its tree is a part of the whole one.
    package static let partLength: Int64 = 16_384

    /// What a review found whole.
    package struct Outcome: Sendable {
        /// Size and root that were worked out anew, and the checkpoints that agree.
        package var whole: WholeLog
        /// How many agreements have entries.
        package var agreements: Int
        /// The positions of the entries of agreements that may name documents, ascending.
        package var documents: [Int64]
        /// What `Redacted` entries took away, each with the entry that did.
        package var redactedBy: [Int64: Int64]
        /// What the indexes of the file have to lead to.
        package var indexed: IndexSums
    }

    /// The first thing wrong, and at which position; -1 if it concerns the log as a whole.
    package struct Fault: Error, Sendable {
        /// Where it is wrong; -1 if no single entry is to blame.
        package var position: Int64
        /// A stable word such as `tree-node` or `recorded-time`, which the client puts into a
        /// sentence.
        package var code: String
        /// The particulars by code, without a language.
        package var params: [String: JSONValue]

        /// Describes what is wrong first; a review stops there.
        package init(position: Int64, code: String, params: [String: JSONValue] = [:]) {
            self.position = position
            self.code = code
            self.params = params
        }
    }

    /// `kept` are checkpoints of this log that somebody signed or kept before.
    ///
    /// `partLength` is a power of two; another one than usual is for tests.
    package init(
        _ log: any EntryLog,
        origin: String,
        kept: [Checkpoint],
        partLength: Int64 = partLength,
        progress: (@Sendable (_ read: Int64, _ of: Int64) -> Void)? = nil
    ) throws {
        precondition(partLength.nonzeroBitCount == 1, "a part is a whole subtree")
        self.log = log
        self.origin = origin
        self.kept = kept
        self.partLength = partLength
        self.progress = progress
        do {
            verifier = try LogVerifier(origin: origin, kept: kept)
        } catch {
            throw Fault(error)
        }
    }

    /// Nothing may stand before the first entry: it is in no tree, but found by its agreement or its type.
    private func checkBeginning() throws {
        do {
            guard let first = try log.read(after: .min, limit: 1).first, first.position < 0 else {
                return
            }
            throw Fault(.gap(expected: 0, found: first.position))
        } catch let failure as LogFailure where failure.isDamage {
            // What can't be read is named when its turn comes.
        }
    }

    /// Reads everything; throws `Fault` at the first thing wrong.
    ///
    /// Its position is that of the first wrong entry; where what is stored tells only among which entries
    /// that lies, it is the first of them, and `through` in the parameters the last.
    package mutating func run() throws -> Outcome {
        do {
            return try read()
        } catch let fault as Fault {
            throw try bounded(fault, kept)
        }
    }

    private mutating func read() throws -> Outcome {
        let size = log.head.size
        try checkBeginning()
        let (log, source, length) = (log, "https://" + origin, partLength)
        let keptSizes = verifier.keptSizes
        let joint = Mutex(ReviewJoint(log, verifier))
        let parts = Int((size + length - 1) / length)
        let progress = progress
        DispatchQueue.concurrentPerform(iterations: parts) { index in
            guard joint.withLock({ $0.failure == nil }) else { return }
            let start = Int64(index) * length
            let part = Result {
                var part = ReviewPart(start: start, keptSizes: keptSizes, source: source)
                try part.read(start..<min(start + length, size), of: log)
                return part
            }
            joint.withLock { joint in
                joint.take(part, at: index)
                progress?(min(Int64(joint.takenCount) * length, size), size)
            }
        }
        return try joint.withLock { try $0.finish(before: size) }
    }
}
