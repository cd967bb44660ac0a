/// Random numbers that are the same in every run (SplitMix64 by Sebastiano Vigna).
///
/// A property test makes one per case from a seed that it prints when it fails.
package struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Begins the sequence that belongs to `seed`.
    package init(seed: UInt64) { state = seed }

    /// Returns the sequence's next 64 bits.
    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    /// Returns true in about one of `times`.
    package mutating func chance(oneIn times: Int) -> Bool {
        Int.random(in: 0..<times, using: &self) == 0
    }

    /// Returns one of the elements; nil if there is none.
    package mutating func pick<Element>(_ elements: [Element]) -> Element? {
        elements.randomElement(using: &self)
    }
}
