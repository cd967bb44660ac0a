import Language

/// Another machine, on which kembar runs beside its kembard: `ssh://[user@]host[:port]`.
struct RemoteHost: Hashable {
    /// The address as it was given.
    let address: String
    let user: String?
    let host: String
    let port: Int?

    /// The variable that names one where no option does.
    static let variable = "KEMBAR_HOST"
    /// By which the other machine learns how it is called from here, for the commands it proposes.
    static let viaVariable = "KEMBAR_VIA"
    /// The variable that names another program than `/usr/bin/ssh`.
    static let programVariable = "KEMBAR_SSH"

    /// It is no address of that form.
    struct Unfit: Error, Hashable {
        var address: String
    }

    /// Reads an address, strictly: what ssh could take for an option or a shell for its own is none.
    init(_ address: String) throws(Unfit) {
        guard address.hasPrefix("ssh://") else { throw Unfit(address: address) }
        var rest = address.dropFirst("ssh://".count)
        if rest.last == "/" { rest.removeLast() }
        if let sign = rest.firstIndex(of: "@") {
            let name = rest[..<sign]
            guard Self.isName(name, among: "._-"), name.utf8.count <= Self.userMax else {
                throw Unfit(address: address)
            }
            user = String(name)
            rest = rest[rest.index(after: sign)...]
        } else {
            user = nil
        }
        let port: Substring?
        if rest.first == "[", let end = rest.firstIndex(of: "]") {
            // An IPv6 address, perhaps with its zone.
            host = String(rest[rest.index(after: rest.startIndex)..<end])
            let behind = rest[rest.index(after: end)...]
            guard behind.isEmpty || behind.first == ":", Self.isName(host[...], among: ":.%")
            else { throw Unfit(address: address) }
            port = behind.isEmpty ? nil : behind.dropFirst()
        } else {
            let colon = rest.firstIndex(of: ":")
            host = String(rest[..<(colon ?? rest.endIndex)])
            guard Self.isName(host[...], among: "._-") else { throw Unfit(address: address) }
            port = colon.map { rest[rest.index(after: $0)...] }
        }
        guard host.utf8.count <= Self.hostMax else { throw Unfit(address: address) }
        if let port {
            guard port.allSatisfy(Self.digits.contains), let number = Int(port),
                (1...65_535).contains(number)
            else { throw Unfit(address: address) }
            self.port = number
        } else {
            self.port = nil
        }
        self.address = address
    }

    /// The one that the option names, else the variable; nil is this machine.
    ///
    /// The console is asked for by name: what a stranger's ssh sends along as a variable leads nowhere.
    static func chosen(for command: any Connected, _ desk: Desk) throws(Failure) -> RemoteHost? {
        let variable = command is ConsoleCommand ? nil : desk.environment[variable]
        let named = command.common.host ?? variable.flatMap { $0.isEmpty ? nil : $0 }
        // A confined desk goes nowhere else.
        guard let named, desk.confinement == nil else { return nil }
        do throws(Unfit) {
            return try RemoteHost(named)
        } catch {
            throw .unfitHost(named)
        }
    }

    /// What ssh is told: it asks nobody, opens no terminal, and carries nothing but this command.
    ///
    /// Whatever a settings file of ssh adds to that for this host, such as forwarding, is turned off.
    func words(command: String) -> [String] {
        let options = [
            "BatchMode=yes", "ClearAllForwardings=yes", "ConnectTimeout=15", "ForwardAgent=no",
            "ForwardX11=no", "PermitLocalCommand=no", "RemoteCommand=none",
            "ServerAliveCountMax=3", "ServerAliveInterval=15", "Tunnel=no",
        ]
        return ["-T", "-e", "none"] + options.flatMap { ["-o", $0] }
            + (port.map { ["-p", String($0)] } ?? []) + (user.map { ["-l", $0] } ?? [])
            + ["--", host, command]
    }

    /// The longest login name of Linux, and the longest name of DNS.
    private static let (userMax, hostMax) = (32, 253)

    private static let digits = Set("0123456789")
    private static let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")

    /// Whether it is made of letters, digits and those signs, and begins with none that means something.
    private static func isName(_ name: Substring, among signs: String) -> Bool {
        guard let first = name.first, first != "-", first != "." else { return false }
        return name.allSatisfy { plain.contains($0) || signs.contains($0) }
    }
}
