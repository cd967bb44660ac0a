package import Language
import RuleFiles

extension DeliverySettings.Failure {
    /// What is wrong and what to do.
    package var phrase: Phrase {
        switch self {
        case .unreadable(let path):
            Phrase(
                "Berkas pengaturan \(path) tidak terbaca. Beri --config BERKAS; contohnya deliver.yaml.",
                "The settings \(path) can't be read. Give --config FILE; deliver.yaml is an example."
            )
        case .faulty(let path, let faults):
            Phrase(
                "Berkas \(path) perlu diperbaiki (baris:kolom):",
                "The file \(path) has to be mended (line:column):"
            ) + Self.lines(faults)
        case .noCredential(let name, let folder):
            Phrase(
                "Kredensial \(name) tidak ada atau kosong di \(folder ?? "CREDENTIALS_DIRECTORY"). Tambahkan LoadCredential=\(name):BERKAS pada unit systemd.",
                "The credential \(name) is missing or empty in \(folder ?? "CREDENTIALS_DIRECTORY"). Add LoadCredential=\(name):FILE to the systemd unit."
            )
        }
    }

    /// Each mistake on a line of its own, behind the place where it stands.
    private static func lines(_ faults: FileFaults) -> Phrase {
        faults.all.map { fault in
            let place = fault.path.isEmpty ? "" : " \(fault.path)"
            return Phrase("\n  \(fault.line):\(fault.column)\(place): ")
                + FileFaultWords(
                    code: fault.code.rawValue,
                    path: fault.path,
                    params: fault.params
                ).words
        }.reduce(Phrase(""), +)
    }
}
