import Foundation
import Testing

/// A real SMTP server: Debian's aiosmtpd in a process of its own, well-behaved or not.
struct MailServer: Sendable {
    let program: RunningProgram
    let port: Int
    private let folder: String

    /// How the server behaves.
    enum Manner: String {
        /// Takes every mail.
        case good
        /// Refuses every recipient for now.
        case busy
        /// Refuses every recipient for good.
        case unknown
        /// Refuses every mail for good, once it has read it.
        case picky
        /// Refuses every mail for now, once it has read it.
        case full
        /// Dies when a mail begins.
        case dying
        /// Dies when it has read 200 bytes of a mail, and says `torn`.
        case torn
        /// Says nothing once a mail has come.
        case silent
        /// Takes the connection and never says a word.
        case mute
        /// Takes the mail and kills, before it says so, the process whose number is in the file `pid`.
        case killing
        /// Wants STARTTLS and the login `kembar` with the password `rahasia`.
        case strict
        /// Has no STARTTLS, and takes that login, and any mail, as it comes.
        case bare
    }

    /// The interpreter that Debian's package is for.
    static let python = "/usr/bin/python3"

    static func isInstalled() async throws -> Bool {
        guard FileManager.default.isExecutableFile(atPath: python) else { return false }
        return try await Place.with { place in
            let run = try place.start(python, ["-c", "import aiosmtpd.smtp"])
            return await run.ended() == .exited(0)
        }
    }

    /// Starts a server in a place, on a free port or on one that another has left.
    static func start(
        in place: Place,
        _ manner: Manner,
        port: Int = 0
    ) async throws -> MailServer {
        let folder = place.file("mails")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let file = place.file("smtp.py")
        try script.write(toFile: file, atomically: true, encoding: .utf8)
        let program = try place.start(python, [file, folder, manner.rawValue, String(port)])
        try #require(await program.prints("listening "), "\(program.errors.text)")
        _ = await program.prints("\n")
        let words = program.output.text.split(whereSeparator: \.isWhitespace)
        let taken = try #require(words.dropFirst().first.flatMap { Int($0) })
        return MailServer(program: program, port: taken, folder: folder)
    }

    /// The mails that were taken, oldest first, as paths of files.
    func mails() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".eml") }.sorted().map { folder + "/" + $0 }
    }

    private static let script = """
        import asyncio, os, signal, ssl, sys
        from aiosmtpd.smtp import SMTP, AuthResult
        folder, manner, port = sys.argv[1], sys.argv[2], int(sys.argv[3])

        class Handler:
            async def handle_RCPT(self, server, session, envelope, address, options):
                if manner == "busy": return "450 4.2.1 coba lagi nanti"
                if manner == "unknown": return "550 5.1.1 tidak dikenal"
                envelope.rcpt_tos.append(address)
                return "250 OK"

            async def handle_DATA(self, server, session, envelope):
                if manner == "silent": await asyncio.sleep(3600)
                if manner == "picky": return "554 5.7.1 ditolak"
                if manner == "full": return "451 4.3.0 coba lagi nanti"
                count = len([n for n in os.listdir(folder) if n.endswith(".eml")])
                name = os.path.join(folder, "%04d" % count)
                with open(name + ".part", "wb") as file: file.write(envelope.content)
                os.rename(name + ".part", name + ".eml")
                if manner == "killing":
                    while not os.path.exists(os.path.join(folder, "pid")): await asyncio.sleep(0.02)
                    with open(os.path.join(folder, "pid")) as file: pid = int(file.read())
                    os.kill(pid, signal.SIGKILL)
                return "250 diterima"

        class Dying(SMTP):
            async def smtp_DATA(self, arg):
                await self.push("354 silakan")
                os._exit(9)

        class Torn(SMTP):
            async def smtp_DATA(self, arg):
                await self.push("354 silakan")
                await self._reader.readexactly(200)
                print("torn", flush=True)
                os._exit(9)

        def login(server, session, envelope, mechanism, data):
            print("login", flush=True)
            good = data.login == b"kembar" and data.password == b"rahasia"
            return AuthResult(success=good)

        options = {}
        if manner == "strict":
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(folder + "/cert.pem", folder + "/key.pem")
            options = dict(tls_context=context, require_starttls=True, auth_required=True,
                           authenticator=login)
        if manner == "bare": options = dict(auth_require_tls=False, authenticator=login)
        kind = dict(dying=Dying, torn=Torn).get(manner, SMTP)

        def protocol():
            return asyncio.Protocol() if manner == "mute" else kind(Handler(), **options)

        async def main():
            server = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", port)
            print("listening", server.sockets[0].getsockname()[1], flush=True)
            await server.serve_forever()

        asyncio.run(main())
        """
}

/// A mail as Python's `email` package reads it.
struct ReadMail: Decodable, Hashable {
    var id: String
    var subject: String
    var from: String
    var to: String
    var date: String
    var autoSubmitted: String
    var references: String?
    var plain: String
    var html: String
    var attachments: [String: String]
    var types: [String]
    var defects: [String]

    /// Reads a saved mail with a reader that is not ours.
    static func read(_ path: String, in place: Place) async throws -> ReadMail {
        let program = """
            import email, email.policy, json, sys
            mail = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.default)
            defects = [repr(d) for part in mail.walk() for d in part.defects]
            defects += [repr(d) for name in mail for d in mail[name].defects]
            parts = {p.get_filename(): p.get_payload(decode=True).decode() for p in mail.iter_attachments()}
            print(json.dumps(dict(
                id=mail["Message-ID"], subject=mail["Subject"], date=mail["Date"].datetime.isoformat(),
                **{"from": str(mail["From"])}, to=str(mail["To"]),
                autoSubmitted=mail["Auto-Submitted"], references=mail["References"],
                plain=mail.get_body(("plain",)).get_content(), html=mail.get_body(("html",)).get_content(),
                attachments=parts, types=[p.get_content_type() for p in mail.walk()], defects=defects)))
            """
        let run = try place.start(MailServer.python, ["-c", program, path])
        let outcome = await run.outcome()
        try #require(outcome.status == 0, "\(outcome)")
        return try JSONDecoder().decode(ReadMail.self, from: Data(outcome.output.utf8))
    }
}
