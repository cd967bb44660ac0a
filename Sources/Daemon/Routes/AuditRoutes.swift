import Audit
import Engine
import Entries
import EventLog
import Foundation
import Hummingbird
import NIOCore
import Wire

/// What an auditor asks a running daemon: the signed head, the key, a full re-reading.
struct AuditRoutes: Sendable {
    let house: House

    func add(to router: Router<KembarContext>) {
        router.get("/v1/audit/checkpoint") { try await checkpoint($0, $1) }
        router.get("/v1/audit/key") { try await key($0, $1) }
        router.get("/v1/audit/verify") { try await verify($0, $1) }
    }

    private func checkpoint(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        return Answer.text(try house.checkpoints.signed())
    }

    private func key(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        return Answer.text(house.folder.identity.vkey + "\n")
    }

    private func verify(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        let identity = house.folder.identity
        var answer = VerifyAnswer(
            result: "whole",
            origin: identity.origin,
            size: 0,
            root: "",
            redacted: 0,
            agreements: 0,
            signer: "not-checked",
            vkey: request.query("vkey"),
            checked: [
                "bytes", "columns", "positions", "versions", "tree", "recorded-time", "checkpoint",
            ],
            rehearsal: identity.isRehearsal
        )
        do {
            let note = try house.checkpoints.signed()
            let own = try VerifierKey(identity.vkey)
            let kept = try Checkpoint.open(note, keys: [own]).checkpoint
            let outcome = try await Self.review(house.log, identity.origin, kept)
            answer.size = outcome.whole.size
            answer.root = outcome.whole.root.hex
            answer.redacted = outcome.whole.redacted.count
            answer.agreements = outcome.agreements
            try checkSigner(note, request, &answer)
        } catch let fault as LogReview.Fault {
            answer.result = "damaged"
            answer.fault = VerifyFault(
                position: fault.position,
                code: fault.code,
                params: ["detail": .string(fault.detail)]
            )
        } catch let conflict as CheckpointConflict {
            answer.result = "damaged"
            answer.fault = VerifyFault(
                position: min(conflict.kept, conflict.found),
                code: "signed-before",
                params: [
                    "kept": .integer(Int(conflict.kept)), "found": .integer(Int(conflict.found)),
                ]
            )
        }
        return try Answer.json(answer)
    }

    /// Reads for a while: on a thread of its own, so that requests go on.
    private static func review(
        _ log: SQLiteLog,
        _ origin: String,
        _ kept: Checkpoint
    ) async throws -> LogReview.Outcome {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global(qos: .utility).async {
                continuation.resume(
                    with: Result {
                        var review = try LogReview(log, origin: origin, kept: [kept])
                        return try review.run()
                    }
                )
            }
        }
    }

    /// A key that the caller pinned has to have signed the head; no signature by it is damage.
    private func checkSigner(
        _ note: String,
        _ request: Request,
        _ answer: inout VerifyAnswer
    ) throws {
        // A vkey's base64 may hold '+', which a query turns into a space.
        guard let text = request.query("vkey")?.replacing(" ", with: "+") else { return }
        answer.vkey = text
        let key: VerifierKey
        do {
            key = try VerifierKey(text)
        } catch {
            throw Problem(.badField, ["field": "vkey", "value": .string(text), "expected": "vkey"])
        }
        do {
            _ = try Checkpoint.open(note, keys: [key])
            answer.signer = "verified"
        } catch {
            answer.signer = "failed"
            answer.result = "damaged"
            answer.fault = VerifyFault(
                position: answer.size,
                code: "signer",
                params: ["vkey": .string(text)]
            )
        }
    }
}
