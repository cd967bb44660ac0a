import Logging
import Synchronization
import Wire

/// Carries checkpoints to public witnesses, and brings their cosignatures home (C2SP tlog-witness).
///
/// It knows no log and judges nothing: what to ask the daemon says, and what comes back the daemon
/// checks.
package final class WitnessCarrier: Sendable {
    private let settings: [DeliverySettings.Witness]
    private let everySeconds: Int
    private let client: DaemonClient
    private let curl: Curl
    private let logger: Logger
    /// When each was asked last, by the clock that never goes back.
    private let asked = Mutex<[String: ContinuousClock.Instant]>([:])

    init(_ settings: DeliverySettings, _ client: DaemonClient, _ curl: Curl, _ logger: Logger) {
        self.settings = settings.witnesses
        everySeconds = settings.witnessSeconds
        self.client = client
        self.curl = curl
        self.logger = logger
    }

    /// Asks every witness that is due; says whether all of them cosigned what is new.
    func round() async throws -> Bool {
        guard !settings.isEmpty else { return true }
        let list = try await client.witnesses()
        var isDone = true
        for witness in settings {
            // One that the daemon does not know could send nothing that it would keep.
            guard let state = list.witnesses.first(where: { $0.name == witness.name }) else {
                logger.warning(
                    "the daemon's policy has no such witness",
                    metadata: ["witness": "\(witness.name)"]
                )
                isDone = false
                continue
            }
            guard state.size != list.head, isDue(witness) else { continue }
            isDone = await ask(witness, since: state.size ?? 0, head: list.head) && isDone
        }
        return isDone
    }

    private func isDue(_ witness: DeliverySettings.Witness) -> Bool {
        let now = ContinuousClock.now
        return asked.withLock { asked in
            if let last = asked[witness.name], last.duration(to: now) < .seconds(everySeconds) {
                return false
            }
            asked[witness.name] = now
            return true
        }
    }

    private func ask(
        _ witness: DeliverySettings.Witness,
        since: Int64,
        head: Int64
    ) async -> Bool {
        do {
            var reply = try await send(to: witness, since: since)
            if case .conflict(let stored) = reply {
                guard stored <= head else {
                    // No mistake of the witness: it holds our own signature over what is not here.
                    logger.critical(
                        "the witness has cosigned more entries than the log has: an older copy was put back, or entries are lost",
                        metadata: [
                            "witness": "\(witness.name)", "cosigned": "\(stored)",
                            "log": "\(head)",
                        ]
                    )
                    return false
                }
                // It cosigned another size last than came back here: a proof from there, once.
                logger.notice(
                    "the witness has another record",
                    metadata: ["witness": "\(witness.name)", "size": "\(stored)"]
                )
                reply = try await send(to: witness, since: stored)
            }
            guard case .cosigned(let note) = reply else {
                logger.error(
                    "not cosigned",
                    metadata: ["witness": "\(witness.name)", "answer": "\(reply.word)"]
                )
                return false
            }
            let list = try await client.take(cosigned: note)
            let size = list.witnesses.first { $0.name == witness.name }?.size
            logger.info(
                "cosigned",
                metadata: ["witness": "\(witness.name)", "size": "\(size ?? 0)"]
            )
            return true
        } catch {
            logger.error(
                "a witness can't be asked",
                metadata: ["witness": "\(witness.name)", "error": "\(error)"]
            )
            return false
        }
    }

    /// What a witness answered.
    enum Reply: Hashable, Sendable {
        /// The checkpoint that was sent, with its cosignatures.
        case cosigned(String)
        /// It cosigned another size last.
        case conflict(stored: Int64)
        /// It said no, or nothing that is understood.
        case refused(status: Int)

        var word: String {
            switch self {
            case .cosigned: "200"
            case .conflict(let stored): "409 \(stored)"
            case .refused(let status): String(status)
            }
        }
    }

    private func send(
        to witness: DeliverySettings.Witness,
        since: Int64
    ) async throws -> Reply {
        let request = try await client.witnessRequest(since: since)
        return try await PrivateFile.with(Array(request.utf8)) { path in
            var options = CurlConfiguration()
            options.set("proto", "=http,https")
            options.set("url", Self.address(of: witness))
            options.set("request", "POST")
            options.set("header", "Content-Type: text/plain")
            // No question whether the body may come: it is short.
            options.set("header", "Expect:")
            options.set("data-binary", "@\(path)")
            options.set("max-time", String(witness.timeoutSeconds))
            if let authority = witness.authority { options.set("cacert", authority) }
            let answer = try await curl.run(options)
            return Self.reply(answer, to: request)
        }
    }

    static func address(of witness: DeliverySettings.Witness) -> String {
        (witness.url.hasSuffix("/") ? String(witness.url.dropLast()) : witness.url)
            + "/add-checkpoint"
    }

    /// Reads an answer; the checkpoint is what stands behind the first empty line of the request.
    static func reply(_ answer: Curl.Answer, to request: String) -> Reply {
        guard answer.exit == 0 else { return .refused(status: 0) }
        switch answer.code {
        case 200:
            guard let border = request.firstRange(of: "\n\n"), answer.body.hasSuffix("\n"),
                answer.body.hasPrefix("\u{2014} ")
            else { return .refused(status: 200) }
            return .cosigned(request[border.upperBound...] + answer.body)
        case 409:
            let digits = answer.body.prefix { $0 != "\n" }
            guard let stored = Int64(digits), String(stored) == digits, stored >= 0 else {
                return .refused(status: 409)
            }
            return .conflict(stored: stored)
        default: return .refused(status: answer.code)
        }
    }
}
