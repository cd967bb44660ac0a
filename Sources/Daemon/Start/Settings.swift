import Audit
import Calendars
import Engine
import Foundation
import RuleFiles

/// The settings file, and where the rule files lie that a new log adopts.
///
/// The rule files are read when a log is founded and never again: a log has its rules in itself.
struct Settings: Sendable {
    /// The settings file itself; nil if there is none in the folder.
    var file: String?
    /// The folder of the rule files; nil if no place has any.
    var folder: String?
    /// The log's origin, if the file names one.
    var origin: String?
    /// Which ways messages take beside the journal.
    var channels = Channels()
    /// Whom this office asks to witness its log, and how many are enough; nil for nobody.
    var witnesses: TrustPolicy?
    /// How much of the disk people's commands leave free.
    var reserveMebibytes = DiskReserve.mebibytesUsual
    /// The folder on a second disk where every entry is kept once more; nil for none.
    var mirror: String?
    /// An offices file elsewhere, if the settings name one.
    private var offices: String?
    /// Where settings were looked for.
    private var looked: [String] = []

    static let fileName = "kembard.yaml"

    /// Finds and reads the settings: `--config`, else /etc/kembar, else beside the program, else the build's copy.
    static func find(config: String?) throws(StartFailure) -> Settings {
        if let config { return try read(file: config) }
        let looked = places()
        for folder in looked
        where exists(folder + "/offices.yaml") || exists(folder + "/" + fileName) {
            let file = folder + "/" + fileName
            return exists(file) ? try read(file: file) : Settings(folder: folder)
        }
        return Settings(looked: looked)
    }

    private static func places() -> [String] {
        let program = programFolder()
        return [
            "/etc/kembar", program + "/../share/kembar",
            program + "/kembar_ShippedFiles.resources/config",
        ]
    }

    /// The folder of the running program, from the kernel: no argument can move it.
    private static func programFolder() -> String {
        let path =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "."
        return String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    }

    private static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path)
    }

    private static func read(file: String) throws(StartFailure) -> Settings {
        let text = try contents(of: file)
        var faults = FileFaults()
        let keys = RuleNode.parse(text, &faults)?.mapping(
            required: ["settings"],
            optional: [
                "origin", "rules", "offices", "deliver", "spool", "retry", "reserve", "witnesses",
                "mirror",
            ],
            &faults
        )
        let origin = keys?["origin"]?.text(&faults)
        let rules = keys?["rules"]?.text(&faults)
        let offices = keys?["offices"]?.text(&faults)
        let ways = keys?["deliver"]?.list(&faults)?
            .compactMap { $0.choice(of: Channels.carried, &faults) }
        let spool = keys?["spool"]?.text(&faults)
        let retry = keys?["retry"]?.integer(in: 1...86_400, &faults)
        let witnesses = keys?["witnesses"]?.text(&faults)
        let reserve = keys?["reserve"]?.integer(in: 0...1_048_576, &faults)
        let mirror = keys?["mirror"]?.text(&faults)
        guard faults.isEmpty else { throw .settingsFaulty(path: file, faults) }
        let folder = (file as NSString).deletingLastPathComponent
        return Settings(
            file: file,
            folder: path(rules ?? ".", in: folder),
            origin: origin,
            channels: Channels(
                carried: Set(ways ?? []),
                spool: spool.map { path($0, in: folder) },
                retrySeconds: retry ?? Channels.retrySecondsUsual
            ),
            witnesses: try witnesses.map { name throws(StartFailure) in
                try policy(path(name, in: folder))
            },
            reserveMebibytes: reserve ?? DiskReserve.mebibytesUsual,
            mirror: mirror.map { path($0, in: folder) },
            offices: offices.map { path($0, in: folder) }
        )
    }

    private static func policy(_ path: String) throws(StartFailure) -> TrustPolicy {
        let text = try contents(of: path)
        do throws(PolicyFault) {
            return try TrustPolicy(text)
        } catch {
            throw .policyFaulty(path: path, line: error.line)
        }
    }

    private static func path(_ path: String, in folder: String) -> String {
        path.hasPrefix("/") ? path : (folder.isEmpty ? "." : folder) + "/" + path
    }

    /// Reads the rule files in the order in which they are adopted: offices first.
    func ruleFiles() throws(StartFailure) -> [RuleFile] {
        guard let folder else { throw .noSettings(looked: looked) }
        var files = [
            RuleFile(
                text: try Self.contents(of: offices ?? folder + "/offices.yaml"),
                regions: try Self.contents(of: folder + "/regions.csv")
            )
        ]
        files += try Self.files(in: folder + "/calendars")
        files.append(RuleFile(text: try Self.contents(of: folder + "/reminders.yaml")))
        files += try Self.files(in: folder + "/workflows")
        return files
    }

    private static func files(in folder: String) throws(StartFailure) -> [RuleFile] {
        var files: [RuleFile] = []
        for name in try names(in: folder) where name.hasSuffix(".yaml") {
            files.append(RuleFile(text: try contents(of: "\(folder)/\(name)")))
        }
        return files
    }

    private static func names(in folder: String) throws(StartFailure) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        } catch {
            throw .call(on: folder)
        }
    }

    private static func contents(of path: String) throws(StartFailure) -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            let failure = StartFailure.call(on: path)
            // Foundation refuses a folder without an error number.
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            throw isFolder.boolValue
                ? .folderForFile(path: path.hasSuffix("/") ? String(path.dropLast()) : path)
                : failure
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw .folder(path: path, cause: "UTF-8")
        }
        return text
    }
}
