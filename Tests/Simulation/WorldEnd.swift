/// What the life of one world came to, as it is told to whoever counts them all.
struct WorldEnd: Codable, Equatable, Sendable {
    var years: Int
    /// Empty where a promise was broken: what happened before counts for nothing.
    var tally: Tally = [:]
    /// The root of its log, in hex: the same seed leaves the same bytes.
    ///
    /// Empty where the tally is.
    var root = ""
    var broken: Broken?
    /// How the process of a world ended that could say nothing any more; nil of every other.
    var fall: String?

    /// Lives a world in this process.
    ///
    /// Throws: what is no broken promise, but a fault of the world itself.
    @Sendable static func here(seed: UInt64, years: Int) async throws -> WorldEnd {
        do {
            return try await HostileWorld.run(seed: seed, years: years)
        } catch let broken as Broken {
            return WorldEnd(years: years, broken: broken)
        }
    }
}
