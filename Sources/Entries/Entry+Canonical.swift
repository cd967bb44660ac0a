import FoundationEssentials

// The short way to an entry: nearly every one stands exactly as it was written, so its members are
// taken from where they must stand, and only `data` goes through the decoder. `init(decoding:)`
// stays the one authority on what bytes mean; a property test holds the two ways together.
extension Entry {
    /// Reads an entry whose bytes are canonical without a doubt; nil if the decoder has to say.
    package init?(canonical bytes: [UInt8]) {
        guard let entry = Self.canonical([bytes])[0] else { return nil }
        self = entry
    }

    /// Reads several entries in one go of the decoder; nil stands for those of which it has to say more.
    package static func canonical(_ all: [[UInt8]]) -> [Entry?] {
        let heads = all.map { EntryHead($0.span, notesKinds: true) }
        guard let members = members(of: heads, all) else { return all.map { _ in nil } }
        var next = members.makeIterator()
        return zip(heads, all).map { head, bytes in
            guard let head, let data = next.next() else { return nil }
            return Entry(head, bytes.span, data: .object(data))
        }
    }

    /// The members of `data` of each that has a head.
    private static func members(
        of heads: [EntryHead?],
        _ all: [[UInt8]]
    ) -> [[String: JSONValue]]? {
        // One array around them: the decoder's own beginning costs as much as reading an entry.
        var text = Data("[".utf8)
        var kinds: [CanonicalWalk.Kind] = []
        for (head, bytes) in zip(heads, all) {
            guard let head else { continue }
            if text.count > 1 { text.append(UInt8(ascii: ",")) }
            text.append(contentsOf: bytes[head.data])
            kinds += head.kinds
        }
        guard !kinds.isEmpty else { return [] }
        text.append(UInt8(ascii: "]"))
        let decoder = JSONDecoder()
        decoder.userInfo[.kinds] = KindList(kinds)
        // What the decoder can't read so, it reads again one by one, and tells why.
        return try? decoder.decode([KnownMembers].self, from: text).map(\.members)
    }

    private init(_ head: EntryHead, _ bytes: Span<UInt8>, data: JSONValue) {
        self.init(
            id: bytes.text(head.id),
            source: bytes.text(head.source),
            type: bytes.text(head.type),
            subject: head.subject.flatMap { subject in
                head.subjectVersion.map {
                    Subject(agreement: bytes.text(subject), version: $0)
                }
            },
            moment: head.moment,
            recorded: head.recorded,
            position: head.position,
            dataVersion: head.dataVersion,
            command: CommandStamp(
                id: bytes.text(head.commandID),
                part: head.part,
                parts: head.parts,
                digest: bytes.text(head.commandDigest)
            ),
            actor: head.user.map {
                .user(id: bytes.text($0.id), role: bytes.text($0.role))
            } ?? .system,
            onBehalfOf: head.onBehalfOf.map { bytes.text($0) },
            causation: head.causation.map { bytes.text($0) },
            data: data
        )
    }
}

extension Span<UInt8> {
    fileprivate func text(_ range: Range<Int>) -> String {
        extracting(range).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }
}

/// The members of an object of which it is known, in its own order, what each value is.
///
/// The decoder is asked for each value by its kind, once: every wrong guess would cost an error
/// object, and every value a decoder of its own.
private struct KnownMembers: Decodable {
    var members: [String: JSONValue]

    init(from decoder: any Decoder) throws {
        guard let kinds = decoder.userInfo[.kinds] as? KindList, kinds.next() == .object else {
            throw KindList.Mismatch()
        }
        members = try Self.members(try decoder.container(keyedBy: MemberName.self), kinds)
    }

    private static func members(
        _ container: KeyedDecodingContainer<MemberName>,
        _ kinds: KindList
    ) throws -> [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        // The container has its names in any order, the bytes in that of the names.
        for name in container.allKeys.sorted(by: { $0.stringValue < $1.stringValue }) {
            members[name.stringValue] =
                switch kinds.next() {
                case .string?: .string(try container.decode(String.self, forKey: name))
                case .integer?: .integer(try container.decode(Int.self, forKey: name))
                case .bool?: .bool(try container.decode(Bool.self, forKey: name))
                case .null?: .null
                case .array?:
                    .array(
                        try elements(container.nestedUnkeyedContainer(forKey: name), kinds)
                    )
                case .object?:
                    .object(
                        try self.members(
                            container.nestedContainer(keyedBy: MemberName.self, forKey: name),
                            kinds
                        )
                    )
                case nil: throw KindList.Mismatch()
                }
        }
        return members
    }

    private static func elements(
        _ container: any UnkeyedDecodingContainer,
        _ kinds: KindList
    ) throws -> [JSONValue] {
        var container = container
        var elements: [JSONValue] = []
        while !container.isAtEnd {
            switch kinds.next() {
            case .string?: elements.append(.string(try container.decode(String.self)))
            case .integer?: elements.append(.integer(try container.decode(Int.self)))
            case .bool?: elements.append(.bool(try container.decode(Bool.self)))
            case .null?:
                guard try container.decodeNil() else { throw KindList.Mismatch() }
                elements.append(.null)
            case .array?:
                let nested = try container.nestedUnkeyedContainer()
                elements.append(.array(try self.elements(nested, kinds)))
            case .object?:
                let nested = try container.nestedContainer(keyedBy: MemberName.self)
                elements.append(.object(try members(nested, kinds)))
            case nil: throw KindList.Mismatch()
            }
        }
        return elements
    }
}

/// The kinds of the values of one object, handed out one after another.
private final class KindList: @unchecked Sendable {
    // Unchecked: `userInfo` asks for it, and no decoder hands it to another thread.
    private let kinds: [CanonicalWalk.Kind]
    private var count = 0

    /// The bytes are not what the walk saw, which can't be.
    struct Mismatch: Error {}

    init(_ kinds: [CanonicalWalk.Kind]) { self.kinds = kinds }

    func next() -> CanonicalWalk.Kind? {
        guard count < kinds.count else { return nil }
        count += 1
        return kinds[count - 1]
    }
}

private struct MemberName: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

extension CodingUserInfoKey {
    fileprivate static let kinds: CodingUserInfoKey = {
        guard let key = CodingUserInfoKey(rawValue: "kinds") else {
            preconditionFailure("a text is a key")
        }
        return key
    }()
}
