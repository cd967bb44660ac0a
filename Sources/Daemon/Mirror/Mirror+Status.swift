import Entries
import EventLog
import Wire

/// What `status` says of the mirror.
extension Mirror {
    /// How far it is behind a log with this head.
    func status(of head: LogHead) -> MirrorStatus {
        let now = now
        return MirrorStatus(
            path: path,
            size: now.size,
            behind: max(head.size - now.size, 0),
            lastError: now.trouble?.reason.rawValue
        )
    }

    /// What is to be looked at; nothing while it is level and on a disk of its own.
    func notices(of head: LogHead) -> [Notice] {
        let now = now
        var notices: [Notice] = []
        if let trouble = now.trouble {
            var params: [String: JSONValue] = [
                "path": .string(path), "reason": .string(trouble.reason.rawValue),
                "behind": .integer(Int(max(head.size - now.size, 0))),
            ]
            if !trouble.cause.isEmpty { params["cause"] = .string(trouble.cause) }
            params["position"] = trouble.position.map { .integer(Int($0)) }
            notices.append(
                Notice(
                    code: trouble.isConflict ? "mirror-conflict" : "mirror-behind",
                    params: params
                )
            )
        }
        if now.isOnSameDisk {
            notices.append(Notice(code: "mirror-same-disk", params: ["path": .string(path)]))
        }
        return notices
    }
}
