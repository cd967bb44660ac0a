import Calendars
import Entries
import Glibc
import Wire

/// Room on the disk that people's commands leave alone.
///
/// A full disk must not be found out by the reminder that no longer fits. Below the reserve commands are
/// refused before they begin; reading, reminders, messages and their outcomes go on, for years in an
/// office's measure. Nothing is remembered: the disk is asked each time, so room again is enough.
struct DiskReserve: Sendable {
    /// Room on a disk, in bytes.
    struct Room: Sendable, Hashable {
        /// What the daemon's user may still fill.
        var free: Int64
        /// The whole disk.
        var total: Int64
    }

    /// What stands in the settings, in MiB, if they say nothing: some hundred thousand entries.
    static let mebibytesUsual = 64
    static let mebibyte: Int64 = 1_048_576
    /// At most this part of the disk, so that a small one can be used at all.
    private static let partOfDisk: Int64 = 16

    /// The folder whose disk is asked.
    let path: String
    private let bytes: Int64
    private let room: @Sendable () -> Room?

    /// Makes the reserve of `path`; `room` says what is left there, nil where that can't be told.
    init(path: String, mebibytes: Int, room: @escaping @Sendable () -> Room?) {
        self.path = path
        bytes = Int64(mebibytes) * Self.mebibyte
        self.room = room
    }

    /// Makes the reserve of the disk on which the folder lies.
    init(of path: String, mebibytes: Int) {
        self.init(path: path, mebibytes: mebibytes) {
            var status = statvfs()
            // What can't be asked is found out by the write itself.
            guard statvfs(path, &status) == 0 else { return nil }
            let block = Int64(status.f_frsize)
            return Room(
                free: Int64(status.f_bavail) * block,
                total: Int64(status.f_blocks) * block
            )
        }
    }

    /// How things stand: what is left, and what has to stay.
    var now: (free: Int64, reserve: Int64)? {
        room().map { ($0.free, min(bytes, $0.total / Self.partOfDisk)) }
    }

    /// Refuses what would eat into the reserve; `needed` is what it takes, if that is worth counting.
    func check(needing needed: Int64 = 0) throws(Problem) {
        guard let now, now.free - needed < now.reserve else { return }
        throw Problem(.diskReserve, params(now))
    }

    /// A remark for `status`; nil while there is room.
    var notice: Notice? {
        guard let now, now.free < now.reserve else { return nil }
        return Notice(code: ProblemCode.diskReserve.rawValue, params: params(now))
    }

    private func params(_ now: (free: Int64, reserve: Int64)) -> [String: JSONValue] {
        [
            "path": .string(path),
            "freeMebibytes": .integer(Int(now.free / Self.mebibyte)),
            // Rounded up: "0 of 0" would say nothing.
            "reserveMebibytes": .integer(
                Int((now.reserve + Self.mebibyte - 1) / Self.mebibyte)
            ),
        ]
    }
}

/// What the file system says of a file.
enum FileFacts {
    /// Its length in bytes; nil if it is not there or can't be looked at.
    static func bytes(of path: String) -> Int64? {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : nil
    }

    /// When its content was changed last; nil as above.
    static func changed(_ path: String) -> Timestamp? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        let (seconds, rest) = (Int64(status.st_mtim.tv_sec), Int64(status.st_mtim.tv_nsec))
        return Timestamp(milliseconds: seconds * 1_000 + rest / 1_000_000)
    }

    /// What changes with a file: who writes it, puts another in its place or its times back changes this.
    struct State: Hashable, Sendable {
        /// Device, node, length, then seconds and nanoseconds of the content's time and of the node's.
        private let facts: [Int64]

        fileprivate init(_ status: stat) {
            facts = [
                Int64(truncatingIfNeeded: status.st_dev), Int64(truncatingIfNeeded: status.st_ino),
                Int64(status.st_size), Int64(status.st_mtim.tv_sec), Int64(status.st_mtim.tv_nsec),
                Int64(status.st_ctim.tv_sec), Int64(status.st_ctim.tv_nsec),
            ]
        }
    }

    /// Its state now; nil with `errno` if it can't be looked at.
    static func state(of path: String) -> State? {
        var status = stat()
        return stat(path, &status) == 0 ? State(status) : nil
    }
}
