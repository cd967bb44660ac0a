import Glibc

/// Makes a system call again as long as a signal interrupts it.
func restarting<Result: BinaryInteger>(_ call: () -> Result) -> Result {
    while true {
        let result = call()
        guard result == -1, errno == EINTR else { return result }
    }
}
