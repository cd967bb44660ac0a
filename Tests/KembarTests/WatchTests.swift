import Foundation
import Testing

@testable import kembar

@Suite struct EventStreamTests {
    private static let stream = """
        :

        id: 7
        event: DaemonStarted
        data: {"a":"b: c"}

        :

        id: 8
        event: NoteAdded
        data: {"redacted":"00"}


        """

    @Test(arguments: [1, 2, 7, 1_000])
    func `events are read in whatever pieces they come, comments left out`(size: Int) {
        var reader = EventStreamReader()
        var events: [EventStreamReader.Event] = []
        var rest = Array(Self.stream.utf8)[...]
        while !rest.isEmpty {
            events += reader.take(Array(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        #expect(
            events == [
                .init(id: 7, type: "DaemonStarted", data: #"{"a":"b: c"}"#),
                .init(id: 8, type: "NoteAdded", data: #"{"redacted":"00"}"#),
            ]
        )
    }

    @Test func `half an event is none`() {
        var reader = EventStreamReader()
        #expect(reader.take(Array("id: 1\nevent: A\ndata: x\n".utf8)) == [])
    }
}

@Suite struct WatchTests {
    private static let status = """
        {"program":"kembard","origin":"o","own":{"code":"51.08","name":"Buleleng","synthetic":false},\
        "zone":"WITA","now":"2018-11-08T09:00:00.000+08:00","rehearsal":false,\
        "log":{"size":8,"root":"","writable":true},"views":{"position":7,"lag":0},\
        "reminders":{"issued":0,"outstanding":0,"exhausted":0},\
        "you":{"uid":0,"gid":0,"groups":[],"rights":["read"],"socket":"operator"},"files":{},\
        "agreements":{},"missingYears":{},"problems":[]}
        """

    private static func event(_ id: Int, _ type: String, _ data: String) -> String {
        "id: \(id)\nevent: \(type)\ndata: \(data)\n\n"
    }

    private static let started = #"{"time":"2018-11-08T01:00:00.000Z"}"#

    private func desk(_ server: TinyServer, lines: Int, _ words: String...) -> TestDesk {
        TestDesk(["watch"] + words, environment: ["KEMBAR_SOCKET": server.path], linesMax: lines)
    }

    @Test func `it begins now, shows a line an entry and ends with its reader`() async throws {
        let stream = Self.event(8, "DaemonStarted", Self.started)
        try await TinyServer.serving(
            .answer(status: 200, body: Self.status),
            .answer(status: 200, body: stream)
        ) { server in
            let desk = desk(server, lines: 1)
            #expect(await desk.run() == .done)
            #expect(desk.output == "8  8 Nov 2018 09.00 WITA  DaemonStarted (Daemon dimulai)\n")
            #expect(desk.errors == "Mengikuti log sesudah entri 7. Ctrl-C mengakhiri.\n")
            #expect(server.asked[1].target == "/v1/events?after=7")
            #expect(server.asked[1].headers["Accept"] == "text/event-stream")
        }
    }

    @Test func `after a restart it goes on behind the last entry, and says so`() async throws {
        try await TinyServer.serving(
            .answer(status: 200, body: Self.status),
            .answer(status: 200, body: Self.event(8, "DaemonStopped", Self.started)),
            .hangUp,
            .problem(503, "stopping"),
            .answer(status: 200, body: Self.event(9, "DaemonStarted", Self.started))
        ) { server in
            let desk = desk(server, lines: 2, "--json")
            #expect(await desk.run() == .done)
            #expect(desk.output == "\(Self.started)\n\(Self.started)\n")
            #expect(
                desk.errors == """
                    Sambungan ke kembard terputus; menunggu kembard kembali. Ctrl-C mengakhiri.
                    Tersambung lagi; dilanjutkan dari entri terakhir.

                    """
            )
            #expect(desk.pauses == [1, 1, 1])
            #expect(server.asked.map { $0.headers["Last-Event-ID"] } == [nil, nil, "8", "8", "8"])
        }
    }

    @Test func `an entry of an agreement is shown with its names`() async throws {
        let history = """
            {"id":"2018-0001","title":"Kota Kembar","rehearsal":false,"synthetic":true,\
            "entries":[{"position":8,"type":"ReadinessAwaited",\
            "label":{"id":"Menunggu kesiapan","en":"Readiness awaited"},"time":"2018-11-07",\
            "recorded":"2018-11-08T09:00:00.000+08:00","actor":"a-0001",\
            "data":{"office":"35.72"},"correctedBy":[],"late":true,"redacted":false}]}
            """
        let stream = Self.event(8, "ReadinessAwaited", #"{"subject":"2018-0001"}"#)
        try await TinyServer.serving(
            .answer(status: 200, body: Self.status),
            .answer(status: 200, body: stream),
            .answer(status: 200, body: history)
        ) { server in
            let desk = desk(server, lines: 1, "2018-0001", "--after", "-1", "--lang", "en")
            #expect(await desk.run() == .done)
            #expect(
                desk.output
                    == "8  7 Nov 2018  2018-0001  ReadinessAwaited (Readiness awaited)  "
                    + "Kota Kembar  35.72  [SYNTHETIC]\n"
            )
            #expect(server.asked[1].target == "/v1/events?after=-1&agreement=2018-0001")
        }
    }

    @Test func `a refusal is shown and does not begin again`() async throws {
        try await TinyServer.serving(
            .answer(status: 200, body: Self.status),
            .problem(404, "unknown-agreement", #"{"id":"2018-0009"}"#)
        ) { server in
            let desk = desk(server, lines: 1, "2018-0009")
            #expect(await desk.run() == .notFound)
            #expect(desk.errors.contains("2018-0009"))
            #expect(desk.pauses == [])
        }
    }

    @Test func `without a daemon it does not begin`() async {
        let desk = TestDesk(["watch", "--socket", "/nowhere/s"])
        #expect(await desk.run() == .unreachable)
    }
}
