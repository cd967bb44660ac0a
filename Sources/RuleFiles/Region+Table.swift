import Calendars

extension Region {
    /// The first line of a table of regions.
    static let header = "code,name,kind,zone"

    /// Reads a table of regions: four columns with commas between them, `#` begins a comment line.
    ///
    /// Strict on purpose. Nothing is quoted: no name of a region has a comma, and a table that
    /// needs no quoting can't be read in two ways.
    ///
    /// `zones` are the names that a region's zone may have.
    static func table(
        _ text: String,
        zones: [String],
        _ faults: inout FileFaults
    ) -> [String: Region] {
        var regions: [String: Region] = [:]
        var headerSeen = false
        for row in TableRow.rows(of: text) where !row.saysNothing {
            if !headerSeen {
                headerSeen = true
                if row.text != header {
                    let params = ["value": row.text, "allowed": header]
                    faults.add(row.fault(.badValue, params))
                }
                continue
            }
            guard let region = Region(row, zones: zones, &faults) else { continue }
            if regions.updateValue(region, forKey: region.code) != nil {
                faults.object(to: row.fault(.duplicate, ["value": region.code]))
            }
        }
        if !headerSeen { faults.add(TableRow(line: 1, text: "").fault(.emptyFile)) }
        return regions
    }

    private init?(_ row: TableRow, zones: [String], _ faults: inout FileFaults) {
        guard let cells = row.plainCells(count: 4, &faults) else { return nil }
        let (code, name, kind, zone) = (cells[0], cells[1], cells[2], cells[3])
        guard let parsed = OfficeCode(code.text), parsed.region != nil, parsed.body == nil else {
            let params = ["value": code.text, "allowed": "51, 51.08"]
            faults.add(row.fault(.badName, params, column: code.column))
            return nil
        }
        guard let kindRead = Kind(rawValue: kind.text) else {
            let allowed = Kind.allCases.map(\.rawValue)
            var params = ["value": kind.text, "allowed": allowed.joined(separator: ", ")]
            params["nearest"] = Spelling.nearest(to: kind.text, in: allowed)
            faults.add(row.fault(.badValue, params, column: kind.column))
            return nil
        }
        // Without any zone read, the fault lies in the other file and is noted there.
        if !zones.isEmpty, !zones.contains(zone.text) {
            var params = ["value": zone.text]
            params["nearest"] = Spelling.nearest(to: zone.text, in: zones)
            faults.add(row.fault(.unknownReference, params, column: zone.column))
            return nil
        }
        self.init(code: code.text, name: name.text, kind: kindRead, zone: zone.text)
    }
}

/// One line of a table, with its number.
struct TableRow {
    let line: Int
    let text: String

    /// Cuts a text into its lines; a line may end as on Windows.
    static func rows(of text: String) -> [TableRow] {
        // Bytes: to Swift a carriage return with its line feed is one character.
        let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
        return lines.enumerated().map { index, line in
            let bytes = line.last == 0x0D ? line.dropLast() : line
            return TableRow(line: index + 1, text: String(Substring(bytes)))
        }
    }

    var saysNothing: Bool { text.isEmpty || text.first == "#" }

    /// The values between the commas, each with its column.
    var cells: [(text: String, column: Int)] {
        var column = 1
        return text.split(separator: ",", omittingEmptySubsequences: false).map { cell in
            defer { column += cell.unicodeScalars.count + 1 }
            return (String(cell), column)
        }
    }

    /// Returns the values if all of them are plain; else nil, with a fault noted.
    ///
    /// Plain: `count` of them, not empty, not quoted, no blanks around them, nothing that could
    /// disturb a screen.
    func plainCells(
        count: Int,
        _ faults: inout FileFaults
    ) -> [(text: String, column: Int)]? {
        if let quote = column(of: "\"") {
            faults.add(fault(.quoted, column: quote))
            return nil
        }
        let cells = cells
        guard cells.count == count else {
            let params = ["expected": String(count), "found": String(cells.count)]
            faults.add(fault(.badRow, params))
            return nil
        }
        for (text, column) in cells {
            if text.isEmpty {
                faults.add(fault(.emptyText, column: column))
            } else if let character = PlainText.disturbing(text) {
                faults.add(fault(.controlCharacter, ["character": character], column: column))
            } else if text.first == " " || text.last == " " {
                faults.add(
                    fault(
                        .badName,
                        ["value": text, "allowed": "no blanks around it"],
                        column: column
                    )
                )
            } else {
                continue
            }
            return nil
        }
        return cells
    }

    func column(of scalar: Unicode.Scalar) -> Int? {
        let scalars = text.unicodeScalars
        return scalars.firstIndex(of: scalar).map {
            scalars.distance(from: scalars.startIndex, to: $0) + 1
        }
    }

    func fault(
        _ code: FileFaultCode,
        _ params: [String: String] = [:],
        column: Int = 1
    ) -> FileFault {
        FileFault(line: line, column: column, path: "regions.csv", code: code, params: params)
    }
}
