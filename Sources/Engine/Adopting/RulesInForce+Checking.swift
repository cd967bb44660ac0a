import Calendars
import Reminders
package import RuleFiles
import Workflows

extension RulesInForce {
    /// Refuses files that can't begin a log together: two of one name, or one that does not fit another.
    static func checkTogether(
        _ contents: [RuleFile.Content],
        in files: [RuleFile],
        under offices: Offices,
        at now: Timestamp
    ) throws {
        var faults = FileFaults()
        var names: Set<String> = []
        for (content, file) in zip(contents, files)
        where !names.insert("\(content.kind.rawValue) \(content.name)").inserted {
            let name = RulePlaces(file)[content.kind.rawValue]
            faults.add(name.fault(.duplicate, ["value": content.name]))
        }
        try faults.throwIfAny()
        let calendars = contents.compactMap { content -> HolidayCalendar? in
            guard case .calendar(let calendar) = content else { return nil }
            return calendar
        }
        var rules = RulesInForce(
            Circumstances(
                rules: Rulebook(),
                offices: offices,
                calendars: try standingTogether(calendars, in: files)
            )
        )
        for content in contents {
            // The calendars are there already: they include each other in any order of files.
            if case .calendar = content { continue }
            rules = try rules.adopting(content, at: now)
        }
        for (content, file) in zip(contents, files) { try rules.checkTogether(content, in: file) }
    }

    private static func standingTogether(
        _ calendars: [HolidayCalendar],
        in files: [RuleFile]
    ) throws(FileFaults) -> CalendarSet {
        do {
            return try CalendarSet(calendars)
        } catch {
            let places = files.map(RulePlaces.init)
            let place = places.first { $0["calendar"].written == error.calendar }
            var faults = FileFaults()
            faults.add((place ?? RulePlaces(RuleFile(text: ""))).fault(error))
            throw faults
        }
    }

    /// Reads a file that is to be adopted, if it is of that kind, and refuses it with all that is wrong.
    ///
    /// The names that other files have to define are looked up in a faulty file too, as far as it can be read:
    /// its author repairs it in one go.
    package func proved(
        _ file: RuleFile,
        only kind: RuleFile.Kind? = nil
    ) throws(FileFaults) -> RuleFile.Content {
        let content: RuleFile.Content
        do {
            content = try file.proved(only: kind)
        } catch {
            var faults = error
            faults.add(misfits(in: file, only: kind))
            try faults.throwIfAny()
            throw faults
        }
        try checkTogether(content, in: file)
        return content
    }

    /// Refuses a file that is well made but does not fit the others in force.
    ///
    /// Every ladder that a stage names must be in the policy, every included calendar must be there.
    /// `file` is the text of `content`, in which the places stand.
    private func checkTogether(
        _ content: RuleFile.Content,
        in file: RuleFile
    ) throws(FileFaults) {
        var faults = FileFaults()
        let places = RulePlaces(file)
        switch content {
        case .workflow: check(workflowAt: places, &faults)
        case .policy(let policy):
            check(ladders: { policy.ladder(named: $0).map { $0.back == nil } }, at: places, &faults)
        case .calendar(let calendar):
            do throws(CalendarSetError) {
                _ = try circumstances.calendars.adopting(calendar)
            } catch .unknownInclude {
                // All of them are looked for below.
            } catch {
                faults.add(places.fault(error))
            }
            check(calendarAt: places, &faults)
        case .offices: check(officesAt: places, &faults)
        }
        try faults.throwIfAny()
    }

    /// What in a file that is faulty by itself does not fit the others in force.
    private func misfits(in file: RuleFile, only wanted: RuleFile.Kind?) -> FileFaults {
        var faults = FileFaults()
        // A text that is no tree has no names, and of a file of another kind that alone is said.
        guard let kind = try? file.kind(), wanted == nil || wanted == kind else { return faults }
        let places = RulePlaces(file)
        switch kind {
        case .workflow: check(workflowAt: places, &faults)
        case .policy:
            let names = places.values("ladders", "name").compactMap(\.written)
            // A ladder whose name can't be read may be the one that seems to be missing.
            guard !names.isEmpty, names.count == places["ladders"].children.count else { break }
            check(ladders: { names.contains($0) ? true : nil }, at: places, &faults)
        case .calendar: check(calendarAt: places, &faults)
        case .offices: check(officesAt: places, &faults)
        }
        return faults
    }

    private func check(officesAt places: RulePlaces, _ faults: inout FileFaults) {
        let known = circumstances.calendars.names
        for node in places.calendarNames {
            guard let name = node.written, !known.contains(name) else { continue }
            faults.add(node.unknown(name, among: known))
        }
    }

