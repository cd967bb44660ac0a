import Glibc

/// The calls of the system by which a mirror is read and written.
enum MirrorCall: String, Hashable, Sendable, CaseIterable {
    case openFolder, lock, open, make, look, read, cut, write, sync, rename, syncFolder
}

/// Where tests break a mirror on purpose.
struct MirrorFaults: Sendable {
    /// Returns the number with which a call is to fail instead of being made; 0 lets it through.
    var before: @Sendable (MirrorCall) -> Int32 = { _ in 0 }
    /// The same once the call was made: it says that it failed, and what it did stays.
    var after: @Sendable (MirrorCall) -> Int32 = { _ in 0 }

    /// Makes a call, again if a signal came in between; throws what the system says against it.
    @discardableResult
    func made<Number: BinaryInteger>(
        _ call: MirrorCall,
        _ body: () -> Number
    ) throws(MirrorTrouble) -> Number {
        let refused = before(call)
        guard refused == 0 else { throw MirrorTrouble(errno: refused) }
        while true {
            let number = body()
            if number < 0, errno == EINTR { continue }
            guard number >= 0 else { throw MirrorTrouble(errno: errno) }
            let failed = after(call)
            guard failed == 0 else { throw MirrorTrouble(errno: failed) }
            return number
        }
    }
}
