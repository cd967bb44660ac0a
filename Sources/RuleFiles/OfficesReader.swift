import Calendars

/// Reads an `offices.yaml`, one part after the other, each with what the earlier ones defined.
struct OfficesReader {
    private var regions: [String: Region] = [:]
    private var zones: [Zone] = []
    private var rules = CalendarRules(fallback: "", byPrefix: [:])
    private var bodies: [String: Bilingual] = [:]
    private var rows: [String: Office] = [:]

    mutating func read(
        _ root: RuleNode,
        _ table: String,
        _ faults: inout FileFaults
    ) -> Offices? {
        let fields = root.mapping(
            required: ["offices", "own", "language", "zones", "calendars"],
            optional: ["signatory", "bodies", "list"],
            &faults
        )
        guard let fields else { return nil }
        let name = fields["offices"]?.name(max: 40, &faults)
        let language = fields["language"]?.choice(of: ["id", "en"], &faults)
        fields["zones"].map { readZones($0, &faults) }
        regions = Region.table(table, zones: zones.map(\.name), &faults)
        fields["calendars"].map { readCalendars($0, &faults) }
        fields["bodies"].map { readBodies($0, &faults) }
        fields["list"].map { readList($0, &faults) }
        let own = fields["own"].flatMap { readOwn($0, &faults) }
        let signatory = fields["signatory"]?.text(max: TypedOffice.nameLengthMax, &faults)
        guard let name, let language, let own else { return nil }
        return Offices(
            name: name,
            own: own,
            language: language,
            signatory: signatory,
            zones: zones,
            rules: rules,
            bodies: bodies,
            rows: rows,
            regions: regions
        )
    }

    private mutating func readZones(_ node: RuleNode, _ faults: inout FileFaults) {
        for item in node.list(count: 1...50, &faults) ?? [] {
            let fields = item.mapping(required: ["name", "offset", "abbreviation"], &faults)
            let name = fields?["name"]?.name(&faults)
            let abbreviation = fields?["abbreviation"]?.name(max: 10, &faults)
            let offset = fields?["offset"].flatMap { readOffset($0, &faults) }
            guard let name, let abbreviation, let offset else { continue }
            if zones.contains(where: { $0.name == name }) {
                faults.object(to: item.fault(.duplicate, ["value": name]))
            }
            zones.append(Zone(name: name, abbreviation: abbreviation, offsetMinutes: offset))
        }
    }

    private func readOffset(_ node: RuleNode, _ faults: inout FileFaults) -> Int? {
        guard let text = node.text(&faults) else { return nil }
        guard let minutes = Zone.offsetMinutes(text) else {
            faults.add(node.fault(.badValue, ["value": text, "allowed": "+07:00"]))
            return nil
        }
        return minutes
    }

    private mutating func readCalendars(_ node: RuleNode, _ faults: inout FileFaults) {
        for (key, value) in node.entries(&faults) ?? [] {
            guard let calendar = value.name(max: 40, &faults) else { continue }
            if key == "default" {
                rules.fallback = calendar
            } else if let code = OfficeCode(key), code.region != nil, code.body == nil {
                rules.byPrefix[key] = calendar
            } else {
                let params = ["value": key, "allowed": "default, 51, 51.08"]
                faults.add(value.keyFault(.badName, params))
            }
        }
        if rules.fallback.isEmpty { faults.add(node.fault(.missingKey, ["key": "default"])) }
    }

    private mutating func readBodies(_ node: RuleNode, _ faults: inout FileFaults) {
        for (key, value) in node.entries(&faults) ?? [] {
            if !OfficeCode.isBody(key) || key.utf8.count > 20 {
                faults.add(value.keyFault(.badName, ["value": key, "allowed": "A-Z 0-9 -"]))
            }
            bodies[key] = value.bilingual(&faults)
        }
    }

    private func readOwn(_ node: RuleNode, _ faults: inout FileFaults) -> Office? {
        guard let code = readCode(node, &faults)?.description else { return nil }
        guard let office = rows[code] ?? region(code) else {
            faults.add(unknown(code, node))
            return nil
        }
        return office
    }

    private func readCode(_ node: RuleNode, _ faults: inout FileFaults) -> OfficeCode? {
        guard let text = node.text(&faults) else { return nil }
        guard let code = OfficeCode(text) else {
            let params = ["value": text, "allowed": "51.08, 51.08/DPRD, univ-contoh"]
            faults.add(node.fault(.badName, params))
            return nil
        }
        return code
    }

