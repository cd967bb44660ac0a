import Calendars
import Entries
import Testing

/// The entries of docs/entry.md, once as values and once as bytes.
enum Golden {
    /// One entry with every member.
    static let full = """
        {"specversion":"1.0","id":"5b0c7a1e-3d52-4f6b-9c1d-8e2f4a6b0d13",\
        "source":"https://kembar.invalid/4f1d2c3b5a697887","type":"Signed","subject":"2026-0002",\
        "time":"2026-09-02T00:00:00.000+08:00","timeprecision":"day",\
        "recordedtime":"2026-09-03T01:15:30.250Z","sequence":"0000000042","subjectversion":11,\
        "dataversion":1,"commandid":"surat-99.02-2026-09-03","commandpart":"2/2",\
        "commanddigest":"0f1e2d3c4b5a6978","authtype":"user","authid":"a-0007",\
        "authrole":"kembar","onbehalfof":"99.02",\
        "causationid":"c2a9d4f0-77b1-4e0a-8f3e-1b2c3d4e5f60",\
        "data":{"from":"2026-09-02","signatures":[{"draft":37,"number":"180/12/NK","party":"99.02"}],\
        "source":"Berita acara \\"tanda tangan\\"\\u000anomor 12\\\\B, disalin di Café Contoh",\
        "until":"2029-09-01"}}
        """

    static let fullLeafHash = "a77ac9d70c996db4b51bff2c83d20c438cfd2d8675da59c2714ebc82a9dee947"

    /// One entry of the engine: no agreement, no person.
    static let engine = """
        {"specversion":"1.0","id":"e0a1b2c3-d4e5-4f60-8a7b-9c8d7e6f5a4b",\
        "source":"https://kembar.invalid/4f1d2c3b5a697887","type":"DaemonStopped",\
        "time":"2026-09-03T07:00:00.000Z","timeprecision":"instant",\
        "recordedtime":"2026-09-03T07:00:00.000Z","sequence":"0000000043","dataversion":1,\
        "commandid":"stop-0000000043","commandpart":"1/1","commanddigest":"8796a5b4c3d2e1f0",\
        "authtype":"system","data":{}}
        """

    static let engineLeafHash = "76f5335f78d2f2725f5da086f2e54b3168e6537759c1bbeaa4fac03085e4f3b5"

    static func fullEntry() throws -> Entry {
        Entry(
            id: "5b0c7a1e-3d52-4f6b-9c1d-8e2f4a6b0d13",
            source: "https://kembar.invalid/4f1d2c3b5a697887",
            type: "Signed",
            subject: Entry.Subject(agreement: "2026-0002", version: 11),
            moment: try Moment("2026-09-02", in: .wita),
            recorded: try #require(Timestamp(rfc3339: "2026-09-03T01:15:30.250Z")),
            position: 42,
            command: CommandStamp(
                id: "surat-99.02-2026-09-03",
                part: 2,
                parts: 2,
                digest: "0f1e2d3c4b5a6978"
            ),
            actor: .user(id: "a-0007", role: "kembar"),
            onBehalfOf: "99.02",
            causation: "c2a9d4f0-77b1-4e0a-8f3e-1b2c3d4e5f60",
            data: [
                "until": "2029-09-01", "from": "2026-09-02",
                "source": "Berita acara \"tanda tangan\"\nnomor 12\\B, disalin di Café Contoh",
                "signatures": [["party": "99.02", "number": "180/12/NK", "draft": 37]],
            ]
        )
    }

    static func engineEntry() throws -> Entry {
        let instant = try #require(Timestamp(rfc3339: "2026-09-03T07:00:00.000Z"))
        return Entry(
            id: "e0a1b2c3-d4e5-4f60-8a7b-9c8d7e6f5a4b",
            source: "https://kembar.invalid/4f1d2c3b5a697887",
            type: "DaemonStopped",
            subject: nil,
            moment: Moment(instant: instant, offsetMinutes: 0),
            recorded: instant,
            position: 43,
            command: CommandStamp(
                id: "stop-0000000043",
                part: 1,
                parts: 1,
                digest: "8796a5b4c3d2e1f0"
            ),
            actor: .system,
            data: [:]
        )
    }
}

extension Zone {
    static let wita = Zone(name: "Asia/Makassar", abbreviation: "WITA", offsetMinutes: 480)
}

extension Entry {
    var text: String { get throws { String(decoding: try encoded(), as: UTF8.self) } }
}

/// Returns why the bytes of `text` are no entry; nil if they are one.
func fault(_ text: String, strictly: Bool = false) -> EntryFault? {
    do throws(EntryFault) {
        _ = try Entry(bytes: Array(text.utf8), strictly: strictly)
        return nil
    } catch {
        return error
    }
}
