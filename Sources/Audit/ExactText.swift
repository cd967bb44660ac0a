/// A text that equals another only if their UTF-8 bytes do.
///
/// `String` compares by canonical equivalence, so that a precomposed and a decomposed "é" are one
/// key; in names of keys and logs they are two.
struct ExactText: Hashable, Sendable {
    let utf8: [UInt8]

    init(_ text: some StringProtocol) {
        utf8 = Array(text.utf8)
    }

    init(utf8: some Sequence<UInt8>) {
        self.utf8 = Array(utf8)
    }

    var string: String { String(decoding: utf8, as: UTF8.self) }
}
