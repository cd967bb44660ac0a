import Calendars
import Engine
import Entries
import EventLog
import Foundation
import Logging
import Projections
import ServiceLifecycle
import Workflows

/// Records that the daemon started, before anybody is served, and that it stopped; tells systemd.
///
/// Failing to record either never blocks reading: on a full disk the daemon still serves.
struct LifeService: Service {
    let house: House
    let notifier: SystemdNotifier
    let logger: Logger
    /// Ties the two entries of one life together.
    let life: String

    /// Brings the views up to date and records the start.
    func begin() async {
        await house.views.catchUp()
        await record(.daemonStarted, key: "started:\(life)", started())
        do {
            try await house.rotation.finish()
        } catch {
            // Reading and recording go on; the next start tries again, and `status` says so.
            logger.error("the change of the key is not finished", metadata: ["error": "\(error)"])
        }
    }

    func run() async throws {
        notifier.send("READY=1")
        logger.notice(
            "serving",
            metadata: [
                "data": "\(house.folder.path)", "origin": "\(house.folder.identity.origin)",
                "rehearsal": "\(house.folder.identity.isRehearsal)",
            ]
        )
        // Wakes only when it is told to stop.
        try? await gracefulShutdown()
        notifier.send("STOPPING=1")
    }

    /// Records the stop, when nothing runs any more that could record something after it.
    func end() async {
        await record(.daemonStopped, key: "stopped:\(life)", [:])
        // The folder may be put back from before while nothing runs: what is promised now shows that.
        house.checkpoints.keepUp(telling: logger)
    }

    /// Says from about when to when nobody was reminded: from the last sign of life to now.
    private func started() -> [String: JSONValue] {
        var data: [String: JSONValue] = ["program": .string(Program.version)]
        // Unreadable here shows in `verify`; the start itself says nothing wrong without it.
        let lives = (try? house.log.engineEntries(ofTypes: [EngineEvent.daemonStarted.rawValue]))
        guard lives?.isEmpty == false, let recorded = try? house.log.lastRecorded() else {
            return data
        }
        let now = house.submitter.door.clock.now()
        // A heartbeat of a clock that was set back since is no sign from the future.
        let last = max(recorded, min(house.heartbeat.last() ?? recorded, now))
        data["notRunningFrom"] = .string(last.utc)
        data["notRunningUntil"] = .string(max(last, now).utc)
        return data
    }

    private func record(
        _ event: EngineEvent,
        key: String,
        _ data: [String: JSONValue]
    ) async {
        do {
            try await house.submitter.record(event, key: key, data)
        } catch {
            logger.warning("\(event.rawValue) was not recorded", metadata: ["error": "\(error)"])
        }
    }
}
