import Wire

/// What this program calls itself.
enum Program {
    static let version = Release.version
    static let name = "kembard \(version)"
}
