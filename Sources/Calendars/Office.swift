/// An office as the rules see it: what it is called, when it works, and whether it is real.
package struct Office: Hashable, Sendable {
    /// Its code, such as `51.08`, `51.08/DPRD`, `univ-contoh`.
    package let code: String
    /// Its Indonesian name, as letters write it; its code if nobody ever said a name.
    package let name: String
    /// Its name in either language.
    package let label: Bilingual
    /// The zone in which its days begin and end.
    package let zone: Zone
    /// The name of the calendar by which it works.
    package let calendar: String
    /// Whether it is invented: every screen and message that shows it says SINTETIS.
    package let synthetic: Bool
    /// Whether `offices.yaml` or the regions know it.
    ///
    /// If not, zone and calendar are the own office's, or for an unknown kind of body its
    /// region's, and the caller warns.
    package let known: Bool
    /// To whom a letter to it is addressed, by function; nil if the file does not say.
    package let addressee: String?
    /// The town in which it sits, as letters name it; nil if the file does not say.
    package let seat: String?

    /// Describes an office whose every trait is known; its name is the Indonesian label.
    package init(
        code: String,
        label: Bilingual,
        zone: Zone,
        calendar: String,
        synthetic: Bool,
        known: Bool,
        addressee: String? = nil,
        seat: String? = nil
    ) {
        self.code = code
        name = label.id
        self.label = label
        self.zone = zone
        self.calendar = calendar
        self.synthetic = synthetic
        self.known = known
        self.addressee = addressee
        self.seat = seat
    }

    /// Makes the office of a region from the table.
    package init(_ region: Region, zone: Zone, calendar: String) {
        self.init(
            code: region.code,
            label: Bilingual(id: region.name, en: region.name),
            zone: zone,
            calendar: calendar,
            synthetic: false,
            known: true
        )
    }

    /// Makes a body under a region, which works as the region does and is as real.
    ///
    /// Unknown unless `kind` says what such a body is called; then `named` is its name.
    package init(_ body: String, _ kind: Bilingual?, of region: Office, named: String? = nil) {
        let name = named ?? "\(body) \(region.name)"
        let label = kind.map {
            Bilingual(id: "\($0.id) \(region.label.id)", en: "\($0.en), \(region.label.en)")
        }
        self.init(
            code: "\(region.code)/\(body)",
            label: label ?? Bilingual(id: name, en: name),
            zone: region.zone,
            calendar: region.calendar,
            synthetic: region.synthetic,
            known: kind != nil,
            seat: region.seat
        )
    }
}

/// A region with its code, as the table of regions has it.
package struct Region: Hashable, Sendable {
    /// Its code in the Interior Ministry's list, such as `51.08`.
    package let code: String
    /// Its name with its kind, such as `Kota Blitar`.
    package let name: String
    /// What it is.
    package let kind: Kind
    /// The name of its zone.
    package let zone: String

    /// The kinds of regions that have a government of their own.
    package enum Kind: String, Sendable, CaseIterable {
        case provinsi, kabupaten, kota
    }

    /// Describes a region as one row of the table does.
    package init(code: String, name: String, kind: Kind, zone: String) {
        self.code = code
        self.name = name
        self.kind = kind
        self.zone = zone
    }
}
