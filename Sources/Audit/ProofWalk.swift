/// The way from one node up to the root, which both kinds of proof take when they are verified.
struct ProofWalk {
    /// On which side of the way the next hash of a proof stands.
    enum Side { case left, right }

    private var node: Int64
    private var last: Int64

    init(from node: Int64, inSize size: Int64) {
        self.node = node
        last = size - 1
    }

    /// Whether the root is reached.
    var isAtRoot: Bool { last == 0 }

    private var isRightChild: Bool { !node.isMultiple(of: 2) }

    /// Goes one hash further and says on which side that hash stands.
    mutating func climb() throws(ProofFailure) -> Side {
        guard !isAtRoot else { throw .tooManyHashes }
        guard isRightChild || node == last else {
            rise()
            return .right
        }
        // The last node of a level without a partner is passed up unchanged.
        while !isRightChild && node != 0 { rise() }
        rise()
        return .left
    }

    /// Goes up as long as the node is a right child: to the top of the subtree it completes.
    mutating func skipRightChildren() {
        while isRightChild { rise() }
    }

    private mutating func rise() {
        node >>= 1
        last >>= 1
    }
}
