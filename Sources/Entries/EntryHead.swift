package import Calendars

/// Everything of an entry but what its `data` says, taken from bytes that stand exactly as
/// `Entry.encoded()` writes them.
///
/// Texts are told by where they stand, so a head costs no memory. Whoever has one knows: strict
/// decoding of these bytes gives an entry with these members, and their encoding is these bytes.
package struct EntryHead {
    /// Where the `id` stands, without its quotes, as every text here.
    package let id: Range<Int>
    /// Where `source` stands.
    package let source: Range<Int>
    /// Where `type` stands.
    package let type: Range<Int>
    /// Where `subject` stands; nil for an entry of the engine.
    package let subject: Range<Int>?
    /// When it happened.
    package let moment: Moment
    /// When it was recorded.
    package let recorded: Timestamp
    /// The position that `sequence` says.
    package let position: Int64
    /// The number within its agreement; nil without a subject.
    package let subjectVersion: Int?
    /// The version of the shape of `data`.
    package let dataVersion: Int
    /// Where `commandid` stands.
    package let commandID: Range<Int>
    /// Which part of its command it is.
    package let part: Int
    /// How many parts its command has.
    package let parts: Int
    /// Where the 16 hex digits of `commanddigest` stand.
    package let commandDigest: Range<Int>
    /// Where the user's id and role stand; nil for the system.
    package let user: (id: Range<Int>, role: Range<Int>)?
    /// Where `onbehalfof` stands, if it is there.
    package let onBehalfOf: Range<Int>?
    /// Where `causationid` stands, if it is there.
    package let causation: Range<Int>?
    /// Where the object `data` stands, braces included.
    package let data: Range<Int>

    /// Reads the head of `bytes`; nil does not mean that they are no entry, only that the decoder
    /// has to say.
    package init?(_ bytes: Span<UInt8>) {
        guard bytes.count <= Entry.bytesMax else { return nil }
        var walk = CanonicalWalk()
        guard walk.take(#"{"specversion":"1.0","id":""#, in: bytes),
            let id = walk.takeNonemptyText(in: bytes),
            walk.take(#","source":""#, in: bytes), let source = walk.takeNonemptyText(in: bytes),
            walk.take(#","type":""#, in: bytes), let type = walk.takeNonemptyText(in: bytes)
        else { return nil }
        (self.id, self.source, self.type) = (id, source, type)

        let hasSubject = walk.take(#","subject":""#, in: bytes)
        subject = hasSubject ? walk.takeNonemptyText(in: bytes) : nil
        guard hasSubject == (subject != nil),
            walk.take(#","time":""#, in: bytes), let time = walk.takePlainText(in: bytes),
            walk.take(#","timeprecision":""#, in: bytes),
            let precision = walk.takePrecision(in: bytes),
            let moment = Moment(written: bytes.extracting(time), precision: precision),
            walk.take(#","recordedtime":""#, in: bytes),
            let recordedTime = walk.takePlainText(in: bytes),
            let recorded = Timestamp.written(bytes.extracting(recordedTime)),
            recorded.offsetMinutes == 0,
            walk.take(#","sequence":""#, in: bytes), let position = walk.takeSequence(in: bytes)
        else { return nil }
        (self.moment, self.recorded, self.position) = (moment, recorded.instant, position)

        let hasVersion = walk.take(#","subjectversion":"#, in: bytes)
        subjectVersion = hasVersion ? walk.takeNumber(in: bytes, least: 1) : nil
        guard hasVersion == (subjectVersion != nil), hasVersion == hasSubject,
            walk.take(#","dataversion":"#, in: bytes),
            let dataVersion = walk.takeNumber(in: bytes, least: 1),
            walk.take(#","commandid":""#, in: bytes),
            let commandID = walk.takeNonemptyText(in: bytes),
            walk.take(#","commandpart":""#, in: bytes),
            let part = walk.takeNumber(in: bytes, least: 1), walk.take("/", in: bytes),
            let parts = walk.takeNumber(in: bytes, least: part),
            walk.take(#"","commanddigest":""#, in: bytes),
            let commandDigest = walk.takeDigest(in: bytes)
        else { return nil }
        (self.dataVersion, self.commandID, self.commandDigest) = (
            dataVersion, commandID, commandDigest
        )
        (self.part, self.parts) = (part, parts)

        if walk.take(#","authtype":"user","authid":""#, in: bytes) {
            guard let id = walk.takeNonemptyText(in: bytes),
                walk.take(#","authrole":""#, in: bytes),
                let role = walk.takeNonemptyText(in: bytes)
            else { return nil }
            user = (id, role)
        } else {
            guard walk.take(#","authtype":"system""#, in: bytes) else { return nil }
            user = nil
        }
        let isOnBehalf = walk.take(#","onbehalfof":""#, in: bytes)
        onBehalfOf = isOnBehalf ? walk.takePlainText(in: bytes) : nil
        guard isOnBehalf == (onBehalfOf != nil) else { return nil }
        let isCaused = walk.take(#","causationid":""#, in: bytes)
        causation = isCaused ? walk.takePlainText(in: bytes) : nil
        guard isCaused == (causation != nil), walk.take(#","data":"#, in: bytes) else {
            return nil
        }

        let start = walk.position
        guard walk.takeObject(in: bytes) else { return nil }
        data = start..<walk.position
        guard walk.take("}", in: bytes), walk.position == bytes.count else { return nil }
    }
}

extension CanonicalWalk {
    fileprivate mutating func takeNonemptyText(in bytes: Span<UInt8>) -> Range<Int>? {
        guard let text = takePlainText(in: bytes), !text.isEmpty else { return nil }
        return text
    }

    fileprivate mutating func takePrecision(in bytes: Span<UInt8>) -> Precision? {
        if take(#"instant""#, in: bytes) { return .instant }
        if take(#"day""#, in: bytes) { return .day }
        if take(#"month""#, in: bytes) { return .month }
        return take(#"year""#, in: bytes) ? .year : nil
    }

    /// Ten digits; a longer number is left to the decoder.
    fileprivate mutating func takeSequence(in bytes: Span<UInt8>) -> Int64? {
        guard let digits = takePlainText(in: bytes), digits.count == 10 else { return nil }
        var number: Int64 = 0
        for index in digits {
            let digit = bytes[index] &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            number = number * 10 + Int64(digit)
        }
        return number
    }

    fileprivate mutating func takeDigest(in bytes: Span<UInt8>) -> Range<Int>? {
        guard let digest = takePlainText(in: bytes), digest.count == 16 else { return nil }
        for index in digest where !bytes[index].isLowerHexDigit { return nil }
        return digest
    }
}

extension UInt8 {
    var isLowerHexDigit: Bool {
        (0x30...0x39).contains(self) || (0x61...0x66).contains(self)
    }
}
