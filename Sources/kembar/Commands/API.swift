import ArgumentParser
import Language
import Wire

/// The command `kembar api METHOD PATH [--data JSON|-]`.
struct API: Subcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "api",
            Phrase(
                "Kirim satu permintaan dan cetak jawabannya apa adanya.",
                "Send one request and print the answer as it is."
            ),
            examples: [
                "kembar api GET /v1/events?after=5",
                "kembar api GET /v1/status",
                #"kembar api POST /v1/agreements/2026-0001/events \"#,
                #"    --data '{"event":"NoteAdded","data":{"text":"uji"}}'"#,
            ]
        )
    }

    @Argument(
        help: .words(
            "GET, POST, PUT, DELETE.",
            "GET, POST, PUT, DELETE.",
            value: Phrase("metode", "method")
        )
    )
    var method: Request.Method

    @Argument(
        help: .words(
            "Alamat dengan parameternya, misalnya /v1/status.",
            "Path with its parameters, such as /v1/status.",
            value: Phrase("alamat", "path")
        )
    )
    var path: String

    @Option(
        help: .words(
            "Isi permintaan; - untuk masukan baku.",
            "The body; - is standard input.",
            value: Phrase("json")
        )
    )
    var data: String?

    @Option(
        help: .words(
            "Hanya jika versinya masih ini.",
            "Only if the version is still this one.",
            value: Phrase("N")
        )
    )
    var ifVersion: Int?

    @OptionGroup var keys: KeyOptions
    @OptionGroup var common: CommonOptions

    /// Entries may be many, and events may follow for ever: they pass through as they come.
    var streams: Bool { method == .get }

    func validate() throws {
        // What stands in a request line: visible ASCII only, or the server would read another request.
        guard path.hasPrefix("/"), path.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw ValidationError(
                Speech.language.say(
                    Phrase(
                        "Alamat dimulai dengan / dan ditulis tanpa spasi; karakter lain ditulis %XX.",
                        "A path begins with / and has no blanks; other characters are written %XX."
                    )
                )
            )
        }
    }

    func request(_ desk: Desk) throws -> Request {
        var headers: [Request.Header] = []
        let body = try data.map { $0 == "-" ? try desk.content(of: "-") : Array($0.utf8) }
        if body != nil {
            headers.append(Request.Header(name: "Content-Type", value: "application/json"))
        }
        // Where the path takes none there is none to make; one that was typed goes as it is.
        let kind = Request(method, target: path).kind
        let key = keys.idempotencyKey ?? (kind == .keyed ? desk.makeKey() : nil)
        if let key { headers.append(Request.Header(name: "Idempotency-Key", value: key)) }
        if let ifVersion {
            headers.append(Request.Header(name: "If-Match", value: String(ifVersion)))
        }
        return Request(method, target: path, headers: headers, body: body, key: key)
    }

    func told(_ response: Response, _ page: Page) -> Told { Told(text: response.text) }
}

extension Request.Method: ExpressibleByArgument {
    init?(argument: String) { self.init(rawValue: argument.uppercased()) }
}
