import Foundation
import Testing

/// A real sshd with settings, keys and log of its own, and the system's ssh as its client.
///
/// sshd serves one connection at a time over a pipe, as inetd starts it: no port is taken, so no
/// two tests and nobody else can want the same one.
struct SecureShell: Sendable {
    let daemon: Daemon
    private let place: Place

    /// The address under which `--host` finds it.
    static let address = "ssh://kembar.invalid"

    /// How somebody's key is registered.
    enum Door: String, CaseIterable, Sendable {
        /// As `kembar admin officer add` writes it.
        case officer
        /// Without any options: a shell.
        case sysadmin
        /// Not at all.
        case stranger
    }

    /// What is missing for it here; nil if all is there.
    static var missing: String? {
        for name in ["sshd", "ssh", "ssh-keygen"] where Programs.tool(name) == nil { return name }
        return nil
    }

    /// Sets it up beside that daemon.
    init(_ daemon: Daemon) async throws {
        self.daemon = daemon
        place = daemon.place
        let keygen = try #require(Programs.tool("ssh-keygen"))
        var keys: [String] = []
        for name in ["host"] + Door.allCases.map(\.rawValue) {
            let words = ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", place.file(name)]
            #expect(try await place.start(keygen, words).ended() == .exited(0))
        }
        let forced = "\(Programs.kembar) console"
        keys.append("restrict,pty,command=\"\(forced)\" \(try publicKey("officer"))")
        keys.append(try publicKey("sysadmin"))
        try write(keys, to: "authorized_keys")
        try write(["kembar.invalid \(try publicKey("host"))"], to: "known_hosts")
        // Where sshd goes while it talks to somebody who has not logged in; Debian's unit makes it.
        if Needs.root {
            try? FileManager.default.createDirectory(
                atPath: "/run/sshd",
                withIntermediateDirectories: false
            )
        }
        let environment = Programs.loading.merging(daemon.environment) { _, given in given }
            .merging(["PATH": "\(Programs.folder):/usr/bin:/bin"]) { _, given in given }
        try write(
            [
                "HostKey \(place.file("host"))", "PidFile none",
                "AuthorizedKeysFile \(place.file("authorized_keys"))",
                "AuthenticationMethods publickey", "PermitRootLogin yes", "StrictModes no",
                "UsePAM no", "LogLevel VERBOSE", "AcceptEnv *",
                "Subsystem sftp /usr/lib/openssh/sftp-server",
                "SetEnv "
                    + environment.filter { !["LANG", "COLUMNS"].contains($0.key) }
                    .map { "\($0.key)=\($0.value)" }.sorted().joined(separator: " "),
            ],
            to: "sshd_config"
        )
        let sshd = try #require(Programs.tool("sshd"))
        for door in Door.allCases {
            try write(
                [
                    "Host kembar.invalid", "User \(NSUserName())",
                    "IdentityFile \(place.file(door.rawValue))", "IdentitiesOnly yes",
                    "IdentityAgent none", "StrictHostKeyChecking yes",
                    "UserKnownHostsFile \(place.file("known_hosts"))",
                    "GlobalKnownHostsFile /dev/null",
                    "ProxyCommand \(sshd) -i -f \(place.file("sshd_config")) -E \(place.file("sshd.log"))",
                ],
                to: "\(door.rawValue)_config"
            )
            try await script(
                #"exec /usr/bin/ssh -F \#(place.file("\(door.rawValue)_config")) "$@""#,
                as: "ssh-\(door.rawValue)"
            )
        }
    }

    private func publicKey(_ name: String) throws -> String {
        try String(contentsOfFile: place.file("\(name).pub"), encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private func write(_ lines: [String], to name: String) throws {
        try (lines.joined(separator: "\n") + "\n")
            .write(toFile: place.file(name), atomically: true, encoding: .utf8)
    }

    /// A program in the place that runs those lines of sh; returns its path.
    ///
    /// Written by a process of its own: while we hold it open, a child that another test starts may
    /// hold it too, and then nobody can run it.
    @discardableResult
    func script(_ lines: String, as name: String) async throws -> String {
        let path = place.file(name)
        let writing = #"printf '#!/bin/sh\n%s\n' "$1" > "$0" && chmod 755 "$0""#
        let ending = try await place.start("/bin/sh", ["-c", writing, path, lines]).ended()
        try #require(ending == .exited(0))
        return path
    }

    /// The ssh that comes in by that door.
    func ssh(_ door: Door) -> String { place.file("ssh-\(door.rawValue)") }

    /// Runs ssh itself with those words.
    func run(
        _ door: Door = .officer,
        options: [String] = [],
        _ command: String...,
        input: String? = nil
    ) async throws -> Outcome {
        try await place.start(
            ssh(door),
            ["-T", "-o", "BatchMode=yes"] + options + ["kembar.invalid"] + command,
            input: input
        ).outcome()
    }

    /// Runs `kembar --host` with those words.
    func kembar(
        _ words: String...,
        door: Door = .officer,
        program: String? = nil,
        input: String? = nil
    ) async throws -> Outcome {
        try await kembar(words, door: door, program: program, input: input)
    }

    /// The same with the words in a list.
    func kembar(
        _ words: [String],
        door: Door = .officer,
        program: String? = nil,
        input: String? = nil
    ) async throws -> Outcome {
        var environment = daemon.environment
        // The socket of the other machine is none here.
        environment["KEMBAR_SOCKET"] = place.file("nowhere")
        environment["KEMBAR_HOST"] = Self.address
        environment["KEMBAR_SSH"] = program ?? ssh(door)
        return try await place.start(
            Programs.kembar,
            words,
            environment: environment,
            input: input
        ).outcome()
    }
}
