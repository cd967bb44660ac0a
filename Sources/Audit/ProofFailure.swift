/// Why a proof proves nothing.
///
/// A proof never authenticates the sizes it is checked with: take sizes and roots from verified
/// checkpoints, never from the message that carries the proof.
package enum ProofFailure: Error, Hashable, Sendable {
    /// The leaf, or the size, is negative or lies beyond the tree.
    case outsideTree
    /// From the empty tree everything follows: such a proof says nothing.
    case emptyTree
    /// The older tree is the larger one.
    case shrinkingTree
    /// The path ends before it reaches the root.
    case tooFewHashes
    /// The path goes on above the root.
    case tooManyHashes
    /// The path leads to another root than the given, newer one.
    case wrongRoot
    /// The path leads to another root than the given older one.
    case wrongOldRoot
}
