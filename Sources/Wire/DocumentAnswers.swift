import Entries

/// What became of the documents that a log names: a part of what `audit verify` finds.
///
/// The log holds a document's name, size and SHA-256, never the document: whether it is still what was
/// recorded shows only where somebody has the files.
package struct DocumentCheck: Codable, Hashable, Sendable {
    /// Whether files were looked at; without that every document is `not-checked`.
    package var checked: Bool
    /// Every document that an entry names, in the order of the entries.
    package var documents: [DocumentState]
    /// Files that were looked at and that no entry names.
    package var extra: [String]

    /// Lists what entries name; no file was looked at yet.
    package init(_ documents: [DocumentState]) {
        checked = false
        self.documents = documents
        extra = []
    }

    /// The documents in that state.
    package func count(_ state: DocumentState.State) -> Int {
        documents.count { $0.state == state }
    }
}

/// One document as an entry names it, and whether a file is what was recorded.
package struct DocumentState: Codable, Hashable, Sendable {
    /// How a recorded document stands.
    package enum State: String, Codable, Sendable {
        /// No file was looked at.
        case notChecked = "not-checked"
        /// A file with that content is there, under whatever name.
        case whole
        /// No file has that content, and none that name.
        case missing
        /// A file has that name, and another content.
        case changed
    }

    /// The entry that names it.
    package var position: Int64
    /// That entry's agreement.
    package var agreement: String
    /// The name that was recorded.
    package var name: String
    /// The SHA-256 that was recorded, hex.
    package var sha256: String
    /// What was found.
    package var state: State
    /// The file that was compared, below the folder; absent if there is none.
    package var file: String?

    /// Takes over what an entry says.
    package init(position: Int64, agreement: String, name: String, sha256: String) {
        self.position = position
        self.agreement = agreement
        self.name = name
        self.sha256 = sha256
        state = .notChecked
    }
}

extension DocumentCheck {
    /// Looks for every document among `files`, by its content; the name only tells a changed file from
    /// a missing one.
    ///
    /// Paths are below the folder that was looked at; hashes are SHA-256, hex.
    package mutating func compare(with files: [(path: String, sha256: String)]) {
        checked = true
        let byHash = Dictionary(files.map { ($0.sha256, $0) }) { first, _ in first }
        let recorded = Set(documents.map(\.sha256))
        // A file that is another recorded document is no changed one.
        let strangers = files.filter { !recorded.contains($0.sha256) }
        let byName = Dictionary(strangers.map { (Self.name(of: $0.path), $0) }) { first, _ in first
        }
        var taken: Set<String> = []
        for index in documents.indices {
            if let file = byHash[documents[index].sha256] {
                documents[index].state = .whole
                documents[index].file = file.path
            } else if let file = byName[Substring(documents[index].name)] {
                documents[index].state = .changed
                documents[index].file = file.path
                taken.insert(file.path)
            } else {
                documents[index].state = .missing
            }
        }
        extra = strangers.map(\.path).filter { !taken.contains($0) }
    }

    /// The name without the folders.
    private static func name(of path: String) -> Substring {
        path.split(separator: "/").last ?? ""
    }
}

extension VerifyAnswer {
    /// Holds the documents that entries name against files; one that is missing or changed is damage,
    /// although the log itself may be whole.
    ///
    /// What else is wrong beside the entries hides none.
    package mutating func compareDocuments(with files: [(path: String, sha256: String)]) {
        guard var check = documents else { return }
        check.compare(with: files)
        documents = check
        guard isReadable else { return }
        checked.append("documents")
        guard
            let wrong = check.documents.first(where: { [.missing, .changed].contains($0.state) })
        else { return }
        var params: [String: JSONValue] = [
            "agreement": .string(wrong.agreement), "document": .string(wrong.name),
            "sha256": .string(wrong.sha256),
        ]
        params["file"] = wrong.file.map(JSONValue.string)
        tell(
            VerifyFault(
                position: wrong.position,
                code: "document-\(wrong.state.rawValue)",
                params: params
            ),
            as: "damaged"
        )
    }
}
