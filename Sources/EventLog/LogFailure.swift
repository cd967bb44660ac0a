/// Why the log could not do what it was asked: trouble of the world, never a rule of law or office.
package struct LogFailure: Error, Hashable, Sendable {
    /// What kind of trouble; the raw values are stable names.
    package enum Code: String, CaseIterable, Sendable {
        /// Another process holds the folder; `pid` names it if it could be read.
        case locked
        /// The folder, the file or the node is not there.
        case missing
        /// The system does not let this user open it.
        case noPermission
        /// The file is not an SQLite database.
        case notADatabase
        /// The file is a database of some other program, whose `applicationID` is given.
        case foreignDatabase
        /// The file was written by a newer kembar: schema `found`, while this one knows `known`.
        case newerSchema
        /// The file has tables, but no version of the schema that has any: it says `found`.
        case changedSchema
        /// The file is cut off or changed; `position` says where, if that is known.
        case damaged
        /// The disk or the file cannot be written. Nothing was kept.
        case readOnly
        /// The disk is full. Nothing was kept.
        case diskFull
        /// The system failed to read or write. Nothing was kept.
        case io
        /// Too many works wait, or another program holds the database. Nothing was kept.
        case busy
        /// The entry breaks a rule of the log. Nothing was kept.
        case refused
        /// The commit failed: the entries may be kept or not.
        case outcomeUnknown
        /// The log was closed.
        case closed
    }

    /// What kind of trouble.
    package let code: Code
    /// The folder or file it concerns.
    package let path: String
    /// What the system or the database said, in its words; empty if the code says it all.
    package let cause: String
    /// Figures that belong to the code, under the names given there.
    package let parameters: [String: String]
    /// SQLite's extended result code, if it was SQLite that failed.
    package let sqliteCode: Int32?

    init(
        _ code: Code,
        path: String,
        cause: String = "",
        parameters: [String: String] = [:],
        sqliteCode: Int32? = nil
    ) {
        self.code = code
        self.path = path
        self.cause = cause
        self.parameters = parameters
        self.sqliteCode = sqliteCode
    }
}

extension LogFailure {
    /// The entry that is damaged, if one is known to be.
    package var damagedPosition: Int64? {
        code == .damaged ? parameters["position"].flatMap { Int64($0) } : nil
    }
}

extension LogFailure: CustomStringConvertible {
    /// Code, path, particulars and cause in one line for a journal; people get a sentence instead.
    package var description: String {
        let figures = parameters.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }
        return "\(code.rawValue) \(path)\(figures.joined())\(cause.isEmpty ? "" : ": \(cause)")"
    }
}
