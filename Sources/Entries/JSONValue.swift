/// The JSON that kembar keeps: everything but fractions.
///
/// Fractions are left out on purpose: no two programs print them alike, and nothing that an office
/// records needs one. Amounts and counts are integers, all else is text.
package enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    /// A whole number between -(2^53 - 1) and 2^53 - 1, which every JSON reader keeps exactly (RFC 8259, section 6).
    case integer(Int)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// The largest integer that is kept; the smallest is its negative.
    package static let integerMax = 9_007_199_254_740_991
}

extension JSONValue {
    /// The text, if this is one.
    package var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The whole number, if this is one.
    package var integer: Int? {
        guard case .integer(let number) = self else { return nil }
        return number
    }

    /// The truth value, if this is one.
    package var bool: Bool? {
        guard case .bool(let truth) = self else { return nil }
        return truth
    }

    /// The elements, if this is an array.
    package var array: [JSONValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    /// The members, if this is an object.
    package var object: [String: JSONValue]? {
        guard case .object(let members) = self else { return nil }
        return members
    }

    /// The member of that name; nil if there is none or this is no object.
    package subscript(name: String) -> JSONValue? { object?[name] }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// Lets a text in code stand for its value.
    package init(stringLiteral value: String) { self = .string(value) }
    /// Lets a whole number in code stand for its value; the bounds are not checked.
    package init(integerLiteral value: Int) { self = .integer(value) }
    /// Lets `true` and `false` in code stand for their values.
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    /// Lets a list in code stand for its value.
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    /// Lets a dictionary in code stand for an object; of a name given twice the last counts.
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(Dictionary(elements) { _, last in last })
    }
}

extension JSONValue: Codable {
    /// Reads any JSON but fractions and numbers beyond 2^53 - 1, at which it throws.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        // The commonest kinds first: a mismatch costs an error object.
        if let text = try? container.decode(String.self) {
            self = .string(text)
        } else if container.decodeNil() {
            self = .null
        } else if let number = try? container.decode(Int.self) {
            guard number.magnitude <= Self.integerMax.magnitude else {
                throw DecodingError.dataCorruptedError(
                    in: container,
                    debugDescription: "integer beyond 2^53 - 1"
                )
            }
            self = .integer(number)
        } else if let elements = try? container.decode([JSONValue].self) {
            self = .array(elements)
        } else if let truth = try? container.decode(Bool.self) {
            self = .bool(truth)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    /// Writes it as ordinary JSON; for the bytes that are hashed there is `JSONText`.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let truth): try container.encode(truth)
        case .integer(let number): try container.encode(number)
        case .string(let text): try container.encode(text)
        case .array(let elements): try container.encode(elements)
        case .object(let members): try container.encode(members)
        }
    }
}
