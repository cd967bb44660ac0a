/// Which release the programs are of.
package enum Release {
    /// As every program's `--version` says it.
    package static let version = "0.1.0"
}
