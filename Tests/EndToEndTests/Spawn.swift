import Glibc
import Synchronization

/// Why a process could not be started.
struct SpawnFailure: Error {
    var call: String
    var errno: CInt
}

/// Keeps a process from starting between the making of a pipe and its closing for all children.
private let starting = Mutex(())

/// The two ends of a pipe, which no child inherits by itself.
struct SpawnPipe {
    let reading: CInt
    let writing: CInt

    init() throws {
        var ends: [CInt] = [-1, -1]
        let result = starting.withLock { _ in
            let result = pipe(&ends)
            for end in ends where result == 0 { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            return result
        }
        guard result == 0 else { throw SpawnFailure(call: "pipe", errno: errno) }
        (reading, writing) = (ends[0], ends[1])
    }
}

/// Starts a process that has `descriptors` as 0, 1 and 2, and every signal as at first.
func spawn(
    _ words: [String],
    environment: [String: String],
    descriptors: [CInt]
) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, descriptor) in descriptors.enumerated() {
        posix_spawn_file_actions_adddup2(&actions, descriptor, CInt(number))
    }

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(
        &attributes,
        Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF)
    )

    var pid: pid_t = 0
    let result = withPointers(words) { arguments in
        withPointers(environment.map { "\($0.key)=\($0.value)" }) { variables in
            starting.withLock { _ in
                posix_spawn(&pid, words[0], &actions, &attributes, arguments, variables)
            }
        }
    }
    guard result == 0 else { throw SpawnFailure(call: words[0], errno: result) }
    return pid
}

/// Calls `body` with the texts as C has them, ended by nil.
private func withPointers<Result>(
    _ texts: [String],
    _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
    let pointers = texts.map { strdup($0) }
    defer { pointers.forEach { free($0) } }
    return body(pointers + [nil])
}
