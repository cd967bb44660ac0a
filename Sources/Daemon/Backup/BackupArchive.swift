import Calendars
import Engine
import EventLog
import Exports
import Foundation
import Glibc
import NIOCore
import Projections

/// One consistent copy of the log, ready to be sent as a tar archive: `log.db`, `checkpoint` and the views.
///
/// Neither the key nor the contacts are in it: who finds a backup can read the history, but sign nothing
/// in its name, and learn nobody's name from it. The views of that moment are there to be held against a
/// replay by the drill; a restored log gets new ones.
final class BackupArchive: Sendable {
    private let members: [Member]
    private let made: Int64

    private static let folderStart = "backup."
    /// How much is read at once.
    private static let pieceSize = 256 * 1024

    /// One file of the archive.
    private enum Member: Sendable {
        case bytes(name: String, [UInt8])
        case copied(name: String, CopiedFile)

        var name: String {
            switch self {
            case .bytes(let name, _), .copied(let name, _): name
            }
        }

        var byteCount: Int64 {
            switch self {
            case .bytes(_, let bytes): Int64(bytes.count)
            case .copied(_, let file): file.byteCount
            }
        }

        /// At least one byte from `offset` on, where there is one.
        func bytes(at offset: Int64) throws -> ArraySlice<UInt8> {
            switch self {
            case .bytes(_, let bytes):
                bytes[Int(offset)...]
            case .copied(_, let file):
                try file.bytes(at: offset, atMost: BackupArchive.pieceSize)
            }
        }
    }

    /// Copies the log of `house` and its views; needs as much room in the data folder as they have.
    init(of house: House) throws {
        // The copy goes when it has been sent; meanwhile there must be room for reminders. A file that
        // can't be looked at is found out by the copying.
        let paths = [house.folder.logPath, house.folder.viewsPath]
        try house.reserve.check(
            needing: paths.compactMap(FileFacts.bytes(of:)).reduce(0, +)
        )
        var template = Array("\(house.folder.path)/\(Self.folderStart)XXXXXX".utf8CString)
        guard let name = mkdtemp(&template) else {
            throw StartFailure.call(on: house.folder.path)
        }
        let folder = String(cString: name)
        // What is sent is open by then, or was not made.
        defer { try? FileManager.default.removeItem(atPath: folder) }
        // Before the log: so they are never ahead of it. Views that can't be copied cost the drill its
        // comparison, which it says; the log is what must be kept.
        let views = Self.viewsCopied(from: house, to: folder + "/views.db")
        let path = folder + "/log.db"
        let size = try house.log.copy(to: path)
        // What is committed and not yet counted by the head is signed with the next checkpoint.
        let checkpoint = Array(
            try house.checkpoints.signed(ofSize: min(size, house.log.head.size)).utf8
        )
        members =
            [
                .copied(name: "log.db", try CopiedFile(path)),
                .bytes(name: "checkpoint", checkpoint),
            ] + (views.map { [.copied(name: "views.db", $0)] } ?? [])
        made = house.submitter.door.clock.now().milliseconds / 1_000
    }

    private static func viewsCopied(from house: House, to path: String) -> CopiedFile? {
        guard (try? house.views.copy(to: path)) != nil else { return nil }
        return try? CopiedFile(path)
    }

    /// The archive, piece by piece.
    var pieces: Pieces { Pieces(archive: self) }

    /// Reads the archive from its beginning to its end.
    struct Pieces {
        private enum Step { case head, content(offset: Int64) }

        fileprivate let archive: BackupArchive
        private var rest: ArraySlice<Member>
        private var step = Step.head
        private var isEnded = false

        fileprivate init(archive: BackupArchive) {
            self.archive = archive
            rest = archive.members[...]
        }

        /// The next bytes; nil at the end.
        mutating func next() throws -> ByteBuffer? {
            guard let member = rest.first else {
                defer { isEnded = true }
                return isEnded ? nil : ByteBuffer(bytes: TarHead.end)
            }
            switch step {
            case .head:
                step = .content(offset: 0)
                let head = TarHead(
                    name: member.name,
                    byteCount: member.byteCount,
                    modified: archive.made
                )
                return ByteBuffer(bytes: head.bytes)
            case .content(let offset) where offset < member.byteCount:
                let bytes = try member.bytes(at: offset)
                step = .content(offset: offset + Int64(bytes.count))
                return ByteBuffer(bytes: bytes)
            case .content:
                step = .head
                rest = rest.dropFirst()
                return ByteBuffer(bytes: TarHead.padding(after: member.byteCount))
            }
        }
    }

    /// Removes what a daemon that was killed while it copied has left, and a restore that was killed.
    ///
    /// Answers the folders of such a restore that are somebody else's.
    @discardableResult
    static func removeLeftovers(in folder: String) -> [String] {
        // What can't be looked at or removed costs room and nothing else.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in names
        where [folderStart, RegisterFile.folderStart, ServedViews.folderStart]
            .contains(where: name.hasPrefix)
        {
            try? FileManager.default.removeItem(atPath: folder + "/" + name)
        }
        return WorkFolder.removeLeftovers(
            of: WorkFolder.restoreStart,
            holding: WorkFolder.restoreFiles,
            in: folder
        )
    }
}

/// A copied file that has no name any more: it goes with the last one who reads it.
private final class CopiedFile: Sendable {
    let byteCount: Int64
    private let descriptor: CInt

    init(_ path: String) throws(StartFailure) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        var status = stat()
        guard descriptor >= 0, fstat(descriptor, &status) == 0 else {
            throw StartFailure.call(on: path)
        }
        byteCount = Int64(status.st_size)
    }

    deinit { close(descriptor) }

    func bytes(at offset: Int64, atMost limit: Int) throws -> ArraySlice<UInt8> {
        let wanted = Int(min(Int64(limit), byteCount - offset))
        var piece = [UInt8](repeating: 0, count: wanted)
        while true {
            let count = pread(descriptor, &piece, wanted, Int(offset))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                throw StartFailure.call(on: "backup")
            }
            return piece[..<count]
        }
    }
}
