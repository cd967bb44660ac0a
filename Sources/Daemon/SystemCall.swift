import Glibc

/// The text of `errno`.
func errorText() -> String { String(cString: strerror(errno)) }

/// Writes everything, however often a signal or a short write interrupts it.
///
/// False if the system takes no more; then `errno` says why, and a part may have been written.
func writeAll(_ bytes: [UInt8], to descriptor: CInt) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { return false }
        rest = rest.dropFirst(count)
    }
    return true
}
