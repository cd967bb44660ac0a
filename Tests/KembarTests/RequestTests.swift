import ArgumentParser
import Language
import Testing

@testable import kembar

@Suite struct RequestTests {
    /// The request that a command line becomes.
    private func request(_ words: [String], files: [String: String] = [:]) async throws -> Request {
        let parsed = try await Kembar.asyncParseAsRoot(words)
        let command = try #require(parsed as? any Subcommand)
        return try command.request(TestDesk([], files: files).desk)
    }

    @Test func `a request is sent with its length, and its connection ends with the answer`() throws
    {
        let request = Request(
            .post,
            target: "/v1/agreements?dryRun=true",
            headers: [Request.Header(name: "Idempotency-Key", value: "k")],
            body: Array("{}".utf8)
        )
        #expect(
            try String(decoding: #require(request.bytes), as: UTF8.self)
                == "POST /v1/agreements?dryRun=true HTTP/1.1\r\nHost: localhost\r\n"
                + "Connection: close\r\nIdempotency-Key: k\r\nContent-Length: 2\r\n\r\n{}"
        )
        #expect(
            try String(decoding: #require(Request.get(["status"]).bytes), as: UTF8.self)
                == "GET /v1/status HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        )
    }

    private static let hashOfABC =
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    @Test(arguments: [
        (
            ["propose", "Kota Kembar", "--party", "51.08", "--party", "univ=Universitas Contoh"],
            "/v1/agreements",
            #"{"data":{"parties":[{"code":"51.08"},{"code":"univ","name":"Universitas Contoh"}],"title":"Kota Kembar"},"verb":"propose"}"#
        ),
        (
            [
                "propose", "T", "--workflow", "w", "--kind", "KSDD", "--paper", "KB", "--under",
                "2018-0001", "--renews", "2017-0002", "--at", "2018-10", "--source", "surat",
                "--on-behalf-of", "51.08",
            ], "/v1/agreements",
            #"{"at":"2018-10","data":{"kind":"KSDD","paper":"KB","renews":["2017-0002"],"title":"T","under":["2018-0001"]},"onBehalfOf":"51.08","source":"surat","verb":"propose","workflow":"w"}"#
        ),
        (
            [
                "register", "T", "--party", "99.01", "--number", "99.01=1/PKS", "--from",
                "2022-03-15", "--until", "2027-03-14", "--file", "dir/pks.pdf",
            ], "/v1/agreements",
            #"{"data":{"document":{"name":"pks.pdf","sha256":"\#(hashOfABC)","size":3},"from":"2022-03-15","numbers":{"99.01":"1/PKS"},"parties":[{"code":"99.01"}],"title":"T","until":"2027-03-14"},"verb":"register"}"#
        ),
        (
            ["discuss", "2018-0001", "--scope", "a", "--scope", "b", "--place", "Singaraja"],
            "/v1/agreements/2018-0001/events",
            #"{"data":{"place":"Singaraja","scope":["a","b"]},"verb":"discuss"}"#
        ),
        (
            ["draft", "2018-0001", "--version", "v2", "--scope-version", "2", "--file", "-"],
            "/v1/agreements/2018-0001/events",
            #"{"data":{"document":{"name":"stdin","sha256":"\#(hashOfABC)","size":3},"scopeVersion":2,"version":"v2"},"verb":"draft"}"#
        ),
        (
            [
                "await", "2018-0001", "--party", "35.72", "--for", "kesiapan", "--promised",
                "2018-12",
            ],
            "/v1/agreements/2018-0001/events",
            #"{"data":{"for":"kesiapan","office":"35.72","promised":"2018-12"},"verb":"await"}"#
        ),
        (
            ["ready", "2018-0001", "--party", "51.08/DPRD", "--for", "persetujuan"],
            "/v1/agreements/2018-0001/events",
            #"{"data":{"for":"persetujuan","office":"51.08/DPRD"},"verb":"ready"}"#
        ),
        (
            [
                "sign", "2018-0001", "--party", "35.72", "--number", "415/12", "--place", "Blitar",
                "--capacity", "Wali Kota", "--draft", "v2",
            ], "/v1/agreements/2018-0001/events",
            #"{"data":{"capacity":"Wali Kota","draft":"v2","number":"415/12","party":"35.72","place":"Blitar"},"verb":"sign"}"#
        ),
        (
            ["sign", "2018-0001", "--number", "51.08=1", "--number", "35.72=2=b"],
            "/v1/agreements/2018-0001/events",
            #"{"data":{"numbers":{"35.72":"2=b","51.08":"1"}},"verb":"sign"}"#
        ),
        (
            ["withdraw", "2018-0001", "--party", "35.72", "--reason", "r"],
            "/v1/agreements/2018-0001/events",
            #"{"data":{"party":"35.72","reason":"r"},"verb":"withdraw"}"#
        ),
        (
            ["decline", "2018-0001", "--reason", "r"], "/v1/agreements/2018-0001/events",
            #"{"data":{"reason":"r"},"verb":"decline"}"#
        ),
        (
            ["terminate", "2018-0001", "--reason", "r"], "/v1/agreements/2018-0001/events",
            #"{"data":{"reason":"r"},"verb":"terminate"}"#
        ),
        (
            ["note", "2018-0001", "teks"], "/v1/agreements/2018-0001/events",
            #"{"data":{"text":"teks"},"event":"NoteAdded"}"#
        ),
        (
            ["attach", "2018-0001", "dir/pks.pdf", "--kind", "undangan"],
            "/v1/agreements/2018-0001/events",
            #"{"data":{"document":{"name":"pks.pdf","sha256":"\#(hashOfABC)","size":3},"kind":"undangan"},"event":"DocumentAttached"}"#
        ),
        (
            ["hold", "2018-0001", "--until", "2019-01-14", "--reason", "r"],
            "/v1/agreements/2018-0001/events",
            #"{"data":{"reason":"r","until":"2019-01-14"},"event":"Held"}"#
        ),
        (
            ["remind", "later", "2018-0001", "--until", "2018-12-03", "--note", "sudah ditelepon"],
            "/v1/agreements/2018-0001/events",
            #"{"data":{"note":"sudah ditelepon","until":"2018-12-03"},"event":"Postponed"}"#
        ),
        (["admin", "clock", "confirm"], "/v1/clock/confirmation", "{}"),
        (
            ["resume", "2018-0001"], "/v1/agreements/2018-0001/events",
            #"{"data":{},"event":"Resumed"}"#
        ),
        (
            ["correct", "2018-0001", "17", "at=2018-11-08", "place=", "--reason", "r"],
            "/v1/agreements/2018-0001/events",
            #"{"data":{"position":17,"reason":"r","set":{"at":"2018-11-08","place":""}},"event":"Corrected"}"#
        ),
        (
            ["correct", "2018-0001", "17", "--void", "--reason", "r"],
            "/v1/agreements/2018-0001/events",
            #"{"data":{"position":17,"reason":"r","void":true},"event":"Corrected"}"#
        ),
        (
            ["record", "2018-0001", "LetterSent", "number=415/22", "note=a=b", #"to:=["x",1]"#],
            "/v1/agreements/2018-0001/events",
            #"{"data":{"note":"a=b","number":"415/22","to":["x",1]},"event":"LetterSent"}"#
        ),
        (
            ["rules", "adopt", "dir/pks.pdf", "--regions", "-"], "/v1/rules",
            #"{"name":"dir/pks.pdf","regions":"abc","text":"abc"}"#
        ),
        (
            [
                "correct", "2018-0001", "9", "place=B", "--and", "10", "a=1", "b:=2", "11", "void",
                "--reason", "r", "--and", "12", "c=", "--source", "s",
            ], "/v1/agreements/2018-0001/events",
            #"{"data":{"corrections":[{"position":9,"set":{"place":"B"}},"#
                + #"{"position":10,"set":{"a":"1","b":2}},{"position":11,"void":true},"#
                + #"{"position":12,"set":{"c":""}}],"reason":"r"},"event":"Corrected","source":"s"}"#
        ),
    ])
    func `a command that records becomes one POST`(
        words: [String],
        target: String,
        body: String
    ) async throws {
        let request = try await request(words, files: ["dir/pks.pdf": "abc", "-": "abc"])
        #expect(request.method == .post)
        #expect(request.target == target)
        #expect(String(decoding: request.body ?? [], as: UTF8.self) == body)
        #expect(request.headers.contains(Request.Header(name: "Idempotency-Key", value: "key-1")))
        #expect(request.key == "key-1")
    }

    @Test(arguments: [
        (["list"], "/v1/agreements"),
        (
            ["list", "--stage", "PKSDrafted", "--waiting-on", "51.08/DPRD", "--stalled"],
            "/v1/agreements?stage=PKSDrafted&waitingOn=51.08%2FDPRD&stalled=true"
        ),
        (
            ["list", "--as-of", "2018-11-07", "--known-at", "2018-11-07T10:00+08:00"],
            "/v1/agreements?asOf=2018-11-07&knownAt=2018-11-07T10%3A00%2B08%3A00"
        ),
        (["show", "2018-0001"], "/v1/agreements/2018-0001"),
        (["show", "../x?y", "--as-of", "2018"], "/v1/agreements/..%2Fx%3Fy?asOf=2018"),
        (
            ["history", "2018-0001", "--known-at", "2018-11"],
            "/v1/agreements/2018-0001/history?knownAt=2018-11"
        ),
        (["status"], "/v1/status"), (["remind", "list"], "/v1/reminders"),
        (["remind"], "/v1/reminders"),
        (["remind", "explain", "2018-0001"], "/v1/agreements/2018-0001/reminders"),
        (["rules", "list"], "/v1/rules"), (["rules"], "/v1/rules"),
        (
            ["rules", "show", "workflow", "w x", "--version", "2"],
            "/v1/rules/workflow/w%20x?version=2"
        ),
        (["audit", "checkpoint"], "/v1/audit/checkpoint"), (["audit", "key"], "/v1/audit/key"),
        (["audit", "verify"], "/v1/audit/verify"),
        (["audit", "verify", "--vkey", "a+b/c="], "/v1/audit/verify?vkey=a%2Bb%2Fc%3D"),
        (["audit", "checkpoint", "--since", "3"], "/v1/audit/checkpoint?since=3"),
        (["audit", "prove", "12"], "/v1/audit/prove?of=12"),
        (["audit", "keys"], "/v1/audit/keys"),
        (["audit", "cosignatures"], "/v1/audit/cosignatures"),
        (["audit", "checkpoint", "--cosigned"], "/v1/audit/checkpoint?cosigned=true"),
        (
            ["audit", "why", "2018-0001", "scope"],
            "/v1/audit/why?agreement=2018-0001&field=scope"
        ),
        (["audit", "first", "--stage", "Signed"], "/v1/audit/first?field=stage%3DSigned"),
        (
            ["audit", "first", "--field", "office=35.72", "--agreement", "2018-0001"],
            "/v1/audit/first?field=office%3D35.72&agreement=2018-0001"
        ),
        (["audit", "silences"], "/v1/audit/silences"),
        (["audit", "exceptions", "--late-days", "3"], "/v1/audit/exceptions?lateDays=3"),
        (["audit", "sample", "--n", "5", "--seed", "a b"], "/v1/audit/sample?n=5&seed=a%20b"),
        (["audit", "narrate", "2018-0001"], "/v1/audit/replay?agreement=2018-0001"),
        (["offices", "list"], "/v1/offices"),
        (["offices", "show", "35.72"], "/v1/offices?code=35.72"),
        (["calendars", "list"], "/v1/calendars"),
        (
            ["calendars", "count", "id-bali", "2018-11-07", "45"],
            "/v1/calendars/id-bali/count?date=2018-11-07&days=45"
        ),
        (["api", "GET", "/v1/events?after=3"], "/v1/events?after=3"),
    ])
    func `a command that asks becomes one GET without a key`(
        words: [String],
        target: String
    ) async throws {
        let request = try await request(words)
        #expect(request.method == .get)
        #expect(request.target == target)
        #expect(request.body == nil && request.key == nil && request.headers.isEmpty)
    }

    @Test(arguments: [
        (["contacts", "retire", "c-0003", "--until", "2026-12-31"], #"{"until":"2026-12-31"}"#),
        (["contacts", "retire", "c-0003"], "{}"),
    ])
    func `who retires is no entry of the log, so no key goes along`(
        words: [String],
        body: String
    ) async throws {
        let request = try await request(words)
        #expect(request.method == .post)
        #expect(request.target == "/v1/contacts/c-0003/retirement")
        #expect(String(decoding: request.body ?? [], as: UTF8.self) == body)
        #expect(request.key == nil)
    }

    @Test func `a name in the log is retired, erased and shown as an officer's`() async throws {
        let retired = try await request(["contacts", "retire", "a-0007"])
        #expect(retired.method == .post && retired.body == nil && retired.key == nil)
        #expect(retired.target == "/v1/officers/a-0007/retirement")
        let erased = try await request(["contacts", "erase", "a-0007", "--yes"])
        #expect(erased.method == .post)
        #expect(erased.target == "/v1/officers/a-0007/erasure")
        #expect(
            try await request(["contacts", "show", "a-0007"]).target == "/v1/officers?id=a-0007"
        )
        #expect(try await request(["contacts", "show", "a-x"]).target == "/v1/contacts?role=a-x")
        #expect(try await request(["admin", "officer", "list"]).target == "/v1/officers")
    }

    @Test func `what is to be forgotten of a person is named`() async throws {
        let request = try await request([
            "contacts", "set", "petugas", "--name", "x", "--clear", "until", "--clear", "mail",
        ])
        #expect(request.target == "/v1/contacts")
        #expect(
            String(decoding: request.body ?? [], as: UTF8.self)
                == #"{"clear":["until","mail"],"name":"x","role":"petugas"}"#
        )
    }

    @Test func `key, version and dry run go where the daemon looks for them`() async throws {
        let request = try await request([
            "note", "2018-0001", "x", "--dry-run", "--if-version", "4", "--idempotency-key", "k",
        ])
        #expect(request.target == "/v1/agreements/2018-0001/events?dryRun=true")
        #expect(request.headers.contains(Request.Header(name: "If-Match", value: "4")))
        #expect(request.headers.contains(Request.Header(name: "Idempotency-Key", value: "k")))
    }

    @Test func `a check of rules is a POST that records nothing and needs no key`() async throws {
        let request = try await request(["rules", "check", "f"], files: ["f": "a: 1\n"])
        #expect(request.target == "/v1/rules/check")
        #expect(request.key == nil)
        #expect(
            String(decoding: request.body ?? [], as: UTF8.self)
                == #"{"name":"f","text":"a: 1\n"}"#
        )
    }

