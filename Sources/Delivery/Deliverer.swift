import Journaling
package import Language
package import Logging
import ServiceLifecycle
import UnixSignals
import Wire

/// Carries what is outstanding, one message after the other, and tells what became of it.
///
/// It remembers nothing. Cut off anywhere, the next round finds the same things outstanding; what was
/// taken by the other side and not told yet is carried again under the same Message-ID.
package struct Deliverer: Sendable {
    /// The release, as `--version` says it.
    package static let version = Release.version

    private let door: any DeliveryDoor
    /// By the channel that each is for.
    private let carriers: [String: any Carrier]
    /// Takes checkpoints to public witnesses; nil where none is named.
    private var witnesses: WitnessCarrier?
    private let pollSeconds: Int
    private let logger: Logger
    /// By which it rests between two rounds.
    private let clock: any Clock<Duration>

    /// Makes a deliverer that runs as the settings say; nothing is asked yet.
    ///
    /// `environment` says whether its lines go to the journal.
    package init(
        _ settings: DeliverySettings,
        environment: [String: String],
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        let curl = Curl()
        var carriers: [String: any Carrier] = [:]
        carriers["mail"] = settings.mail.map { SMTPCarrier(settings: $0, curl: curl) }
        carriers["webhook"] = settings.webhook.map { WebhookCarrier(settings: $0, curl: curl) }
        let client = DaemonClient(socket: settings.socket, curl: curl)
        self.init(
            door: client,
            carriers: carriers,
            pollSeconds: settings.pollSeconds,
            clock: clock,
            logger: ServiceLog.logger("kembar-deliver", environment: environment)
        )
        if !settings.witnesses.isEmpty {
            witnesses = WitnessCarrier(settings, client, curl, logger)
        }
    }

    /// Makes a deliverer between a door and carriers, which stand under the channels they are for.
    package init(
        door: any DeliveryDoor,
        carriers: [String: any Carrier],
        pollSeconds: Int = DeliverySettings.pollSecondsUsual,
        clock: any Clock<Duration> = ContinuousClock(),
        logger: Logger
    ) {
        self.clock = clock
        self.door = door
        self.carriers = carriers
        self.pollSeconds = pollSeconds
        self.logger = logger
    }

    /// What is missing on this machine, and how to get it; nil if nothing is.
    ///
    /// Without curl not even the daemon can be asked what is outstanding.
    package static var missing: Phrase? {
        guard !Curl().isInstalled() else { return nil }
        return Phrase(
            "kembar-deliver memakai curl, yang tidak ada di komputer ini. Pasang dengan: sudo apt install curl",
            "kembar-deliver works with curl, which is not on this machine. Install it: sudo apt install curl"
        )
    }

    /// Makes rounds until the program is told to stop; a mail that is on its way is finished first.
    package func run() async throws {
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [Rounds(deliverer: self)],
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger
            )
        )
        try await group.run()
    }

    /// The rounds as something that can be told to stop.
    private struct Rounds: Service {
        let deliverer: Deliverer

        func run() async throws { await deliverer.goRound() }
    }

    private func goRound() async {
        logger.notice("carrying", metadata: ["socket": "\(door)"])
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            _ = await round()
            // Ends early when the program is told to stop; the loop's condition sees that.
            await cancelWhenGracefulShutdown { try? await clock.sleep(for: .seconds(pollSeconds)) }
        }
    }

    /// Carries everything that is due, messages and checkpoints; says whether all of it got through.
    ///
    /// A message that the daemon can't give, or whose outcome it does not take, holds up no other.
    package func round() async -> Bool {
        do {
            var isDone = true
            for position in try await door.list().messages where !Task.isShuttingDownGracefully {
                do {
                    isDone = try await carry(position) && isDone
                } catch let failure as DeliveryFailure where failure.isOfOneMessage {
                    isDone = false
                    logger.error(
                        "a message can't be carried",
                        metadata: ["position": "\(position)", "error": "\(failure)"]
                    )
                }
            }
            // After the messages: those are what people wait for.
            let isCosigned = try await witnesses?.round() ?? true
            return isCosigned && isDone
        } catch {
            logger.error(
                "the daemon can't be asked",
                metadata: ["socket": "\(door)", "error": "\(error)"]
            )
            return false
        }
    }

    private func carry(_ position: Int64) async throws -> Bool {
        let parcel: Parcel
        do {
            parcel = try await door.take(position)
        } catch DeliveryFailure.refused(409, let code) {
            // It no longer stands, or somebody else has carried it: both are well.
            logger.notice(
                "not to be sent any more",
                metadata: ["position": "\(position)", "code": "\(code)"]
            )
            return true
        }
        var isDone = true
        for recipient in parcel.recipients {
            // The next round finds the others due; each may take as long as its time limit.
            guard !Task.isShuttingDownGracefully else { return false }
            let outcome = await outcome(parcel, recipient)
            isDone = outcome == .delivered && isDone
            tell(outcome, position, recipient)
            do {
                _ = try await door.note(
                    DeliveryOutcomeRequest(
                        recipient: recipient.id,
                        outcome: outcome.word,
                        reason: outcome.reason
                    ),
                    of: position
                )
            } catch DeliveryFailure.refused(let status, let code)
                where [404, 409].contains(status)
            {
                logger.notice(
                    "the outcome is not wanted any more",
                    metadata: ["position": "\(position)", "code": "\(code)"]
                )
            }
        }
        return isDone
    }

    private func outcome(_ parcel: Parcel, _ recipient: Parcel.Recipient) async -> CarryOutcome {
        do {
            guard let carrier = carriers[recipient.channel] else {
                return .later(reason: "no \(recipient.channel) in the settings")
            }
            return try await carrier.carry(parcel, to: recipient)
        } catch {
            return .later(reason: "\(error)")
        }
    }

    /// For the operator: the opaque number, never a name or an address.
    private func tell(
        _ outcome: CarryOutcome,
        _ position: Int64,
        _ recipient: Parcel.Recipient
    ) {
        let level: Logger.Level =
            switch outcome {
            case .delivered: .info
            case .later: .warning
            case .refused: .error
            }
        logger.log(
            level: level,
            "\(outcome.word)",
            metadata: [
                "position": "\(position)", "recipient": "\(recipient.id)",
                "channel": "\(recipient.channel)", "reason": "\(outcome.reason ?? "")",
            ]
        )
    }
}
