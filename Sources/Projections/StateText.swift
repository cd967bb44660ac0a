import Calendars
import Entries
import FoundationEssentials
import Workflows

/// An agreement's state as the views keep it: JSON with sorted members, so that a dump is canonical.
///
/// Read by the decoder, but written member by member: an encoder took a sixth of a rebuild. A test
/// holds what is written against what the encoder writes.
enum StateText {
    static func encode(_ agreement: Agreement) -> String {
        var writer = StateWriter()
        writer.write(agreement)
        return String(decoding: writer.text.bytes, as: UTF8.self)
    }

    static func decode(_ text: String) throws -> Agreement {
        try JSONDecoder().decode(Agreement.self, from: Data(text.utf8))
    }
}

/// Writes objects whose members come in the order of their names; one without a value is left out.
private struct StateWriter {
    private(set) var text = JSONText(capacity: 2_048)
    private var isFirst = true

    private mutating func object(_ write: (inout StateWriter) -> Void) {
        text.write(raw: "{")
        isFirst = true
        write(&self)
        isFirst = false
        text.write(raw: "}")
    }

    private mutating func array<Element>(
        _ elements: [Element],
        _ write: (inout StateWriter, Element) -> Void
    ) {
        text.write(raw: "[")
        for (index, element) in elements.enumerated() {
            if index > 0 { text.write(raw: ",") }
            write(&self, element)
        }
        text.write(raw: "]")
    }

    /// `name` comes with its quotes and colon.
    private mutating func member<Value>(
        _ name: StaticString,
        _ value: Value?,
        _ write: (inout StateWriter, Value) -> Void
    ) {
        guard let value else { return }
        if !isFirst { text.write(raw: ",") }
        isFirst = false
        text.write(raw: name)
        write(&self, value)
    }

    private mutating func member(_ name: StaticString, _ value: String?) {
        member(name, value) { $0.text.write(text: $1) }
    }

    private mutating func member(_ name: StaticString, _ value: Int64?) {
        member(name, value) { $0.text.write(Int($1)) }
    }

    private mutating func member(_ name: StaticString, _ value: Int) {
        member(name, Int64(value))
    }

    private mutating func member(_ name: StaticString, _ value: Agreement.Point?) {
        member(name, value) { $0.write($1) }
    }

    private mutating func member(_ name: StaticString, _ value: Timestamp) {
        member(name, value) { writer, time in
            writer.object { $0.member("\"milliseconds\":", time.milliseconds) }
        }
    }

    private mutating func member(_ name: StaticString, _ value: Moment?) {
        member(name, value) { writer, moment in
            writer.object {
                $0.member("\"end\":", moment.end)
                $0.member("\"offsetMinutes\":", moment.offsetMinutes)
                $0.member("\"precision\":", moment.precision.rawValue)
                $0.member("\"start\":", moment.start)
            }
        }
    }

    private mutating func member<Element>(
        _ name: StaticString,
        _ values: [Element],
        _ write: (inout StateWriter, Element) -> Void
    ) {
        member(name, values) { $0.array($1, write) }
    }
}

// MARK: - The state and its parts

extension StateWriter {
    mutating func write(_ agreement: Agreement) {
        object {
            $0.member("\"closed\":", agreement.closed) { $0.write($1) }
            $0.member("\"documents\":", agreement.documents) { $0.write($1) }
            $0.member("\"draft\":", agreement.draft)
            $0.member("\"fields\":", agreement.fields) { $0.text.write(.object($1)) }
            $0.member("\"free\":", agreement.free)
            $0.member("\"held\":", agreement.held) { $0.write($1) }
            $0.member("\"id\":", agreement.id)
            $0.member("\"parties\":", agreement.parties) { $0.write($1) }
            $0.member("\"pastHolds\":", agreement.pastHolds) { $0.write($1) }
            $0.member("\"postponements\":", agreement.postponements) { $0.write($1) }
            $0.member("\"signatures\":", agreement.signatures) { $0.write($1) }
            $0.member("\"since\":", agreement.since)
            $0.member("\"stage\":", agreement.stage)
            $0.member("\"term\":", agreement.term) { $0.write($1) }
            $0.member("\"title\":", agreement.title)
            $0.member("\"versions\":", agreement.versions) { $0.write(versions: $1) }
            $0.member("\"waits\":", agreement.waits) { $0.write($1) }
            $0.member("\"workflow\":", agreement.workflow) { $0.write($1) }
        }
    }

