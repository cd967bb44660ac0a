import Answers
import Audit
import Engine
import EventLog
import Exports
import Foundation
import Projections
import Testing
import Wire

@testable import Daemon

/// What an auditor replays from a bundle are the views that the daemon had.
@Suite struct BundleReplayTests {
    @Test func `a bundle's entries come to the same views as the daemon's own`() async throws {
        try await Household.with { home in
            let house = home.house
            try await home.propose()
            let path = home.folder + "/berkas"
            var maker = try BundleMaker(
                try NewFolder(path),
                note: try house.checkpoints.signed()
            )
            for kept in try house.log.read(after: -1, limit: .max) {
                try maker.add(line: kept.line)
            }
            try maker.finish()
            let bundle = try OpenedBundle(BundleFolder(path), path: path)
            let carried = try Views(path: home.folder + "/views.db", log: bundle.log)
            await carried.catchUp()
            await house.views.catchUp()
            #expect(try carried.canonicalDump() == house.views.canonicalDump())
            #expect(try carried.canonicalDump().contains("2018-0001"))
            #expect(try bundle.verify(vkey: house.folder.identity.vkey).result == "whole")
        }
    }
}
