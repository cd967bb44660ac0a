import Calendars
import Engine
import EventLog
import Foundation
import Projections

@testable import Daemon

/// A daemon's parts on a folder of their own, without its loops: what answers requests.
struct Household: Sendable {
    let house: House
    let folder: String

    /// Gives `body` a house on a new rehearsal's log, and removes it afterwards.
    static func with<Result>(_ body: (Household) async throws -> Result) async throws -> Result {
        // Short, because a socket's path may have 107 bytes only.
        var template = Array("/tmp/kembar-house.XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw POSIXError(.EIO) }
        let path = String(cString: made)
        // What can't be removed stays in /tmp for the system to clean.
        defer { try? FileManager.default.removeItem(atPath: path) }
        let settings = try Settings.find(config: shipped + "/kembard.yaml")
        // 2018-11-08T09:00 in Bali.
        let clock = StandingClock(at: Timestamp(milliseconds: 1_541_638_800_000))
        let data = try await DataFolder.open(
            path + "/data",
            DataFolder.Wish(
                origin: "test.invalid/kembar",
                isRehearsal: true,
                settings: settings,
                door: { _ in Door.real(clock: clock) }
            )
        )
        let daemon = Daemon(options: DaemonOptions(), environment: [:])
        do {
            let house = try await daemon.build(data, settings, [])
            await house.views.catchUp()
            let result = try await body(Household(house: house, folder: path))
            await data.log.close()
            return result
        } catch {
            await data.log.close()
            throw error
        }
    }

    private static let shipped = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("config").path
}