    private mutating func write(_ point: Agreement.Point) {
        object {
            $0.member("\"effective\":", point.effective)
            $0.member("\"moment\":", point.moment)
            $0.member("\"position\":", point.position)
            $0.member("\"recorded\":", point.recorded)
        }
    }

    private mutating func write(_ closing: Agreement.Closing) {
        object {
            $0.member("\"at\":", closing.at)
            $0.member("\"event\":", closing.event)
            $0.member("\"label\":", closing.label) { writer, label in
                writer.object {
                    $0.member("\"en\":", label.en)
                    $0.member("\"id\":", label.id)
                }
            }
            $0.member("\"party\":", closing.party)
            $0.member("\"reason\":", closing.reason)
        }
    }

    private mutating func write(_ document: Agreement.Document) {
        object {
            $0.member("\"name\":", document.name)
            $0.member("\"position\":", document.position)
            $0.member("\"sha256\":", document.sha256)
            $0.member("\"size\":", document.size)
            $0.member("\"version\":", document.version)
        }
    }

    private mutating func write(_ hold: Agreement.Hold) {
        object {
            $0.member("\"at\":", hold.at)
            $0.member("\"ended\":", hold.ended)
            $0.member("\"reason\":", hold.reason)
            $0.member("\"until\":", hold.until)
        }
    }

    private mutating func write(_ party: Agreement.Party) {
        object {
            $0.member("\"code\":", party.code)
            $0.member("\"name\":", party.name)
        }
    }

    private mutating func write(_ signature: Agreement.Signature) {
        object {
            $0.member("\"at\":", signature.at)
            $0.member("\"capacity\":", signature.capacity)
            $0.member("\"draft\":", signature.draft)
            $0.member("\"number\":", signature.number)
            $0.member("\"party\":", signature.party)
            $0.member("\"place\":", signature.place)
            $0.member("\"voidedBy\":", signature.voidedBy)
        }
    }

    private mutating func write(_ postponement: Agreement.Postponement) {
        object {
            $0.member("\"at\":", postponement.at)
            $0.member("\"note\":", postponement.note)
            $0.member("\"until\":", postponement.until)
        }
    }

    private mutating func write(_ term: Agreement.Term) {
        object {
            $0.member("\"at\":", term.at)
            $0.member("\"ended\":", term.ended)
            $0.member("\"from\":", term.from)
            $0.member("\"isExpired\":", term.isExpired) { $0.text.write(.bool($1)) }
            $0.member("\"until\":", term.until)
        }
    }

    private mutating func write(versions: [String: [Int64]]) {
        text.write(
            .object(versions.mapValues { .array($0.map { .integer(Int($0)) }) })
        )
    }

    private mutating func write(_ wait: Agreement.Wait) {
        object {
            $0.member("\"limits\":", wait.limits) { $0.text.write(text: $1) }
            $0.member("\"office\":", wait.office)
            $0.member("\"promiseCount\":", wait.promiseCount)
            $0.member("\"promised\":", wait.promised)
            $0.member("\"promisedBy\":", wait.promisedBy)
            $0.member("\"purpose\":", wait.purpose)
            $0.member("\"since\":", wait.since)
            $0.member("\"source\":", wait.source)
        }
    }

    private mutating func write(_ workflow: WorkflowVersion) {
        object {
            $0.member("\"name\":", workflow.name)
            $0.member("\"version\":", workflow.version)
        }
    }
}
