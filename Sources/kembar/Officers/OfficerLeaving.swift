/// What has to be done on this machine so that an officer gets in no more.
struct OfficerLeaving: Hashable {
    /// The groups that let somebody in.
    private static let groups = ["kembar", "kembar-admin", "kembar-audit"]

    let name: String
    /// The account, if it is still there.
    let account: Desk.Account?

    /// The groups that the account is taken out of.
    var groups: [String] { Self.groups.filter { account?.groups.contains($0) == true } }

    /// Whether the account was made for kembar alone, and goes with the officer.
    var isOurs: Bool { account?.comment == OfficerPlan.comment }

    /// The commands that take the account out of a group each.
    var groupCommands: [[String]] {
        groups.map { ["/usr/bin/gpasswd", "--delete", name, $0] }
    }

    /// Ends what runs of the account: it keeps the groups that it was started with.
    var endingCommand: [String]? { isOurs ? ["/usr/bin/loginctl", "terminate-user", name] : nil }

    /// Deletes the account; nil if it is not ours.
    var accountCommand: [String]? { isOurs ? ["/usr/sbin/userdel", name] : nil }

    /// All of it, as somebody would type it.
    func steps(ending names: [String]) -> [String] {
        var steps = (groupCommands + [endingCommand, accountCommand].compactMap(\.self))
            .map(OfficerPlan.typed)
        if isOurs, let home = account?.home {
            steps.append(OfficerPlan.typed(["rm", AuthorizedKeys(home: home).path]))
            steps.append(OfficerPlan.typed(["rmdir", "\(home)/.ssh", home]))
        }
        return steps + names.map { "kembar contacts retire \($0)" }
    }
}
