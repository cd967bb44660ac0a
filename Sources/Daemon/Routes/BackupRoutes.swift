import Audit
import Calendars
import Dispatch
import Engine
import Entries
import EventLog
import Hummingbird
import NIOCore
import Wire
import Workflows

/// Copies of the log while it is in use, and what became of them.
///
/// For those who may change the rules.
struct BackupRoutes: Sendable {
    let house: House

    func add(to router: Router<KembarContext>) {
        router.get("/v1/admin/backup") { try await backup($0, $1) }
        router.post("/v1/admin/backups") { try await note($0, $1) }
    }

    /// The copy as a tar archive.
    private func backup(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.admin, of: context.caller)
        let house = house
        // Copying takes a while and waits for the disk: on a thread of its own, so that requests go on.
        let archive = try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global(qos: .utility).async {
                continuation.resume(with: Result { try BackupArchive(of: house) })
            }
        }
        return Response(
            status: .ok,
            headers: [.contentType: "application/x-tar"],
            body: ResponseBody { writer in
                var pieces = archive.pieces
                while let piece = try pieces.next() { try await writer.write(piece) }
                try await writer.finish(nil)
            }
        )
    }

    /// The longest word for what is wrong with a copy: problem codes are shorter.
    private static let faultBytesMax = 64

    /// Keeps that a copy was made or proved, if it is one of this log, or that it is not whole.
    private func note(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.admin, of: context.caller)
        let (note, _) = try await request.decoded(BackupNote.self)
        let zone = house.submitter.rulesInForce.circumstances.offices.own.zone
        let now = house.submitter.door.clock.now().rfc3339(offsetMinutes: zone.offsetMinutes)
        switch note.kind {
        case .copy: try house.backups.noteCopy(size: try sizeOfCopy(note), at: now)
        case .drill:
            let size: Int64
            do {
                size = try sizeOfCopy(note)
            } catch let problem as Problem where problem.code == .backupDiffers {
                try house.backups.noteFailure(problem.code.rawValue, at: now)
                throw problem
            }
            try house.backups.noteDrill(size: size, at: now)
        case .failure:
            let fault = note.fault ?? ""
            // It is shown to people: a word as our codes are, and no text of the caller's.
            let isWord = fault.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
            }
            guard isWord, (1...Self.faultBytesMax).contains(fault.utf8.count) else {
                throw Problem(
                    .badField,
                    ["field": "fault", "value": .string(fault), "expected": "code"]
                )
            }
            try house.backups.noteFailure(fault, at: now)
        }
        return try Answer.json(house.backups.status)
    }

    /// How many entries the copy has, if it has what this log has.
    private func sizeOfCopy(_ note: BackupNote) throws -> Int64 {
        guard let size = note.size, let root = note.root else {
            throw Problem(
                .malformedRequest,
                [
                    "reason": "missing-member",
                    "member": .string(note.size == nil ? "size" : "root"),
                ]
            )
        }
        let head = house.log.head.size
        guard (1...head).contains(size),
            try house.log.root(ofSize: size).hex == root
        else {
            throw Problem(
                .backupDiffers,
                ["size": .integer(Int(size)), "head": .integer(Int(head))]
            )
        }
        return size
    }
}
