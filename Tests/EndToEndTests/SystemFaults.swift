import Foundation

/// A library in C that stands between the daemon and fdatasync(2), fsync(2) and pwrite(2).
///
/// SQLite's own hooks don't reach the sync (its VFS keeps fsync to itself), so the fault is put in
/// from outside, by LD_PRELOAD. A fault happens once: its file is removed when it strikes.
struct SystemFaults {
    private let place: Place
    private let library: String

    /// What happens at the next sync of the log.
    enum Fault: String, CaseIterable {
        /// The process is killed before anything is synced.
        case killBefore = "kill-before"
        /// The sync is done, and then the process is killed: committed, but nobody was told.
        case killAfter = "kill-after"
        /// The sync fails: nobody can know whether the disk has it.
        case fail
    }

    /// How far a write comes in which the process is killed.
    enum Cut: String, CaseIterable {
        case before, half, after
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

    /// Has the process killed in its `number`th write, from 1, to files of a name.
    ///
    /// Only for a process that wrote under no armed fault before: it counts from the first one.
    func arm(write number: Int, of file: String, _ cut: Cut) throws {
        try "\(file) \(number) \(cut.rawValue)"
            .write(toFile: place.file(Self.writes), atomically: true, encoding: .utf8)
    }

    /// Has half of the `number`th write, from 1, to files of a name taken, and that told as the system tells it.
    ///
    /// For a process as above.
    func arm(shortWrite number: Int, of file: String) throws {
        try "\(file) \(number) short"
            .write(toFile: place.file(Self.writes), atomically: true, encoding: .utf8)
    }

    /// Takes the write's fault away; returns whether it was still waiting.
    func disarmWrite() -> Bool { unlink(place.file(Self.writes)) == 0 }

    private static let writes = "kill-in-write"

    private static let source = #"""
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <errno.h>
        #include <limits.h>
        #include <signal.h>
        #include <stdatomic.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <unistd.h>

        static int is_file(int fd, const char *name) {
            char link[64], path[PATH_MAX];
            snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
            ssize_t n = readlink(link, path, sizeof path - 1);
            if (n <= 0) return 0;
            path[n] = 0;
            const char *last = strrchr(path, '/');
            return last && strcmp(last + 1, name) == 0;
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
            if (!is_file(fd, "log.db-wal")) return real(fd);
            if (strikes("fail")) { errno = EIO; return -1; }
            if (strikes("kill-before")) kill(getpid(), SIGKILL);
            int kills = strikes("kill-after");
            int result = real(fd);
            if (kills) kill(getpid(), SIGKILL);
            return result;
        }

        int fdatasync(int fd) { return synced(fd, "fdatasync"); }
        int fsync(int fd) { return synced(fd, "fsync"); }

        static ssize_t written(int fd, const void *bytes, size_t size, off_t offset, const char *call) {
            ssize_t (*real)(int, const void *, size_t, off_t) =
                (ssize_t (*)(int, const void *, size_t, off_t))dlsym(RTLD_NEXT, call);
            static atomic_int count;
            const char *folder = getenv("FAULTS");
            char path[PATH_MAX], name[64], cut[16];
            int number = 0;
            snprintf(path, sizeof path, "%s/kill-in-write", folder ? folder : "");
            FILE *armed = folder ? fopen(path, "r") : NULL;
            if (!armed) return real(fd, bytes, size, offset);
            int read = fscanf(armed, "%63s %d %15s", name, &number, cut);
            fclose(armed);
            if (read != 3 || !is_file(fd, name) || atomic_fetch_add(&count, 1) + 1 != number)
                return real(fd, bytes, size, offset);
            unlink(path);
            if (strcmp(cut, "short") == 0 && size > 1) return real(fd, bytes, size / 2, offset);
            if (strcmp(cut, "half") == 0) real(fd, bytes, size / 2, offset);
            if (strcmp(cut, "after") == 0) real(fd, bytes, size, offset);
            kill(getpid(), SIGKILL);
            return -1;
        }

        ssize_t pwrite(int fd, const void *bytes, size_t size, off_t offset) {
            return written(fd, bytes, size, offset, "pwrite");
        }
        ssize_t pwrite64(int fd, const void *bytes, size_t size, off_t offset) {
            return written(fd, bytes, size, offset, "pwrite64");
        }
        """#
}