    private func check(calendarAt places: RulePlaces, _ faults: inout FileFaults) {
        let calendars = circumstances.calendars
        // One that includes itself is a circle, and no unknown name.
        let own = places["calendar"].written
        for node in places.values("includes", "calendar") {
            guard let name = node.written, name != own, !calendars.names.contains(name) else {
                continue
            }
            faults.add(node.unknown(name, among: calendars.names))
        }
        // An office may have kinds of its own, but one that is nearly another was meant to be that one.
        let kinds = calendars.knownKinds.sorted()
        for node in places.values("days", "kind") {
            guard let kind = node.written, !kinds.contains(kind),
                let nearest = Spelling.nearest(to: kind, in: kinds),
                Spelling.distance(kind, nearest) <= Self.mistypedMax
            else { continue }
            faults.add(
                node.fault(
                    .mistypedKind,
                    [
                        "value": kind, "nearest": nearest,
                        "allowed": kinds.joined(separator: ", "),
                    ]
                )
            )
        }
    }

    /// Two slips of a finger: what differs more is taken for a kind of its own.
    private static let mistypedMax = 2

    private func check(workflowAt places: RulePlaces, _ faults: inout FileFaults) {
        let calendars = circumstances.calendars.names
        for node in places.values("limits", "calendar") {
            // A limit without a calendar would silently never run.
            guard let name = node.written, !calendars.contains(name) else { continue }
            faults.add(node.unknown(name, among: calendars))
        }
        // One that counts back from a date has nothing to say of a stage.
        guard let ladders = policy?.ladders.filter({ $0.back == nil }).map(\.name) else { return }
        for node in places.values("stages", "ladder") {
            guard let name = node.written, !ladders.contains(name) else { continue }
            faults.add(node.unknown(name, among: ladders))
        }
    }

    /// Looks for the ladders that stages name; `isForward` is nil for one that the policy does not have.
    private func check(
        ladders isForward: (String) -> Bool?,
        at places: RulePlaces,
        _ faults: inout FileFaults
    ) {
        for workflow in circumstances.rules.newest {
            for stage in workflow.stages {
                guard let ladder = stage.ladder, isForward(ladder) != true else { continue }
                faults.add(
                    places["ladders"].fault(
                        .noLadder,
                        ["value": stage.name, "ladder": ladder, "workflow": workflow.name]
                    )
                )
            }
        }
    }
}

/// Where the statements of a rule file stand that others have to fit.
private final class RulePlaces {
    private let file: RuleFile
    // The file once more, for its places only: what is wrong with it was noted before. Most fit, and nobody
    // asks where anything stands.
    private lazy var root: RuleNode? = {
        var ignored = FileFaults()
        return RuleNode.parse(file.text, &ignored)
    }()

    init(_ file: RuleFile) { self.file = file }

    /// The value under a key of the file; the file as a whole if it has none.
    subscript(key: String) -> RuleNode { root?.child(key) ?? root ?? Self.nowhere }

    private static var nowhere: RuleNode { RuleNode(line: 1, column: 1) }

    /// The values under `key` of every item of the list under `list`.
    func values(_ list: String, _ key: String) -> [RuleNode] {
        (root?.child(list)?.children ?? []).compactMap { $0.child(key) }
    }

    /// Every place of an offices file that names a calendar.
    var calendarNames: [RuleNode] {
        var ignored = FileFaults()
        let rules = root?.child("calendars")?.entries(&ignored) ?? []
        return rules.map(\.node) + values("list", "calendar")
    }

    /// Why calendars can't stand together, at the include that is to blame.
    func fault(_ error: CalendarSetError) -> FileFault {
        let includes = values("includes", "calendar")
        switch error {
        case .duplicate(let calendar):
            return self["calendar"].fault(.duplicate, ["value": calendar])
        case .unknownInclude(_, let include, let nearest):
            let node = includes.first { $0.written == include } ?? self["includes"]
            var params = ["value": include]
            params["nearest"] = nearest
            return node.fault(.unknownReference, params)
        case .unknownKind(let calendar, let include, let kind):
            // The days of this file are gone; the one that asks for them is another, and stays as it is.
            guard self["calendar"].written == calendar else {
                let params = ["calendar": calendar, "include": include, "kind": kind]
                return self["days"].fault(.kindGone, params)
            }
            let item = (root?.child("includes")?.children ?? [])
                .first { $0.child("calendar")?.written == include }
            let node = item?.child("kinds")?.children.first { $0.written == kind }
            return (node ?? self["includes"])
                .fault(.unknownReference, ["value": "\(include)/\(kind)"])
        case .cycle(let names):
            return self["includes"].fault(
                .contradiction,
                ["value": "includes", "other": names.joined(separator: " > ")]
            )
        }
    }
}

extension CalendarSetError {
    /// The file to blame.
    fileprivate var calendar: String? {
        switch self {
        case .duplicate(let calendar), .unknownInclude(let calendar, _, _),
            .unknownKind(let calendar, _, _):
            calendar
        case .cycle(let names): names.first
        }
    }
}
