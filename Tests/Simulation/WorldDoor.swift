import Daemon
import Delivery
import Projections
import TestSupport
import Wire

/// The daemon's desk without the socket between: what a deliverer asks and tells in a world.
struct WorldDoor: DeliveryDoor {
    let desk: DeliveryDesk
    let views: Views
    let relay: WorldRelay
    let identity: CountingIdentity
    let sabotage: Sabotage?

    func list() async throws -> DeliveryList {
        await views.catchUp()
        return try answering { try desk.list() }
    }

    func take(_ position: Int64) async throws -> Parcel {
        await views.catchUp()
        do {
            var parcel = try await desk.take(position)
            if sabotage == .renamesMail { parcel.messageID = "<\(identity.next())@contoh.invalid>" }
            return parcel
        } catch let problem as Problem {
            throw DeliveryFailure(problem)
        }
    }

    func note(
        _ outcome: DeliveryOutcomeRequest,
        of position: Int64
    ) async throws -> DeliveryStanding {
        let isDelivered = outcome.outcome == "delivered"
        func tell(isHeard: Bool) {
            relay.tell(
                position,
                outcome.recipient,
                isHeard: isHeard,
                isDelivered: isDelivered
            )
        }
        if relay.takeDeath() {
            tell(isHeard: false)
            throw DeliveryFailure.unreachable("the deliverer is dead")
        }
        if sabotage == .losesOutcome, isDelivered {
            tell(isHeard: true)
            return DeliveryStanding(position: position, state: "delivered")
        }
        await views.catchUp()
        do {
            let standing = try await desk.note(outcome, of: position)
            tell(isHeard: true)
            return standing
        } catch let problem as Problem {
            // An answer, although it says no: nobody carries it for this recipient any more.
            throw DeliveryFailure(problem)
        } catch {
            tell(isHeard: false)
            throw error
        }
    }

    private func answering<Answer>(_ ask: () throws -> Answer) throws -> Answer {
        do {
            return try ask()
        } catch let problem as Problem {
            throw DeliveryFailure(problem)
        }
    }
}

extension DeliveryFailure {
    fileprivate init(_ problem: Problem) {
        self = .refused(status: problem.status, code: problem.code.rawValue)
    }
}
