import Audit
import Exports
import Mail

/// What a witness was handed: a file as the log wrote it, a mail, or what somebody typed off a paper.
struct HandedRequests {
    /// The request for the largest tree of the log; several if the file holds more than one of that size.
    ///
    /// What is signed in the end are a note's bytes, which the log's signature has to fit: so nothing that
    /// was misread on the way is ever cosigned.
    let newest: [WitnessRequest]

    init(_ bytes: [UInt8], of log: FollowedKey) {
        // Notes one after another are a note too, whose text is no checkpoint.
        if let request = WitnessRequest(bytes), (try? Checkpoint(text: request.note.text)) != nil {
            newest = [request]
            return
        }
        let found = MailReader(bytes).found.compactMap {
            WitnessRequest(Array(($0.request ?? $0.note).utf8))
        }
        // What somebody made up in the log's name would hide what the log did sign.
        let signed = found.filter { (try? Checkpoint.open($0.note, keys: log.keys)) != nil }
        let requests = signed.isEmpty ? found : signed
        func size(_ request: WitnessRequest) -> Int64? {
            guard let checkpoint = try? Checkpoint(text: request.note.text) else { return nil }
            return checkpoint.isOf(origin: log.links[0].key.name) ? checkpoint.size : nil
        }
        // A thread quotes what was sent before; another log's checkpoint is told to be none of this key.
        guard let largest = requests.compactMap(size).max() else {
            newest = Array(requests.prefix(1))
            return
        }
        let candidates = requests.filter { size($0) == largest }
        let texts = Set(candidates.map(\.note.text))
        // The same checkpoint twice, as text and attached: the one with a proof says more.
        let best = candidates.max { $0.oldSize < $1.oldSize }
        newest = texts.count == 1 ? [best].compactMap(\.self) : candidates
    }
}