    private func unknown(_ code: String, _ node: RuleNode) -> FileFault {
        var params = ["value": code]
        let candidates = rows.keys.sorted() + regions.keys.sorted()
        // Among hundreds of codes there is always one with two other digits: that is no hint.
        params["nearest"] = Spelling.nearest(to: code, in: candidates)
            .flatMap { Spelling.distance($0, code) == 1 ? $0 : nil }
        return node.fault(.unknownReference, params)
    }
}

extension OfficesReader {
    private mutating func readList(_ node: RuleNode, _ faults: inout FileFaults) {
        let items = node.list(&faults) ?? []
        // Bodies come last, so that the region of each is known wherever the file puts it.
        let coded = items.compactMap { item -> OfficeItem? in
            let fields = item.mapping(
                required: ["code"],
                optional: ["name", "zone", "calendar", "synthetic", "addressee", "seat"],
                &faults
            )
            guard let fields, let code = fields["code"].flatMap({ readCode($0, &faults) }) else {
                return nil
            }
            return OfficeItem(node: item, code: code, fields: fields)
        }
        for item in coded.filter({ $0.code.body == nil }) + coded.filter({ $0.code.body != nil }) {
            if rows[item.code.description] != nil {
                faults.add(item.node.fault(.duplicate, ["value": item.code.description]))
            } else if let office = readOffice(item, &faults) {
                rows[office.code] = office
            }
        }
    }

    /// Reads one row; what it leaves out comes from the region of its code.
    private func readOffice(_ item: OfficeItem, _ faults: inout FileFaults) -> Office? {
        let inherited = inherited(item.code)
        if item.code.body != nil, inherited == nil {
            faults.add(unknown(item.code.region ?? "", item.fields["code"] ?? item.node))
            return nil
        }
        let named = item.fields["name"]?.text(max: TypedOffice.nameLengthMax, &faults)
        let zone = item.fields["zone"].flatMap { readZone($0, &faults) }
        let calendar = item.fields["calendar"]?.name(max: 40, &faults)
        let synthetic = item.fields["synthetic"]?.boolean(&faults)
        let addressee = item.fields["addressee"]?.text(max: TypedOffice.nameLengthMax, &faults)
        let seat = item.fields["seat"]?.text(max: TypedOffice.nameLengthMax, &faults)
        // An office that nothing else names must say what it is called; one without a region where
        // its days begin.
        for (key, isKnown) in [("name", inherited?.known ?? false), ("zone", inherited != nil)]
        where item.fields[key] == nil && !isKnown {
            faults.add(item.node.fault(.missingKey, ["key": key]))
        }
        let label = named.map { Bilingual(id: $0, en: $0) } ?? inherited?.label
        guard let label, let zone = zone ?? inherited?.zone else { return nil }
        // What stands under an invented region is invented, whatever its row says.
        let isSynthetic = (synthetic ?? false) || (inherited?.synthetic ?? false)
        return Office(
            code: item.code.description,
            label: label,
            zone: zone,
            calendar: calendar ?? inherited?.calendar
                ?? rules.calendar(for: item.code.description),
            synthetic: isSynthetic,
            known: true,
            addressee: addressee,
            seat: seat
        )
    }

    private func readZone(_ node: RuleNode, _ faults: inout FileFaults) -> Zone? {
        let names = zones.map(\.name)
        guard let name = node.name(&faults) else { return nil }
        if let zone = zones.first(where: { $0.name == name }) { return zone }
        var params = ["value": name]
        params["nearest"] = Spelling.nearest(to: name, in: names)
        faults.add(node.fault(.unknownReference, params))
        return nil
    }

    /// What the row's office would be without the row: its region's, or a body of that region.
    private func inherited(_ code: OfficeCode) -> Office? {
        guard let region = code.region.flatMap({ region($0) }) else { return nil }
        guard let body = code.body else { return region }
        return Office(body, bodies[body], of: region)
    }

    private func region(_ code: String) -> Office? {
        guard let region = regions[code],
            let zone = zones.first(where: { $0.name == region.zone })
        else { return rows[code] }
        return rows[code] ?? Office(region, zone: zone, calendar: rules.calendar(for: code))
    }
}

/// A row of the list whose code could be read.
private struct OfficeItem {
    let node: RuleNode
    let code: OfficeCode
    let fields: [String: RuleNode]
}
