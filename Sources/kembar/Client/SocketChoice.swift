/// Which sockets to try, in order.
struct SocketChoice: Hashable {
    let paths: [String]

    static let operatorPath = "/run/kembar/operator.sock"
    static let auditPath = "/run/kembar/audit.sock"

    /// The option, else `KEMBAR_SOCKET`, else the operator's socket and then the auditor's.
    init(option: String?, _ desk: Desk) {
        let fromEnvironment = desk.environment["KEMBAR_SOCKET"].flatMap { $0.isEmpty ? nil : $0 }
        paths = (option ?? fromEnvironment).map { [$0] } ?? [Self.operatorPath, Self.auditPath]
    }

    /// The group whose members may open that socket.
    static func group(of path: String) -> String {
        path.hasSuffix("audit.sock") ? "kembar-audit" : "kembar"
    }
}
