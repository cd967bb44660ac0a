/// What `kembar-audit` says beside an answer about a copy: one line of JSON on standard error.
///
/// The answer itself, and whatever file was made of it, stays what it is.
package struct CopyRemark: Codable, Hashable, Sendable {
    /// What is shown although nobody has signed it: it stands in the place of a signed entry.
    package var unsignedRedaction: UnsignedRedaction

    /// Makes the remark.
    package init(unsignedRedaction: UnsignedRedaction) {
        self.unsignedRedaction = unsignedRedaction
    }
}
