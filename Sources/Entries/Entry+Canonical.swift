/// The short way to an entry: nearly every one stands exactly as it was written, so its members are
/// taken from where they must stand, and only `data` goes through a parser.
///
/// `Entry(decoding:)` stays the one authority on what bytes mean; a property test holds the two
/// ways together.
package struct CanonicalReader: ~Copyable {
    private let objects = ObjectReader()

    /// Begins a parser, which costs something: one for several entries.
    package init() {}

    /// Reads an entry whose bytes are canonical without a doubt; nil if the decoder has to say.
    package borrowing func entry(_ bytes: [UInt8]) -> Entry? {
        guard let head = EntryHead(bytes.span) else { return nil }
        let data = bytes.withUnsafeBufferPointer {
            objects.members(of: UnsafeBufferPointer(rebasing: $0[head.data]))
        }
        guard let data else { return nil }
        return Entry(head, bytes.span, .object(data))
    }
}

extension Entry {
    /// Reads an entry as `CanonicalReader` does.
    package init?(canonical bytes: [UInt8]) {
        guard let entry = CanonicalReader().entry(bytes) else { return nil }
        self = entry
    }

    // Member by member: handed on to another initializer, the whole would be copied once more.
    fileprivate init(_ head: EntryHead, _ bytes: Span<UInt8>, _ data: JSONValue) {
        id = bytes.text(head.id)
        source = bytes.text(head.source)
        type = bytes.text(head.type)
        subject = head.subject.flatMap { subject in
            head.subjectVersion.map { Subject(agreement: bytes.text(subject), version: $0) }
        }
        moment = head.moment
        recorded = head.recorded
        position = head.position
        dataVersion = head.dataVersion
        command = CommandStamp(
            id: bytes.text(head.commandID),
            part: head.part,
            parts: head.parts,
            digest: bytes.text(head.commandDigest)
        )
        actor =
            head.user.map { .user(id: bytes.text($0.id), role: bytes.text($0.role)) } ?? .system
        onBehalfOf = head.onBehalfOf.map { bytes.text($0) }
        causation = head.causation.map { bytes.text($0) }
        self.data = data
    }
}

extension Span<UInt8> {
    fileprivate func text(_ range: Range<Int>) -> String {
        extracting(range).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }
}
