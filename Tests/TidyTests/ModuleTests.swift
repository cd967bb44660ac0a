import Foundation
import Testing

/// The arrows of ARCHITECTURE.md, held against the import lines.
@Suite struct ModuleTests {
    @Test func `every module imports what its row in ARCHITECTURE.md says, no more and no less`()
        throws
    {
        let rows = try ModuleRow.all()
        let files = try SourceFile.all()
        #expect(files.count > 100)
        #expect(Set(files.map(\.module)) == Set(rows.map(\.name)))
        for row in rows {
            var unused = row.imports
            for file in files where file.module == row.name {
                for (number, text) in file.code {
                    guard let name = importedModule(text), rows.contains(where: { $0.name == name })
                    else { continue }
                    #expect(
                        row.imports.contains(name),
                        "\(file.path):\(number) imports \(name), which \(row.name) may not"
                    )
                    unused.remove(name)
                }
            }
            #expect(unused == [], "nothing in \(row.name) imports them")
        }
    }

    @Test func `every arrow leads to a module that stands above`() throws {
        var above: Set<String> = []
        for row in try ModuleRow.all() {
            #expect(row.imports.subtracting(above) == [], "\(row.name)")
            above.insert(row.name)
        }
    }

    @Test func `pure modules have no clock, no chance and no input or output`() throws {
        let forbidden = [
            "Date()", "Date.now", "UUID()", ".random(", "SystemRandomNumberGenerator",
            "FileManager", "FileHandle", "ProcessInfo", "Task.sleep", "ContinuousClock",
            "SuspendingClock", "print(", "Locale.current", "TimeZone.current", "getenv(",
            "URLSession", "fopen(", "clock_gettime",
        ]
        let pure = Set(try ModuleRow.all().filter(\.isPure).map(\.name))
        #expect(pure.isSuperset(of: ["Calendars", "Entries", "Workflows", "Audit", "Reminders"]))
        for file in try SourceFile.all() where pure.contains(file.module) {
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
