/// Carries config/ into the build, so that a fresh build starts with no option.
///
/// The files lie beside the programs in `kembar_ShippedFiles.resources`; the daemon finds them there
/// when neither --config nor /etc/kembar nor ../share/kembar is there.
package enum ShippedFiles {}
