import Glibc

/// What a caller may do.
enum Right: String, Sendable, CaseIterable {
    case read
    case write
    case admin
    /// Carry messages: see them with their addresses, and say what became of them.
    case deliver
}

/// The groups that give rights, looked up once at the start: a group that does not exist has no members.
struct Rights: Sendable {
    /// The group whose members may change rules, offices and the like.
    static let adminGroup = "kembar-admin"

    private let ownUser: uid_t
    fileprivate let groups: [String: gid_t]

    init(ownUser: uid_t, groups: [String: gid_t]) {
        self.ownUser = ownUser
        self.groups = groups
    }

    /// Looks the groups up in the system's database.
    static func fromSystem() -> Rights {
        var groups: [String: gid_t] = [:]
        for name in SocketRole.allCases.map(\.group) + [adminGroup] {
            groups[name] = groupID(named: name)
        }
        return Rights(ownUser: geteuid(), groups: groups)
    }

    /// Returns the number of a group; nil if there is none of that name.
    static func groupID(named name: String) -> gid_t? {
        var entry = Glibc.group()
        var found: UnsafeMutablePointer<Glibc.group>?
        var buffer = [CChar](repeating: 0, count: 65_536)
        guard getgrnam_r(name, &entry, &buffer, buffer.count, &found) == 0, found != nil else {
            return nil
        }
        return entry.gr_gid
    }

    /// Returns the names of the kembar groups that a caller is in.
    func names(of caller: Caller) -> [String] {
        groups.filter { caller.groups.contains($0.value) }.map(\.key).sorted()
    }

    /// Returns what a caller may do through the socket it came by.
    ///
    /// Root and the daemon's own user may everything; through the audit socket nobody writes.
    func rights(of caller: Caller) -> Set<Right> {
        var rights: Set<Right> = []
        let isTrusted = caller.uid == 0 || caller.uid == ownUser
        let names = names(of: caller)
        let mayOperate = isTrusted || names.contains(SocketRole.operator.group)
        switch caller.socket {
        case .operator:
            if mayOperate { rights = [.read, .write] }
            if isTrusted || (mayOperate && names.contains(Self.adminGroup)) {
                rights.insert(.admin)
            }
        case .deliver:
            if isTrusted || names.contains(SocketRole.deliver.group) { rights = [.deliver] }
        case .audit:
            if mayOperate || names.contains(SocketRole.audit.group) { rights = [.read] }
        }
        return rights
    }

    /// Returns how entries name the right under which a caller was let in (`authrole`).
    ///
    /// The group that gives it. Of who needs no group, what lets it in: an auditor should see that
    /// root acted, and not read of a group that it never was in.
    func role(of caller: Caller, for right: Right) -> String {
        let group = groupToJoin(for: right, of: caller)
        if names(of: caller).contains(group) { return group }
        return caller.uid == 0 ? Self.rootRole : Self.ownUserRole
    }

    private static let rootRole = "root"
    /// The daemon's own user, whatever it is called on that machine.
    private static let ownUserRole = "kembard"

    /// Returns the group that a caller would have to join for a right.
    func groupToJoin(for right: Right, of caller: Caller) -> String {
        switch right {
        case .read: caller.socket.group
        case .write: SocketRole.operator.group
        case .admin: Self.adminGroup
        case .deliver: SocketRole.deliver.group
        }
    }
}

extension Rights {
    /// The groups that the system does not have, so that they have no members.
    var missingGroups: [String] {
        (SocketRole.allCases.map(\.group) + [Self.adminGroup]).filter { groups[$0] == nil }
    }
}
