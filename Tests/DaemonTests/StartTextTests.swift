import Language
import RuleFiles
import Testing

@testable import Daemon
@testable import EventLog

/// Why kembard does not start, said to whoever starts it.
@Suite struct StartTextTests {
    /// The cases of `StartFailure`: a new one does not compile until it stands here, with an example.
    enum Reason: CaseIterable {
        case socket, socketTaken, socketPathTooLong, folder, folderForFile, noSettings
        case settingsFaulty, keyMissing, keyUnreadable, keyGarbled, keyOfAnotherLog, keyNotLost
        case keyInTheWay, policyFaulty, notALog, logMissing, mirrorOfLostLog, originOfAnotherLog
        case rehearsalOnRealLog, realOnRehearsalLog, badRehearsalTime, rehearsalBehind, badOrigin

        init(_ failure: StartFailure) {
            switch failure {
            case .socket: self = .socket
            case .socketTaken: self = .socketTaken
            case .socketPathTooLong: self = .socketPathTooLong
            case .folder: self = .folder
            case .folderForFile: self = .folderForFile
            case .noSettings: self = .noSettings
            case .settingsFaulty: self = .settingsFaulty
            case .keyMissing: self = .keyMissing
            case .keyUnreadable: self = .keyUnreadable
            case .keyGarbled: self = .keyGarbled
            case .keyOfAnotherLog: self = .keyOfAnotherLog
            case .keyNotLost: self = .keyNotLost
            case .keyInTheWay: self = .keyInTheWay
            case .policyFaulty: self = .policyFaulty
            case .notALog: self = .notALog
            case .logMissing: self = .logMissing
            case .mirrorOfLostLog: self = .mirrorOfLostLog
            case .originOfAnotherLog: self = .originOfAnotherLog
            case .rehearsalOnRealLog: self = .rehearsalOnRealLog
            case .realOnRehearsalLog: self = .realOnRehearsalLog
            case .badRehearsalTime: self = .badRehearsalTime
            case .rehearsalBehind: self = .rehearsalBehind
            case .badOrigin: self = .badOrigin
            }
        }

        /// A failure of that case, and what has to stand in its sentence, in either language.
        var example: (StartFailure, [String]) {
            let (path, other) = ("/var/lib/x", "/srv/y")
            return switch self {
            case .socket: (.socket(path: path, cause: "EX cause"), [path, "EX cause", "--sockets"])
            case .socketTaken: (.socketTaken(path: path), [path, "--sockets"])
            case .socketPathTooLong: (.socketPathTooLong(path: path), [path, "107", "--sockets"])
            case .folder: (.folder(path: path, cause: "EX cause"), [path, "EX cause"])
            case .folderForFile: (.folderForFile(path: path), ["\(path)/kembard.yaml"])
            case .noSettings: (.noSettings(looked: [path, other]), [path, other, "--config"])
            case .settingsFaulty:
                (.settingsFaulty(path: path, Self.faults), [path, "3:7 a.b:", "10:1:"])
            case .keyMissing:
                (.keyMissing(path: path, expected: "k+1"), [path, "k+1", "replace-lost-key"])
            case .keyUnreadable:
                (.keyUnreadable(path: path, cause: "EX cause"), [path, "EX cause"])
            case .keyGarbled: (.keyGarbled(path: path), [path, "64", "replace-lost-key"])
            case .keyOfAnotherLog:
                (
                    .keyOfAnotherLog(path: path, expected: "k+1"),
                    [path, "k+1", "handovers", "replace-lost-key"]
                )
            case .keyNotLost: (.keyNotLost(path: path), [path, "kembar admin key rotate"])
            case .keyInTheWay: (.keyInTheWay(path: path, found: "k+2"), [path, "k+2"])
            case .policyFaulty: (.policyFaulty(path: path, line: 7), [path, "7", "tlog-policy"])
            case .notALog: (.notALog(path: path), [path, "LogStarted"])
            case .logMissing:
                (
                    .logMissing(path: path, leftover: "contacts.db-wal"),
                    [path, "contacts.db-wal", "kembar admin restore"]
                )
            case .mirrorOfLostLog:
                (
                    .mirrorOfLostLog(path: path, mirror: other),
                    ["kembar admin rebuild --from \(other) --data \(path)"]
                )
            case .originOfAnotherLog:
                (.originOfAnotherLog(expected: "a/kembar", found: "b/kembar"), ["a/", "b/"])
            case .rehearsalOnRealLog: (.rehearsalOnRealLog(path: path), [path, "--data"])
            case .realOnRehearsalLog:
                (.realOnRehearsalLog(path: path), [path, "--rehearse", "--data"])
            case .badRehearsalTime: (.badRehearsalTime("besok"), ["besok", "2018-11-07T09:00"])
            case .rehearsalBehind:
                (
                    .rehearsalBehind(path: path, start: "2026-01-01", clock: "2026-06-01"),
                    [path, "2026-01-01", "--rehearse 2026-06-01"]
                )
            case .badOrigin: (.badOrigin("a b"), ["'a b'"])
            }
        }

        private static var faults: FileFaults {
            var faults = FileFaults()
            faults.add(FileFault(line: 3, column: 7, path: "a.b", code: .emptyText))
            faults.add(
                FileFault(line: 10, column: 1, path: "", code: .missingKey, params: ["key": "x"])
            )
            return faults
        }
    }

    /// A sentence for each language, other words in each, and the same particulars in both.
    private func check(_ error: any Error, _ words: [String]) {
        let texts = [Language.id, .en].map { StartText.text(of: error, in: $0) }
        #expect(texts[0] != texts[1])
        for text in texts {
            for word in words { #expect(text.contains(word), "\(word) is not in: \(text)") }
            // What a text is made of when nobody has worded it, or a particular is missing.
            for hole in ["\(type(of: error))", "Optional(", "?", "()", "''", " ."] {
                #expect(!text.contains(hole), "'\(hole)' is in: \(text)")
            }
            #expect(text.split(separator: " ").count > 3, "\(text)")
        }
    }

    @Test(arguments: Reason.allCases)
    func `a failed start is told in both languages, with all that it concerns`(
        reason: Reason
    ) {
        let (failure, words) = reason.example
        #expect(Reason(failure) == reason)
        check(failure, words)
    }

    @Test(arguments: LogFailure.Code.allCases)
    func `a log that can't be opened is told of in both languages`(code: LogFailure.Code) {
        let particulars = ["pid": "4711", "found": "91", "known": "17"]
        let failure = LogFailure(
            code,
            path: "/var/lib/x",
            cause: "EX cause",
            parameters: particulars
        )
        let words =
            switch code {
            case .locked: ["4711"]
            case .newerSchema: ["91", "17"]
            case .changedSchema: ["91"]
            case .notADatabase, .foreignDatabase: ["/var/lib/x"]
            default: ["EX cause"]
            }
        check(failure, ["/var/lib/x"] + words)
    }
}
