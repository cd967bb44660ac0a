import Calendars
import Entries

/// Brings the fields of a request into the form that an entry keeps, or says which one can't be.
///
/// Text from a command line becomes what the field's form asks for, so that `record` and the
/// commands made for one event end in the same entry.
struct FieldReader {
    var event: String
    var rules: [FieldRule]
    var agreement: Agreement?
    var offices: Offices
    var exists: @Sendable (String) -> Bool
    var citation: RuleCitation?

    func read(
        _ fields: [String: JSONValue],
        requiringAll: Bool = true
    ) throws(Rejection) -> [String: JSONValue] {
        for name in fields.keys.sorted() where !rules.contains(where: { $0.name == name }) {
            throw refused(.unknownField(name, event: event, allowed: rules.map(\.name)))
        }
        var read: [String: JSONValue] = [:]
        for rule in rules {
            guard let value = fields[rule.name], value != .null else {
                guard !rule.isRequired || !requiringAll else {
                    throw refused(.missingField(rule.name, event: event, label: rule.label))
                }
                continue
            }
            read[rule.name] = try value.read(as: rule, by: self)
        }
        return read
    }

    func refused(_ reason: Rejection.Reason) -> Rejection { Rejection(reason, rule: citation) }

    /// `expected` says more than the field's form does.
    func bad(_ rule: FieldRule, _ value: JSONValue, expected: String? = nil) -> Rejection {
        var allowed: [String] = []
        if case .choice(let choices) = rule.form { allowed = choices }
        return refused(
            .badField(
                rule.name,
                value: value.string ?? value.canonicalText,
                expected: expected ?? rule.form.word,
                allowed: allowed
            )
        )
    }
}

extension JSONValue {
    /// A whole number given as such or as digits.
    var wholeNumber: Int? {
        if let integer { return integer }
        guard let string, let number = Int(string), String(number) == string,
            number.magnitude <= Self.integerMax.magnitude
        else { return nil }
        return number
    }

    fileprivate func read(
        as rule: FieldRule,
        by reader: FieldReader
    ) throws(Rejection) -> JSONValue {
        switch rule.form {
        case .text, .choice, .office, .date, .agreement, .party:
            guard let text = string, !text.isEmpty else { throw reader.bad(rule, self) }
            return .string(try reader.text(text, rule))
        case .texts, .agreements:
            let elements = array ?? [self]
            guard !elements.isEmpty else { throw reader.bad(rule, self) }
            var texts: [JSONValue] = []
            for element in elements {
                guard let text = element.string, !text.isEmpty else {
                    throw reader.bad(rule, self)
                }
                texts.append(.string(try reader.text(text, rule)))
            }
            return .array(texts)
        case .integer:
            guard let number = wholeNumber else { throw reader.bad(rule, self) }
            return .integer(number)
        case .boolean:
            if let bool { return .bool(bool) }
            guard let text = string, text == "true" || text == "false" else {
                throw reader.bad(rule, self)
            }
            return .bool(text == "true")
        case .offices: return .array(try reader.parties(self, rule))
        case .numbers: return .object(try reader.numbers(self, rule))
        case .document: return try reader.document(self, rule)
        case .version(let event): return .integer(try reader.version(self, of: event, rule))
        }
    }
}

extension FieldReader {
    fileprivate func text(_ text: String, _ rule: FieldRule) throws(Rejection) -> String {
        // Blanks say nothing, and a title of several lines could pass for other lines of a screen.
        guard !text.allSatisfy(\.isWhitespace) else { throw bad(rule, .string(text)) }
        guard rule.name != "title" || text.isOneLine else {
            throw bad(rule, .string(text), expected: "line")
        }
        switch rule.form {
        case .choice(let choices):
            guard choices.contains(text) else { throw bad(rule, .string(text)) }
        case .office, .party:
            // Whether it is a party is judged at the event's place in time.
            guard Offices.validCode(text) else { throw bad(rule, .string(text)) }
        case .date:
            return try date(text, rule)
        case .agreement, .agreements:
            guard text != agreement?.id else {
                throw bad(rule, .string(text), expected: "other-agreement")
            }
            guard exists(text) else { throw refused(.unknownAgreement(text)) }
        default: break
        }
        return text
    }

