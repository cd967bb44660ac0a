import Foundation

/// A library in C that stands between the daemon and fdatasync(2).
///
/// SQLite's own hooks don't reach the sync (its VFS keeps fsync to itself), so the fault is put in
/// from outside, by LD_PRELOAD. A fault happens once: its file is removed when it strikes.
struct SyncFaults {
    private let place: Place
    private let library: String

    /// What happens at the next sync of the log.
    enum Fault: String {
        /// The sync is done, and then the process is killed: committed, but nobody was told.
        case killAfter = "kill-after"
        /// The sync fails: nobody can know whether the disk has it.
        case fail
    }

    struct CompilerFailed: Error {
        var outcome: Outcome
    }

    /// Compiles the library.
    init(in place: Place, compiler: String) async throws {
        self.place = place
        library = place.file("faults.so")
        try Self.source.write(toFile: place.file("faults.c"), atomically: true, encoding: .utf8)
        let outcome = try await place.start(
            compiler,
            ["-shared", "-fPIC", "-O1", "-o", library, place.file("faults.c"), "-ldl"]
        ).outcome()
        guard outcome.status == 0 else { throw CompilerFailed(outcome: outcome) }
    }

    /// What the daemon has to be started with.
    var environment: [String: String] {
        ["LD_PRELOAD": library, "FAULTS": place.path]
    }

    /// Lets the next sync of the log strike.
    func arm(_ fault: Fault) throws {
        try Data().write(to: URL(fileURLWithPath: place.file(fault.rawValue)))
    }

    /// Whether the fault is still waiting for its sync.
    func isArmed(_ fault: Fault) -> Bool {
        FileManager.default.fileExists(atPath: place.file(fault.rawValue))
    }

    private static let source = #"""
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <errno.h>
        #include <limits.h>
        #include <signal.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <unistd.h>

        static int is_log(int fd) {
            char link[64], path[PATH_MAX];
            snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
            ssize_t n = readlink(link, path, sizeof path - 1);
            if (n < 10) return 0;
            path[n] = 0;
            return strcmp(path + n - 10, "log.db-wal") == 0;
        }

        /* Takes the fault: true for one caller only. */
        static int strikes(const char *fault) {
            const char *folder = getenv("FAULTS");
            char path[PATH_MAX];
            if (!folder) return 0;
            snprintf(path, sizeof path, "%s/%s", folder, fault);
            return unlink(path) == 0;
        }

        static int synced(int fd, const char *name) {
            int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
            if (!is_log(fd)) return real(fd);
            if (strikes("fail")) { errno = EIO; return -1; }
            int kills = strikes("kill-after");
            int result = real(fd);
            if (kills) kill(getpid(), SIGKILL);
            return result;
        }

        int fdatasync(int fd) { return synced(fd, "fdatasync"); }
        int fsync(int fd) { return synced(fd, "fsync"); }
        """#
}