    @Test(arguments: [
        (["rehearse", "to", "2018-11-22"], #"{"to":"2018-11-22"}"#),
        (["rehearse", "next"], #"{"next":true}"#),
    ])
    func `what takes no key is sent none`(words: [String], body: String) async throws {
        let raw = ["api", "POST", "/v1/rehearsal", "--data", body]
        for request in [try await request(words), try await request(raw)] {
            #expect(request.target == "/v1/rehearsal")
            #expect(String(decoding: request.body ?? [], as: UTF8.self) == body)
            #expect(request.key == nil)
            #expect(!request.headers.contains { $0.name == "Idempotency-Key" })
        }
    }

    @Test func `api sends what it is given, from standard input too`() async throws {
        let given = try await request(["api", "post", "/v1/agreements", "--data", #"{"verb":"x"}"#])
        #expect(given.method == .post && given.key == "key-1")
        #expect(given.body == Array(#"{"verb":"x"}"#.utf8))
        let piped = try await request(["api", "POST", "/v1/x", "--data", "-"], files: ["-": "{}"])
        #expect(piped.body == Array("{}".utf8))
    }

    @Test(arguments: ["v1/status", "/v1/ä", "/v1/a b", "/v1/a\r\nX: y"])
    func `api refuses a path that is none`(path: String) async {
        let desk = TestDesk(["api", "GET", path])
        #expect(await desk.run() == .usage)
    }

    @Test func `a file that is not there is named, and nothing is sent`() async {
        let desk = TestDesk(["attach", "2018-0001", "tiada.pdf", "--socket", "/nonexistent"])
        #expect(await desk.run() == .refused)
        #expect(desk.errors == "Berkas tiada.pdf tidak ada. Periksa nama dan foldernya.\n")
    }

    @Test func `a rule file that is not UTF-8 is refused before anything is sent`() async throws {
        let failure = Failure.notText(path: "alur.yaml")
        #expect(failure.status == .refused)
        #expect(failure.text(Page(language: .id), json: true).contains("alur.yaml"))
    }
}
