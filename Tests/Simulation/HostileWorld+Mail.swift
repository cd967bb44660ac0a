import Calendars
import Daemon
import Delivery
import Projections
import TestSupport

/// How messages leave a world.
extension HostileWorld {
    /// kembar-deliver comes by once or more: takes, carries, tells; or somebody dies over it, unless all is
    /// calm.
    func carryMail(isCalm: Bool = false) async throws {
        if random.chance(oneIn: 40) { relay.isDown = true }
        if relay.isDown, random.chance(oneIn: 2) { relay.isDown = false }
        let side = random.pick(FaultPlan.Side.allCases) ?? .before
        let isDying = place.isCarried && random.chance(oneIn: 9) && !isCalm
        if isCalm { relay.behave() }
        if isDying { faults.die(inCommits: 1, side) }
        for _ in 0..<Int.random(in: 1...2, using: &random) {
            // Whether everything got through is the inspector's to judge.
            _ = await deliverer.round()
            // What was told to come later may come by then.
            let minutes = Int64(Int.random(in: 1...90, using: &random))
            time.pass(to: time.truth.adding(milliseconds: minutes * 60_000))
        }
        if isDying {
            if faults.isDead {
                count(.deathAtOutcome)
                try await restart()
            }
            faults.forget()
        }
        tally.merge(relay.takeTally(), uniquingKeysWith: +)
        await life.views.catchUp()
    }
}
