import Audit
import Entries
import EventLog

/// Something wrong, and when a reader of the log from its beginning would have met it.
struct ReviewFinding: Comparable, Sendable {
    /// The entry at which it shows; the fault itself may lie before it.
    var position: Int64
    /// Which look at that entry finds it.
    var step: Step
    var fault: LogReview.Fault

    /// The looks at one entry in their order.
    enum Step: Int, Sendable {
        case leaf, root, node, version, bytes, redaction
    }

    static func < (left: ReviewFinding, right: ReviewFinding) -> Bool {
        (left.position, left.step.rawValue) < (right.position, right.step.rawValue)
    }

    static func == (left: ReviewFinding, right: ReviewFinding) -> Bool {
        (left.position, left.step) == (right.position, right.step)
    }
}

extension LogReview.Fault {
    /// A version that is not the next one of its agreement.
    static func version(
        of agreement: String,
        at position: Int64,
        expected: Int,
        found: Int
    ) -> LogReview.Fault {
        LogReview.Fault(
            position: position,
            code: "subject-version",
            params: [
                "agreement": .string(agreement), "expected": .integer(expected),
                "found": .integer(found),
            ]
        )
    }

    /// A stored node that is missing, unreadable or not the hash of what is under it.
    static func node(level: Int, index: Int64, at position: Int64) -> LogReview.Fault {
        LogReview.Fault(
            position: position,
            code: "tree-node",
            params: ["level": .integer(level), "index": .integer(Int(index))]
        )
    }

    init(_ fault: LogFault) {
        switch fault {
        case .gap(let expected, let found), .outOfOrder(let expected, let found):
            self.init(
                position: expected,
                code: "positions",
                params: ["expected": .integer(Int(expected)), "found": .integer(Int(found))]
            )
        case .leafMismatch(let position, let stored, let computed):
            self.init(
                position: position,
                code: "leaf-hash",
                params: ["expected": .string(stored.hex), "found": .string(computed.hex)]
            )
        case .leafMissing(let position): self.init(position: position, code: "leaf-missing")
        case .rootMismatch(let size, let committed, let computed, let agreedSize):
            self.init(
                position: agreedSize,
                code: "root",
                params: [
                    "signed": .integer(Int(size)), "expected": .string(committed.hex),
                    "found": .string(computed.hex),
                ]
            )
        case .truncated(let size, let committedSize):
            self.init(position: size, code: "truncated", signed: committedSize, of: size)
        case .unexplainedRedaction(let position):
            self.init(position: position, code: "unexplained-redaction")
        case .foreignCheckpoint(let checkpoint):
            self.init(
                position: -1,
                code: "foreign-checkpoint",
                params: ["found": .string(checkpoint.origin)]
            )
        case .nothingToVerify: self.init(position: -1, code: "nothing")
        case .uncommitted(let size, let committedSize):
            self.init(position: committedSize, code: "tree", signed: committedSize, of: size)
        }
    }

    private init(position: Int64, code: String, signed: Int64, of size: Int64) {
        self.init(
            position: position,
            code: code,
            params: ["signed": .integer(Int(signed)), "found": .integer(Int(size))]
        )
    }
}
