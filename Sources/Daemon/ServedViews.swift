import Answers
import Engine
import Entries
import EventLog
import Foundation
import Glibc
import Projections
import Synchronization
import Wire

/// The views as a running daemon serves them, held against the log.
enum ServedViews {
    static let folderStart = "views-compared."

    /// Compares them in a scratch folder of the data folder, of which nothing is left.
    ///
    /// Throws `Problem` where the disk has no room for it, and what the copying threw.
    static func compared(of house: House) throws -> (found: ViewsComparison, at: [ViewPlace]) {
        // A copy and new ones beside it: commands and reminders keep their room meanwhile.
        let size = FileFacts.bytes(of: house.folder.viewsPath) ?? 0
        try house.reserve.check(needing: 2 * size)
        var template = Array("\(house.folder.path)/\(folderStart)XXXXXX".utf8CString)
        guard let name = mkdtemp(&template) else {
            throw StartFailure.call(on: house.folder.path)
        }
        let folder = String(cString: name)
        // What can't be removed now is removed at the next start.
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let found = try house.views.compare(in: folder)
        return (found, found.differing == nil ? [] : try Views.places(in: folder))
    }
}

/// Lets one compare at a time: whoever comes meanwhile is sent away and not made to wait.
///
/// Each would make files of twice the views' size, and auditors can ask as often as they like.
final class ComparisonTurn: Sendable {
    private let isTaken = Mutex(false)

    /// Does `work`; nil where somebody is at it already.
    func take<Answer>(_ work: () throws -> Answer) rethrows -> Answer? {
        let isFree = isTaken.withLock { isTaken in
            defer { isTaken = true }
            return !isTaken
        }
        guard isFree else { return nil }
        defer { isTaken.withLock { $0 = false } }
        return try work()
    }
}

extension House {
    /// Holds what is served against the log; views lie beside it, so an answer comes without them too.
    func compareViews(_ answer: inout VerifyAnswer) {
        do {
            let found = try comparing.take { try ServedViews.compared(of: self) }
            answer.hold(
                views: found?.found.word ?? "not-checked",
                differing: found?.found.differing
            )
            guard let places = found?.at, !places.isEmpty else { return }
            answer.viewsAt = places.map {
                ViewsRow(table: $0.table, key: $0.key, agreement: $0.agreement)
            }
        } catch SubmissionFailure.unreadable(let position) {
            // The log was read whole a moment ago; found by its agreement or type the entry is another.
            answer.condemn(position, "structure", [:])
        } catch let failure as LogFailure where failure.code == .damaged {
            answer.condemn(
                failure.damagedPosition ?? -1,
                "structure",
                ["cause": .string(failure.cause)]
            )
        } catch {
            // No room, or no file that can be copied: the answer says that nobody looked.
            answer.hold(views: "not-checked")
        }
    }
}
