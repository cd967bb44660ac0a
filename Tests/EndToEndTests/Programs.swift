import Foundation

/// The programs under test and the tools of the system that some tests need.
enum Programs {
    /// The folder of the running test binary: the build puts kembar and kembard beside it.
    static let folder: String = {
        let running = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let beside = folder(of: running ?? "")
        if FileManager.default.isExecutableFile(atPath: beside + "/kembard") { return beside }
        // A runner of the toolchain loads the tests as a bundle; the bundle lies in the build.
        return folder(
            of: Bundle.allBundles.map(\.bundlePath).first { $0.hasSuffix(".xctest") } ?? ""
        )
    }()

    static var kembar: String { folder + "/kembar" }
    static var kembard: String { folder + "/kembard" }
    static var audit: String { folder + "/kembar-audit" }

    /// Where `name` is installed; nil if it is not.
    static func tool(_ name: String) -> String? {
        ["/usr/bin/", "/bin/", "/usr/sbin/", "/usr/local/bin/"].map { $0 + name }
            .first(where: FileManager.default.isExecutableFile(atPath:))
    }

    /// The Python that the person who runs the tests would get; nil without any.
    static let python: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "")
        .split(separator: ":").map { $0 + "/python3" }
        .first(where: FileManager.default.isExecutableFile(atPath:))

    /// What a started program gets of our environment: only what it needs to be loaded.
    static var loading: [String: String] {
        ProcessInfo.processInfo.environment.filter { $0.key == "LD_LIBRARY_PATH" }
            // A build for coverage writes its figures into the working folder else.
            .merging(["PATH": "/usr/bin:/bin", "LLVM_PROFILE_FILE": "/dev/null"]) { ours, _ in ours
            }
    }

    private static func folder(of path: String) -> String {
        URL(fileURLWithPath: path).deletingLastPathComponent().path
    }
}

/// Conditions of tests that need more than the build.
enum Needs {
    static let root = geteuid() == 0
    /// Whether nothing that set-up installs may be skipped, as `.ci/run` says it.
    static let isCI = !(ProcessInfo.processInfo.environment["KEMBAR_CI"] ?? "").isEmpty
    static let compiler = Programs.tool("cc")
    static let socketActivate = Programs.tool("systemd-socket-activate")
    static let setpriv = Programs.tool("setpriv")

    /// Where Debian puts the sources of Go packages.
    static let goPath = "/usr/share/gocode"

    /// Whether Go is there with its packages for transparency logs.
    static var goLogPackages: Bool {
        let package = goPath + "/src/golang.org/x/mod/sumdb/tlog"
        return Programs.tool("go") != nil && FileManager.default.fileExists(atPath: package)
    }

    /// The tests' own Python, which `scripts/prepare tests` makes, if it has that module; else nil.
    static func python(with module: String) -> String? {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let folder = root.appendingPathComponent(".build/python").path
        let files = FileManager.default
        // Whether it is installed, without the seconds that importing it takes.
        let isThere = ((try? files.contentsOfDirectory(atPath: folder + "/lib")) ?? []).contains {
            files.fileExists(atPath: "\(folder)/lib/\($0)/site-packages/\(module)")
        }
        let python = folder + "/bin/python3"
        return isThere && files.isExecutableFile(atPath: python) ? python : nil
    }

    /// Whether a small disk can be mounted: containers often forbid it.
    static func mount() async throws -> Bool {
        guard root else { return false }
        return try await Place.with { place in
            let disk = place.file("disk")
            guard try await place.mount(disk).status == 0 else { return false }
            try await place.unmount(disk)
            return true
        }
    }

    /// Whether strace is there and may trace: containers often forbid it.
    static func strace() async throws -> Bool {
        guard let strace = Programs.tool("strace") else { return false }
        return try await Place.with { place in
            let run = try place.start(strace, ["-f", "-o", place.file("trace"), "/bin/true"])
            return await run.ended() == .exited(0)
        }
    }
}

extension Place {
    /// Mounts a disk of 4 MB at that path.
    func mount(_ path: String) async throws -> Outcome {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let options = ["-t", "tmpfs", "-o", "size=4m,mode=700", "tmpfs", path]
        return try await start("/bin/mount", options).outcome()
    }

    func unmount(_ path: String) async throws {
        _ = try await start("/bin/umount", ["-l", path]).outcome()
    }
}
