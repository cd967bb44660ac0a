import Answers
import Engine
import Entries
import EventLog
import Exports
import Projections
import Wire

extension Examined {
    /// Makes the register of the first `size` entries and hands it out, piece by piece.
    func eachPieceOfRegister(
        size: Int64,
        _ agreement: String?,
        _ body: ([UInt8]) throws -> Void
    ) throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let name = "register.sqlite"
        try Register(entries, size: size, agreement: agreement, label: EngineLabels.words)
            .write(to: scratch.file(name))
        try BundleFolder(scratch.path).read(name, body)
    }
}

extension ExaminedBundle {
    /// Holds the register of a bundle against a fresh replay of its entries.
    func compareRegister(_ bundle: OpenedBundle, _ answer: inout VerifyAnswer) throws {
        let name = BundleMaker.registerFile
        guard try folder.paths().contains(name) else {
            answer.register = "none"
            return
        }
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let kept = try NewFile(scratch.file("kept"))
        try folder.read(name) { try kept.add($0) }
        try kept.close()
        try Register(
            bundle.log,
            size: bundle.log.head.size,
            agreement: bundle.agreement,
            // A bundle is older than the program that reads it: it promised the tables of its day.
            version: Register.version(of: scratch.file("kept")),
            label: EngineLabels.words
        ).write(to: scratch.file("fresh"))
        answer.checked.append("register")
        switch try Register.compare(kept: scratch.file("kept"), fresh: scratch.file("fresh")) {
        case .same: answer.register = "same"
        case .differ(let rows):
            answer.register = "differ"
            answer.condemn(-1, "register", ["file": .string(name), "rows": .integer(rows)])
        case .unusable:
            answer.register = "unusable"
            answer.condemn(-1, "register", ["file": .string(name)])
        }
    }
}
