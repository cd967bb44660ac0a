import Foundation
import Testing

extension Daemon {
    /// Exports the log for process mining, and expects pm4py to load every entry of it once, by every
    /// importer that it has; nothing where pm4py is not installed, which `AuditorTests` says aloud.
    ///
    /// Returns how many agreements (the log itself counts as one) and how many objects it found.
    @discardableResult
    func isMinedWhole() async throws -> (agreements: Int, objects: Int)? {
        guard let python = Needs.python(with: "pm4py") else { return nil }
        let folder = place.file("tambang")
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
        let files = [("xes", "xes"), ("ocel-json", "json"), ("csv", "csv")]
            .map { ($0.0, "\(folder)/log.\($0.1)") }
        for (format, file) in files {
            try await done("audit", "export", file, "--format", format)
        }
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Verifiers/load.py").path
        let count = try await lines().count
        let loaded = try await place.start(
            python,
            [script, String(count)] + files.map(\.1),
            environment: ["HOME": folder, "MPLCONFIGDIR": folder]
        ).outcome()
        try #require(loaded.status == 0, "\(loaded)")
        let figures = (loaded.output.split(separator: "\n").last ?? "").split(separator: " ")
            .compactMap { Int($0) }
        try #require(figures.count == 2, "\(loaded)")
        return (figures[0], figures[1])
    }
}
