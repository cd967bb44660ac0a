import Testing

@testable import Daemon

/// What a caller may do.
@Suite struct RightsTests {
    private let rights = Rights(
        ownUser: 900,
        groups: ["kembar": 10, "kembar-audit": 20, "kembar-admin": 30]
    )

    private func caller(
        _ uid: UInt32,
        _ groups: Set<UInt32>,
        _ socket: SocketRole = .operator
    ) -> Caller {
        Caller(uid: uid, gid: 1, groups: groups, socket: socket)
    }

    @Test func `nobody in no group may do anything`() {
        #expect(rights.rights(of: caller(1000, [1])) == [])
        #expect(rights.rights(of: caller(1000, [1], .audit)) == [])
    }

    @Test func `members of kembar read and write, only kembar-admin changes rules`() {
        #expect(rights.rights(of: caller(1000, [10])) == [.read, .write])
        #expect(rights.rights(of: caller(1000, [10, 30])) == [.read, .write, .admin])
        #expect(rights.rights(of: caller(1000, [30])) == [])
    }

    @Test func `through the audit socket nobody writes, not even root`() {
        #expect(rights.rights(of: caller(1000, [20], .audit)) == [.read])
        #expect(rights.rights(of: caller(0, [0], .audit)) == [.read])
        #expect(rights.rights(of: caller(1000, [20])) == [])
    }

    @Test func `root and the daemon's own user may all`() {
        #expect(rights.rights(of: caller(0, [0])) == [.read, .write, .admin])
        #expect(rights.rights(of: caller(900, [1])) == [.read, .write, .admin])
    }

    @Test func `an entry names the group that let its actor in, and root and the own user as such`()
    {
        #expect(rights.role(of: caller(1000, [10, 30]), for: .write) == "kembar")
        #expect(rights.role(of: caller(1000, [10, 30]), for: .admin) == "kembar-admin")
        #expect(rights.role(of: caller(0, [0]), for: .write) == "root")
        #expect(rights.role(of: caller(0, [0]), for: .admin) == "root")
        #expect(rights.role(of: caller(0, [10]), for: .write) == "kembar")
        #expect(rights.role(of: caller(0, [10]), for: .admin) == "root")
        #expect(rights.role(of: caller(900, [1]), for: .admin) == "kembard")
        #expect(rights.role(of: caller(900, [10]), for: .write) == "kembar")
    }

    @Test func `a group that does not exist has no members`() {
        let none = Rights(ownUser: 900, groups: [:])
        #expect(none.rights(of: caller(1000, [10])) == [])
        #expect(none.missingGroups == ["kembar", "kembar-audit", "kembar-deliver", "kembar-admin"])
    }
}
