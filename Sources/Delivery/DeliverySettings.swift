import FoundationEssentials
import Mail
package import RuleFiles

/// How kembar-deliver carries messages: the file config/deliver.yaml and systemd's credentials.
package struct DeliverySettings: Sendable {
    /// The daemon's socket for it.
    package var socket = DeliverySettings.socketUsual
    /// How many seconds lie between two rounds.
    package var pollSeconds = pollSecondsUsual
    /// How mail is sent; nil for not at all.
    package var mail: Mail?
    /// Which web service is called; nil for none.
    package var webhook: Webhook?
    /// The public witnesses that checkpoints are carried to; none unless the file names them.
    package var witnesses: [Witness] = []
    /// How many seconds lie at least between two requests to one witness.
    package var witnessSeconds = 3_600

    /// The seconds between two rounds unless the file says otherwise.
    package static let pollSecondsUsual = 30
    /// Where systemd puts the socket.
    package static let socketUsual = "/run/kembar/deliver.sock"
    /// Where the settings lie.
    package static let fileUsual = "/etc/kembar/deliver.yaml"

    /// How mail is sent.
    package struct Mail: Sendable {
        /// `smtp://host:port`, or `smtps://` for TLS from the first byte.
        package var relay: String
        /// The sender's address.
        package var from: String
        /// The sender's name.
        package var name: String?
        /// Whether the connection has to be encrypted.
        package var tls: TLS
        /// The user at the relay; nil without a login.
        package var user: String?
        /// That user's password.
        package var password: String?
        /// A file with the certificate of the authority to trust; nil for the system's.
        package var authority: String?
        /// How long one mail may take.
        package var timeoutSeconds: Int

        /// Whether the connection has to be encrypted.
        package enum TLS: String, CaseIterable, Sendable {
            /// STARTTLS, or no mail.
            case required
            /// In the clear: for a relay on the same machine.
            case none
        }
    }

    /// Which web service is called.
    package struct Webhook: Sendable {
        /// Its address.
        package var url: String
        /// What messages are signed with.
        package var secret: [UInt8]
        /// A file with the certificate of the authority to trust; nil for the system's.
        package var authority: String?
        /// How long one call may take.
        package var timeoutSeconds: Int
    }

    /// A public witness (C2SP tlog-witness).
    package struct Witness: Sendable {
        /// The name of its key, as kembard's policy file has it.
        package var name: String
        /// Its submission prefix: `/add-checkpoint` comes behind it.
        package var url: String
        /// A file with the certificate of the authority to trust; nil for the system's.
        package var authority: String?
        /// How long one request may take.
        package var timeoutSeconds: Int
    }

    /// Why there are no settings.
    package enum Failure: Error {
        /// The file can't be read.
        case unreadable(path: String)
        /// The file says something wrong.
        case faulty(path: String, FileFaults)
        /// A secret is wanted that systemd did not hand over, or that is empty.
        case noCredential(name: String, folder: String?)
    }

    /// Reads the settings; secrets come from the folder of systemd's credentials.
    ///
    /// Paths in the file count from the folder in which it lies.
    package static func read(
        _ path: String,
        credentials: String?
    ) throws(Failure) -> DeliverySettings {
        guard let data = FileManager.default.contents(atPath: path),
            let text = String(validating: data, as: UTF8.self)
        else { throw .unreadable(path: path) }
        var faults = FileFaults()
        var reader = Reader(file: path, credentials: credentials)
        let settings = reader.read(text, &faults)
        guard faults.isEmpty, let settings else { throw .faulty(path: path, faults) }
        if let name = reader.missing { throw .noCredential(name: name, folder: credentials) }
        return settings
    }
}

/// Reads the file key by key.
private struct Reader {
    let file: String
    let credentials: String?
    /// The first secret that is not there.
    var missing: String?

    init(file: String, credentials: String?) {
        self.file = file
        self.credentials = credentials
    }

    mutating func read(_ text: String, _ faults: inout FileFaults) -> DeliverySettings? {
        guard
            let keys = RuleNode.parse(text, &faults)?.mapping(
                required: ["settings"],
                optional: ["socket", "poll", "mail", "webhook", "witnesses", "every"],
                &faults
            )
        else { return nil }
        var settings = DeliverySettings()
        if let socket = keys["socket"]?.text(&faults) { settings.socket = path(socket) }
        if let poll = keys["poll"]?.integer(in: 1...3_600, &faults) { settings.pollSeconds = poll }
        if let node = keys["mail"] { settings.mail = mail(node, &faults) }
        if let node = keys["webhook"] { settings.webhook = webhook(node, &faults) }
        if let every = keys["every"]?.integer(in: 60...86_400, &faults) {
            settings.witnessSeconds = every
        }
        for node in keys["witnesses"]?.list(&faults) ?? [] {
            if let witness = witness(node, &faults) { settings.witnesses.append(witness) }
        }
        return settings
    }

