import Testing

@testable import kembar

@Suite struct RemoteHostTests {
    @Test(
        arguments: [
            ("ssh://kembar.contoh", nil, "kembar.contoh", nil),
            ("ssh://siti@kembar.contoh/", "siti", "kembar.contoh", nil),
            ("ssh://siti@10.0.0.7:2222", "siti", "10.0.0.7", 2222),
            ("ssh://siti@[fe80::1%eth0]:22", "siti", "fe80::1%eth0", 22),
            ("ssh://[::1]", nil, "::1", nil),
        ] as [(String, String?, String, Int?)]
    )
    func `an address has a machine, perhaps a name and a port`(
        address: String,
        user: String?,
        host: String,
        port: Int?
    ) throws {
        let read = try RemoteHost(address)
        #expect(read.user == user)
        #expect(read.host == host)
        #expect(read.port == port)
    }

    @Test(arguments: [
        "", "kembar.contoh", "ssh://", "ssh:///", "http://x", "ssh://-oProxyCommand=id",
        "ssh://-x@h", "ssh://a b", "ssh://h;id", "ssh://h:0", "ssh://h:65536", "ssh://h:+22",
        "ssh://h:", "ssh://u:p@h", "ssh://u@@h", "ssh://@h", "ssh://h/path", "ssh://h\n",
        "ssh://$(id)", "ssh://`id`", "ssh://[::1", "ssh://[]", "ssh://[::1]x", "ssh://é.contoh",
        "ssh://.h", "SSH://h",
    ])
    func `anything else is refused before a program starts`(address: String) async {
        #expect(throws: RemoteHost.Unfit.self) { try RemoteHost(address) }
        let test = TestDesk(["--host", address, "list"])
        var desk = test.desk
        desk.runRemote = { _, _, _ in
            Issue.record("started")
            return nil
        }
        // An empty option is refused as every empty value is.
        #expect(await Session(desk: desk).run() == .usage)
        #expect(!test.errors.isEmpty)
    }

    @Test func `ssh is told to ask nobody and to carry nothing else`() throws {
        let words = try RemoteHost("ssh://siti@h:2222").words(command: "kembar 'list'")
        #expect(words.suffix(7) == ["-p", "2222", "-l", "siti", "--", "h", "kembar 'list'"])
        for option in [
            "BatchMode=yes", "ClearAllForwardings=yes", "ForwardAgent=no", "PermitLocalCommand=no",
        ] {
            let index = try #require(words.firstIndex(of: option))
            #expect(words[index - 1] == "-o")
        }
    }
}
