import Foundation
import Testing

/// The arrows of ARCHITECTURE.md, held against the import lines.
@Suite struct ModuleTests {
    /// Module to the modules of ours that it may import.
    static let arrows: [String: Set<String>] = [
        "Calendars": [],
        "Entries": ["Calendars"],
        "Workflows": ["Calendars", "Entries"],
        "Audit": [],
        "Reminders": ["Calendars", "Entries", "Workflows"],
        "Wire": ["Entries"],
        "Language": [],
        "EventLog": ["Audit", "Calendars", "Entries"],
        "Contacts": ["Calendars"],
        "Engine": ["Audit", "Calendars", "Entries", "EventLog", "Reminders", "Workflows"],
        "Projections": [
            "Audit", "Calendars", "Engine", "Entries", "EventLog", "Reminders", "Workflows",
        ],
        "Answers": [
            "Audit", "Calendars", "Engine", "Entries", "EventLog", "Wire", "Workflows",
        ],
        "Daemon": [
            "Answers", "Audit", "Calendars", "Contacts", "Engine", "Entries", "EventLog",
            "Language",
            "Projections", "Reminders", "Wire", "Workflows",
        ],
        "kembard": ["Daemon"],
        "kembar": ["Entries", "Language", "Wire"],
        "kembar-audit": [
            "Answers", "Calendars", "Engine", "Entries", "EventLog", "Language", "Projections",
            "Wire",
        ],
        "ShippedFiles": [],
        "TestSupport": [
            "Audit", "Calendars", "Engine", "Entries", "EventLog", "Projections", "Reminders",
            "Workflows",
        ],
    ]

    static let pureModules: Set<String> = [
        "Calendars", "Entries", "Workflows", "Audit", "Reminders", "Wire", "Language",
    ]

    @Test func `every module imports only what its arrow allows`() throws {
        let files = try SourceFile.all()
        #expect(files.count > 100)
        for file in files {
            let allowed = try #require(Self.arrows[file.module], "unknown module \(file.module)")
            for (number, text) in file.code {
                guard let name = importedModule(text), Self.arrows[name] != nil else { continue }
                #expect(
                    allowed.contains(name),
                    "\(file.path):\(number) imports \(name), which \(file.module) may not"
                )
            }
        }
    }

    @Test func `pure modules have no clock, no chance and no input or output`() throws {
        let forbidden = [
            "Date()", "Date.now", "UUID()", ".random(", "SystemRandomNumberGenerator",
            "FileManager", "FileHandle", "ProcessInfo", "Task.sleep", "ContinuousClock",
            "SuspendingClock", "print(", "Locale.current", "TimeZone.current", "getenv(",
            "URLSession", "fopen(", "clock_gettime",
        ]
        for file in try SourceFile.all() where Self.pureModules.contains(file.module) {
            for (number, text) in file.code {
                for word in forbidden {
                    #expect(!text.contains(word), "\(file.path):\(number) uses \(word)")
                }
                let imported = importedModule(text)
                #expect(
                    !["Foundation", "Glibc", "Dispatch", "Synchronization"].contains(imported),
                    "\(file.path):\(number) imports \(imported ?? "")"
                )
            }
        }
    }

    @Test func `time, identity and chance come in at one door`() throws {
        let words = ["Date()", "UUID()", ".random(", "SystemRandomNumberGenerator"]
        let doors: Set<String> = ["Sources/Engine/Door.swift", "Sources/kembar/Desk+System.swift"]
        for file in try SourceFile.all()
        where !doors.contains(file.path) && file.module != "TestSupport" {
            for (number, text) in file.code {
                for word in words {
                    #expect(!text.contains(word), "\(file.path):\(number) uses \(word)")
                }
            }
        }
    }

    @Test func `no stage, event, region or paper of a workflow file is compiled in`() throws {
        let workflow = try String(
            contentsOf: SourceFile.root.appendingPathComponent(
                "config/workflows/kerja-sama-daerah.yaml"
            ),
            encoding: .utf8
        )
        let names = workflow.split(separator: "\n").compactMap { line -> String? in
            guard let range = line.range(of: "- name: ") ?? line.range(of: "- {name: ") else {
                return nil
            }
            let name = line[range.upperBound...].prefix { $0.isLetter || $0 == "-" }
            // Field names are the vocabulary of effects; stages and events begin with a capital.
            return name.first?.isUppercase == true ? String(name) : nil
        }
        #expect(names.contains("VisitProposed") && names.contains("LetterSent"))
        let others = ["KSDD", "KSDPL", "35.72", "51.08", "kerja-sama-daerah"]
        for file in try SourceFile.all()
        where file.module != "TestSupport" && !file.path.hasPrefix("Sources/kembar/") {
            for (number, text) in file.code {
                for name in names + others {
                    #expect(
                        !text.contains("\"\(name)\""),
                        "\(file.path):\(number) knows \(name)"
                    )
                }
            }
        }
    }

    private func importedModule(_ line: String) -> String? {
        let words = line.split(separator: " ")
        guard let index = words.firstIndex(of: "import"), index + 1 < words.count,
            words[..<index].allSatisfy({ ["package", "public", "@testable"].contains($0) })
        else { return nil }
        return words[index + 1].split(separator: ".").first.map(String.init)
    }
}
