import Entries
import Language
import Testing
import Wire

@testable import kembar

@Suite struct ProcessStatusTests {
    /// The whole table: every code has its status, and a new one must be put here.
    private static let table: [ProcessStatus: Set<ProblemCode>] = [
        .notFound: [.unknownAgreement, .unknownRules, .unknownContact],
        .notPermitted: [.notPermitted, .callerUnknown],
        .versionConflict: [.versionConflict],
        .integrityFailure: [
            .integrityFailure, .copyTorn, .copyCheckpoint, .bundleDamaged, .linesUnfit,
        ],
        .unreachable: [.outcomeUnknown, .stopping],
        .cancelled: [.silencesNeedWholeLog],
    ]

    @Test(arguments: ProblemCode.allCases)
    func `every refusal ends with the status of the table, else with 1`(code: ProblemCode) {
        let expected = Self.table.first { $0.value.contains(code) }?.key ?? .refused
        let report = ProblemReport(code: code.rawValue, params: [:], json: "")
        #expect(report.status == expected)
    }

    @Test func `the numbers are the contract`() {
        let numbers: [(ProcessStatus, Int32)] = [
            (.done, 0), (.refused, 1), (.cancelled, 2), (.notFound, 3), (.notPermitted, 4),
            (.versionConflict, 5), (.integrityFailure, 6), (.unreachable, 7), (.overdue, 8),
            (.usage, 64),
        ]
        for (status, number) in numbers { #expect(status.rawValue == number) }
    }

    @Test func `a code of a newer daemon is a refusal and is shown as it came`() {
        let report = ProblemReport(code: "brand-new", params: ["x": 1], json: "")
        #expect(report.status == .refused)
        let sentences = ProblemText(report).sentences
        #expect(sentences.first?.id.contains("brand-new (x = 1)") == true)
        #expect(sentences.first?.en.contains("brand-new (x = 1)") == true)
    }

    @Test(arguments: [
        ("/run/kembar/operator.sock", "kembar"), ("/run/kembar/audit.sock", "kembar-audit"),
        ("/tmp/x.sock", "kembar"),
    ])
    func `a socket that may not be opened names the group to join`(path: String, group: String) {
        #expect(SocketChoice.group(of: path) == group)
        let failure = Failure.socketNotPermitted(path: path, group: group, user: "ani")
        #expect(failure.status == .notPermitted)
        let text = failure.text(Page(language: .id), json: false)
        #expect(text.contains("sudo usermod -aG \(group) ani"))
    }

    @Test(arguments: [
        ("whole", ProcessStatus.done), ("damaged", .refused), ("unverified", .cancelled),
        ("else", .cancelled),
    ])
    func `audit verify has its own meanings of 1 and 2`(result: String, status: ProcessStatus)
        async throws
    {
        let body = """
            {"result":"\(result)","origin":"o","size":1,"root":"00","redacted":0,"agreements":0,\
            "signer":"not-checked","checked":[],"rehearsal":false}
            """
        try await TinyServer.serving(.answer(status: 200, body: body)) { server in
            for more in [[], ["--json"]] {
                let desk = TestDesk(["audit", "verify", "--socket", server.path] + more)
                #expect(await desk.run() == status)
            }
        }
    }

    @Test func `overdue work ends with 8 only where it is asked for`() async throws {
        let body =
            #"{"now":"2018-11-22","rehearsal":false,"items":[\#(Samples.reminder(state: "owed"))]}"#
        try await TinyServer.serving(.answer(status: 200, body: body)) { server in
            let socket = ["--socket", server.path]
            #expect(await TestDesk(["remind", "list"] + socket).run() == .done)
            #expect(await TestDesk(["remind", "list", "--exit-code"] + socket).run() == .overdue)
        }
        let upcoming =
            #"{"now":"2018-11-22","rehearsal":false,"items":[\#(Samples.reminder(state: "upcoming"))]}"#
        try await TinyServer.serving(.answer(status: 200, body: upcoming)) { server in
            let desk = TestDesk(["remind", "list", "--exit-code", "--socket", server.path])
            #expect(await desk.run() == .done)
        }
    }

    @Test(arguments: [true, false])
    func `a board with a stalled agreement ends with 8 only where it is asked for`(stalled: Bool) {
        var agreement = Samples.agreement
        agreement.stalled = stalled
        let board = AgreementList(agreements: [agreement], position: 1, rehearsal: false)
        var list = List()
        list.exitCode = true
        #expect(list.status(board) == (stalled ? .overdue : .done))
        list.exitCode = false
        #expect(list.status(board) == .done)
    }

    @Test(arguments: ["--policy", "--since"])
    func `a file of whoever verifies that can't be read is no damage: 2`(option: String) async {
        let desk = TestDesk(["audit", "verify", option, "tiada", "--socket", "/nonexistent"])
        #expect(await desk.run() == .cancelled)
        #expect(desk.errors.contains("tiada"))
    }
}
