import Language

/// The kind of a rule file as people type it: the daemon's word, or what a screen calls it.
enum RuleKindWord {
    private static let kinds = ["workflow", "policy", "calendar", "offices"]

    /// Returns the daemon's word; what is none of the known ones stays, and is refused by name.
    static func kind(_ typed: String) -> String { known(typed) ?? typed }

    /// Returns the daemon's word; nil if what was typed is none of the known ones.
    static func known(_ typed: String) -> String? {
        let wanted = folded(typed)
        return kinds.first { kind in
            let words = RulePhrases.kind(kind)
            return [kind, words.id, words.en].contains { folded($0) == wanted }
        }
    }

    /// `alur-kerja` is as good as `alur kerja`.
    private static func folded(_ word: String) -> String {
        word.lowercased().replacing("-", with: " ")
    }
}
