import FoundationEssentials
import Glibc
import Synchronization

/// A private folder (0700) to unpack or copy a log in; it is gone at the end, also when the program is
/// stopped (SIGINT, SIGTERM, SIGHUP).
///
/// It holds a whole log: one that stayed would fill the disk a little more at every Ctrl-C. A stopped
/// program ends with 128 and the signal's number, as the shell says it.
package final class WorkFolder: Sendable {
    /// Where it is.
    package let path: String

    /// Makes the folder, under a name that begins so; throws `FileTrouble`.
    package init(_ beginning: String) throws(FileTrouble) {
        var template = Array("\(beginning).XXXXXX".utf8CString)
        // The list is held while the folder is made: a signal in between finds it there.
        let made = FoldersAtWork.paths.withLock { paths -> String? in
            guard mkdtemp(&template) != nil else { return nil }
            let path = String(decoding: template.dropLast().map(UInt8.init), as: UTF8.self)
            paths.insert(path)
            return path
        }
        let number = errno
        guard let made, FoldersAtWork.isWatched else {
            throw FileTrouble(path: beginning, errno: number)
        }
        path = made
    }

    /// Removes the folder with everything in it.
    package func remove() {
        FoldersAtWork.remove(path)
        _ = FoldersAtWork.paths.withLock { $0.remove(path) }
    }

    /// How the name of a folder begins in which a log is put back, in its data folder.
    package static let restoreStart = "kembar-restore"
    /// The files that lie in such a folder.
    package static let restoreFiles: Set = ["log.db", "checkpoint", "views.db"]

    /// Removes the folders of that beginning in `folder` that a killed program left, with their files;
    /// nobody may be at work in one of them.
    ///
    /// No link is followed, and what this program would not have made stays: a folder that others may enter, or
    /// that holds a file of another name than those of `files` (before a dash: `log.db-wal`). Answers the paths
    /// of those that somebody else's rights keep from being removed: they cost room, and are tried again.
    @discardableResult
    package static func removeLeftovers(
        of beginning: String,
        holding files: Set<String>,
        in folder: String
    ) -> [String] {
        let parent = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard parent >= 0 else { return [] }
        defer { close(parent) }
        var kept: [String] = []
        for name in names(in: folder) where isMade(name, from: beginning) {
            let path = "\(folder)/\(name)"
            let work = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard work >= 0 else {
                if errno == EACCES { kept.append(path) }
                continue
            }
            defer { close(work) }
            var status = stat()
            let held = names(in: path)
            guard fstat(work, &status) == 0, status.st_mode & 0o077 == 0,
                held.allSatisfy({ files.contains(String($0.prefix { $0 != "-" })) })
            else { continue }
            // By the open folder: its name may lead elsewhere by now.
            for file in held { unlinkat(work, file, 0) }
            if unlinkat(parent, name, AT_REMOVEDIR) != 0 { kept.append(path) }
        }
        return kept
    }

    private static func names(in folder: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }

    /// Whether `init` gives such names: the beginning, a dot, and six letters or digits.
    private static func isMade(_ name: String, from beginning: String) -> Bool {
        let lots = name.utf8.dropFirst(beginning.utf8.count + 1)
        return name.hasPrefix(beginning + ".") && lots.count == 6
            && lots.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0)
                    || (0x61...0x7A).contains($0)
            }
    }
}

/// The folders that are not to outlive the program.
private enum FoldersAtWork {
    static let paths = Mutex<Set<String>>([])

    private static let ending = [SIGINT, SIGTERM, SIGHUP]

    /// Watches for the signals, once; false where that can't be had.
    ///
    /// A handler may do next to nothing: it writes the signal's number into a pipe, and a thread that
    /// waits at its other end does the rest. So no signal is lost from here on, however early it comes.
    static let isWatched: Bool = {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return false }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (readingEnd, writingEnd) = (ends[0], ends[1])
        var thread = pthread_t()
        let begun = pthread_create(&thread, nil, { _ in FoldersAtWork.waitForTheEnd() }, nil)
        guard begun == 0 else { return false }
        pthread_detach(thread)
        for number in ending {
            var action = sigaction()
            action.__sigaction_handler.sa_handler = { number in
                var byte = UInt8(truncatingIfNeeded: number)
                _ = write(writingEnd, &byte, 1)
            }
            sigaction(number, &action, nil)
        }
        return true
    }()

    private static func waitForTheEnd() -> Never {
        var number: UInt8 = 0
        while read(readingEnd, &number, 1) != 1 {}
        paths.withLock { paths in
            for path in paths { remove(path) }
        }
        _exit(128 + Int32(number))
    }

    static func remove(_ path: String) {
        // What can't be removed is private, and its name says what it is.
        try? FileManager.default.removeItem(atPath: path)
    }
}

/// The ends of the pipe by which a signal reaches the thread that waits for it; globals, for a handler
/// has nothing else.
nonisolated(unsafe) private var readingEnd: Int32 = -1
nonisolated(unsafe) private var writingEnd: Int32 = -1
