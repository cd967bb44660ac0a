package import Calendars

extension Offices {
    /// Reads `offices.yaml` and the table of regions.
    ///
    ///     offices: NAME
    ///     own: "51.08"
    ///     language: id
    ///     signatory: ...
    ///     zones:
    ///       - { name: Asia/Makassar, offset: "+08:00", abbreviation: WITA }
    ///     calendars: { default: id, "51": id-bali }
    ///     bodies:
    ///       DPRD: { id: ..., en: ... }
    ///     list:
    ///       - { code: univ-contoh, name: ..., zone: ..., calendar: ..., synthetic: true }
    ///       - { code: "35.72", addressee: ..., seat: Blitar }
    ///
    /// Throws all mistakes of both files at once; those of the table have the path `regions.csv`.
    /// Both texts together must fit into one log entry.
    package static func parse(
        offices text: String,
        regions table: String,
        for purpose: FileFaults.Purpose = .proving
    ) throws(FileFaults) -> Offices {
        var faults = FileFaults(purpose)
        let size = RuleText.storedSize(text) + RuleText.storedSize(table)
        if size > RuleText.storedSizeMax, purpose == .proving {
            let params = ["size": String(size), "max": String(RuleText.storedSizeMax)]
            faults.add(FileFault(line: 1, column: 1, path: "", code: .tooLong, params: params))
            throw faults
        }
        var reader = OfficesReader()
        let offices = RuleNode.parse(text, &faults).flatMap { reader.read($0, table, &faults) }
        try faults.throwIfAny()
        guard let offices else { throw faults }
        return offices
    }
}