    private func date(_ text: String, _ rule: FieldRule) throws(Rejection) -> String {
        let moment: Moment
        do {
            moment = try Moment(text, in: offices.own.zone)
        } catch .outOfRange {
            throw bad(rule, .string(text), expected: "year")
        } catch {
            throw bad(rule, .string(text))
        }
        guard let year = Int(moment.text.prefix(4)), Decider.years.contains(year) else {
            throw bad(rule, .string(text), expected: "year")
        }
        return moment.text
    }

    /// The parties with names, the own office among them: it brings its own agreements.
    fileprivate func parties(
        _ value: JSONValue,
        _ rule: FieldRule
    ) throws(Rejection) -> [JSONValue] {
        var parties: [JSONValue] = []
        var codes: Set<String> = []
        for element in value.array ?? [value] {
            guard let code = element.string ?? element["code"]?.string, Offices.validCode(code)
            else { throw bad(rule, element) }
            guard codes.insert(code).inserted else { throw refused(.duplicateParty(code)) }
            let named = element["name"]?.string ?? ""
            guard named.isOneLine else { throw bad(rule, .string(named), expected: "line") }
            // A known office keeps its name: 35.05 typed as "Kota Blitar" stays Kabupaten Blitar.
            let name = offices.office(code, named: element["name"]?.string).name
            parties.append(["code": .string(code), "name": .string(name)])
        }
        if !codes.contains(offices.own.code) {
            let name = offices.own.name
            parties.insert(["code": .string(offices.own.code), "name": .string(name)], at: 0)
        }
        guard parties.count >= 2 else { throw refused(.tooFewParties) }
        return parties
    }

    fileprivate func numbers(
        _ value: JSONValue,
        _ rule: FieldRule
    ) throws(Rejection) -> [String: JSONValue] {
        guard let members = value.object, !members.isEmpty,
            members.allSatisfy({ code, number in
                Offices.validCode(code) && number.string?.isName == true
            })
        else { throw bad(rule, value) }
        return members
    }

    fileprivate func document(_ value: JSONValue, _ rule: FieldRule) throws(Rejection) -> JSONValue
    {
        if let scalar = value["name"]?.string?.firstBreak {
            throw refused(.nameNotOneLine(rule.name, scalar: scalar.value))
        }
        guard let members = value.object, members.count == 3,
            let name = members["name"]?.string, name.isName,
            let size = members["size"]?.integer, size >= 0,
            let sha256 = members["sha256"]?.string, sha256.utf8.count == 64,
            sha256.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { throw bad(rule, value) }
        return value
    }

    /// Turns "the second" into the position of the entry: late entries change numbers, not positions.
    fileprivate func version(
        _ value: JSONValue,
        of event: String,
        _ rule: FieldRule
    ) throws(Rejection) -> Int {
        guard let number = value.wholeNumber else { throw bad(rule, value) }
        let versions = agreement?.versions[event] ?? []
        guard versions.indices.contains(number - 1) else {
            throw refused(.unknownVersion(event: event, version: number, latest: versions.count))
        }
        return Int(versions[number - 1])
    }
}

extension String {
    /// Whether it has neither a line break nor a tab.
    fileprivate var isOneLine: Bool { !contains { $0.isNewline || $0 == "\t" } }

    /// The first line break or tab.
    fileprivate var firstBreak: Unicode.Scalar? {
        unicodeScalars.first { $0 == "\t" || Character($0).isNewline }
    }

    /// Whether it can name something: one line, and not blank.
    fileprivate var isName: Bool { isOneLine && !allSatisfy(\.isWhitespace) }
}
