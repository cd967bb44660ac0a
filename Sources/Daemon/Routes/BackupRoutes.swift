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

    /// Keeps that a copy was made or proved, if it is one of this log.
    private func note(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.admin, of: context.caller)
        let (note, _) = try await request.decoded(BackupNote.self)
        let head = house.log.head.size
        guard (1...head).contains(note.size),
            try Audit.root(ofSize: note.size, from: house.log.nodes).hex == note.root
        else {
            throw Problem(
                .backupDiffers,
                ["size": .integer(Int(note.size)), "head": .integer(Int(head))]
            )
        }
        let now = house.submitter.door.clock.now()
        let zone = house.submitter.rulesInForce.circumstances.offices.own.zone
        try house.backups.note(
            note.kind,
            size: note.size,
            at: now.rfc3339(offsetMinutes: zone.offsetMinutes)
        )
        return try Answer.json(house.backups.status)
    }
}