    private mutating func mail(
        _ node: RuleNode,
        _ faults: inout FileFaults
    ) -> DeliverySettings.Mail? {
        guard
            let keys = node.mapping(
                required: ["relay", "from"],
                optional: ["name", "tls", "user", "password", "authority", "timeout"],
                &faults
            )
        else { return nil }
        let relay = url(keys["relay"], ["smtp://", "smtps://"], &faults)
        let from = address(keys["from"], &faults)
        let name = keys["name"]?.text(&faults)
        let kinds = DeliverySettings.Mail.TLS.allCases.map(\.rawValue)
        let tls = keys["tls"]?.choice(of: kinds, &faults)
        let user = keys["user"]?.text(&faults)
        let password = keys["password"]?.name(&faults)
        let authority = keys["authority"]?.text(&faults).map(path)
        let timeout = keys["timeout"]?.integer(in: 1...600, &faults)
        guard let relay, let from else { return nil }
        return DeliverySettings.Mail(
            relay: relay,
            from: from,
            name: name,
            tls: tls.flatMap(DeliverySettings.Mail.TLS.init(rawValue:)) ?? .required,
            user: user,
            password: text(of: password),
            authority: authority,
            timeoutSeconds: timeout ?? 120
        )
    }

    private mutating func webhook(
        _ node: RuleNode,
        _ faults: inout FileFaults
    ) -> DeliverySettings.Webhook? {
        guard
            let keys = node.mapping(
                required: ["url", "secret"],
                optional: ["authority", "timeout"],
                &faults
            )
        else { return nil }
        let url = url(keys["url"], ["https://", "http://"], &faults)
        let name = keys["secret"]?.name(&faults)
        let authority = keys["authority"]?.text(&faults).map(path)
        let timeout = keys["timeout"]?.integer(in: 1...600, &faults)
        guard let url, let name else { return nil }
        return DeliverySettings.Webhook(
            url: url,
            secret: secret(name),
            authority: authority,
            timeoutSeconds: timeout ?? 30
        )
    }

    private func witness(
        _ node: RuleNode,
        _ faults: inout FileFaults
    ) -> DeliverySettings.Witness? {
        guard
            let keys = node.mapping(
                required: ["name", "url"],
                optional: ["authority", "timeout"],
                &faults
            )
        else { return nil }
        let name = keys["name"]?.text(&faults)
        let url = url(keys["url"], ["https://", "http://"], &faults)
        let authority = keys["authority"]?.text(&faults).map(path)
        let timeout = keys["timeout"]?.integer(in: 1...600, &faults)
        guard let name, let url else { return nil }
        return DeliverySettings.Witness(
            name: name,
            url: url,
            authority: authority,
            timeoutSeconds: timeout ?? 30
        )
    }

    private func url(
        _ node: RuleNode?,
        _ schemes: [String],
        _ faults: inout FileFaults
    ) -> String? {
        guard let node, let text = node.text(&faults) else { return nil }
        guard let scheme = schemes.first(where: text.hasPrefix) else {
            faults.add(node.unknown(text, among: schemes))
            return nil
        }
        // curl would take a login out of the address: a password belongs into a credential.
        guard !text.dropFirst(scheme.count).prefix(while: { !"/?#".contains($0) }).contains("@")
        else {
            // Without the value: it would show the password.
            faults.add(node.fault(.badValue, ["expected": "scheme://host:port"]))
            return nil
        }
        return text
    }

    /// Where a path of the file leads: whoever starts the program may stand anywhere.
    private func path(_ text: String) -> String {
        guard !text.hasPrefix("/"), let border = file.lastIndex(of: "/") else { return text }
        return String(file[...border]) + text
    }

    /// What every mail comes from: checked here, or a relay would refuse it for days.
    private func address(_ node: RuleNode?, _ faults: inout FileFaults) -> String? {
        guard let node, let text = node.text(&faults) else { return nil }
        guard MailMessage.Mailbox.isAddress(text) else {
            faults.add(node.fault(.badValue, ["value": text, "expected": "name@host"]))
            return nil
        }
        return text
    }

    private mutating func text(of credential: String?) -> String? {
        guard let credential else { return nil }
        return String(decoding: secret(credential), as: UTF8.self)
    }

    /// The content of a credential without its last line end; one that is not there, or that is empty,
    /// is missing.
    private mutating func secret(_ name: String) -> [UInt8] {
        var bytes: [UInt8] = []
        if let credentials, !name.contains("/"), !name.hasPrefix(".") {
            bytes =
                FileManager.default.contents(atPath: credentials + "/" + name).map(Array.init) ?? []
        }
        while bytes.last == 0x0A || bytes.last == 0x0D { bytes.removeLast() }
        if bytes.isEmpty { missing = missing ?? name }
        return bytes
    }
}
