import Calendars
import Engine
import EventLog
import Foundation
import Glibc
import NIOCore

/// One consistent copy of the log, ready to be sent as a tar archive: `log.db` and `checkpoint`.
///
/// Neither the key nor the contacts are in it: who finds a backup can read the history, but sign nothing
/// in its name, and learn nobody's name from it. The views are made anew.
// @unchecked: the descriptor is only read from, by one reader at a time.
final class BackupArchive: @unchecked Sendable {
    /// The copied database, which has no name any more: it goes with the last one who reads it.
    private let descriptor: CInt
    private let byteCount: Int64
    private let checkpoint: [UInt8]
    private let made: Int64

    private static let folderStart = "backup."
    /// How much is read at once.
    private static let pieceSize = 256 * 1024

    /// Copies the log of `house`; needs as much room in the data folder as the log has.
    init(of house: House) throws {
        var template = Array("\(house.folder.path)/\(Self.folderStart)XXXXXX".utf8CString)
        guard let name = mkdtemp(&template) else {
            throw StartFailure.folder(path: house.folder.path, cause: errorText())
        }
        let folder = String(cString: name)
        // It is open by then, or was not made.
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/log.db"
        let size = try house.log.copy(to: path)
        // What is committed and not yet counted by the head is signed with the next checkpoint.
        checkpoint = Array(
            try house.checkpoints.signed(ofSize: min(size, house.log.head.size)).utf8
        )
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        var status = stat()
        guard descriptor >= 0, fstat(descriptor, &status) == 0 else {
            throw StartFailure.folder(path: path, cause: errorText())
        }
        byteCount = Int64(status.st_size)
        made = house.submitter.door.clock.now().milliseconds / 1_000
    }

    deinit { close(descriptor) }

    /// The archive, piece by piece.
    var pieces: Pieces { Pieces(archive: self) }

    /// Reads the archive from its beginning to its end.
    struct Pieces {
        private enum Step { case head, content(offset: Int64), end, done }

        fileprivate let archive: BackupArchive
        private var step = Step.head

        fileprivate init(archive: BackupArchive) { self.archive = archive }

        /// The next bytes; nil at the end.
        mutating func next() throws -> ByteBuffer? {
            switch step {
            case .head:
                step = .content(offset: 0)
                return ByteBuffer(bytes: archive.head("log.db", archive.byteCount))
            case .content(let offset) where offset < archive.byteCount:
                let bytes = try archive.bytes(at: offset)
                step = .content(offset: offset + Int64(bytes.count))
                return ByteBuffer(bytes: bytes)
            case .content:
                step = .end
                return ByteBuffer(bytes: TarHead.padding(after: archive.byteCount))
            case .end:
                step = .done
                return ByteBuffer(bytes: archive.last)
            case .done: return nil
            }
        }
    }

    private func bytes(at offset: Int64) throws -> ArraySlice<UInt8> {
        let wanted = Int(min(Int64(Self.pieceSize), byteCount - offset))
        var piece = [UInt8](repeating: 0, count: wanted)
        while true {
            let count = pread(descriptor, &piece, wanted, Int(offset))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                throw StartFailure.folder(path: "log.db", cause: errorText())
            }
            return piece[..<count]
        }
    }

    private var last: [UInt8] {
        let byteCount = Int64(checkpoint.count)
        return head("checkpoint", byteCount) + checkpoint + TarHead.padding(after: byteCount)
            + TarHead.end
    }

    private func head(_ name: String, _ byteCount: Int64) -> [UInt8] {
        TarHead(name: name, byteCount: byteCount, modified: made).bytes
    }

    /// Removes what a daemon that was killed while it copied has left.
    static func removeLeftovers(in folder: String) {
        // What can't be looked at or removed costs room and nothing else.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in names
        where name.hasPrefix(folderStart) || name.hasPrefix(RegisterFile.folderStart) {
            try? FileManager.default.removeItem(atPath: folder + "/" + name)
        }
    }
}
