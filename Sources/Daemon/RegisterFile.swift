import Answers
import Engine
import EventLog
import Foundation
import Glibc
import NIOCore
import Projections
import Workflows

/// A register of a prefix of the log, ready to be sent: a file that has no name any more.
// @unchecked: the descriptor is only read from, by one reader.
final class RegisterFile: @unchecked Sendable {
    private let descriptor: CInt

    static let folderStart = "register."
    private static let pieceSize = 256 * 1024

    /// Makes it in the data folder, which needs about as much room as the entries have.
    init(of house: House, size: Int64, agreement: String?) throws {
        var template = Array("\(house.folder.path)/\(Self.folderStart)XXXXXX".utf8CString)
        guard let name = mkdtemp(&template) else {
            throw StartFailure.call(on: house.folder.path)
        }
        let folder = String(cString: name)
        // It is open by then, or was not made.
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/register.sqlite"
        try Register(house.log, size: size, agreement: agreement, label: EngineLabels.words)
            .write(to: path)
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw StartFailure.call(on: path)
        }
    }

    deinit { close(descriptor) }

    /// The next bytes; nil at the end.
    func next() throws -> ByteBuffer? {
        var piece = [UInt8](repeating: 0, count: Self.pieceSize)
        while true {
            let count = read(descriptor, &piece, Self.pieceSize)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw StartFailure.call(on: "register.sqlite")
            }
            return count == 0 ? nil : ByteBuffer(bytes: piece[..<count])
        }
    }
}
