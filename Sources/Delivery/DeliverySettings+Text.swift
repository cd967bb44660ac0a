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
                "Berkas \(path) salah:\n\(Self.lines(faults))",
                "The file \(path) is faulty:\n\(Self.lines(faults))"
            )
        case .noCredential(let name, let folder):
            Phrase(
                "Kredensial \(name) tidak ada atau kosong di \(folder ?? "CREDENTIALS_DIRECTORY"). Tambahkan LoadCredential=\(name):BERKAS pada unit systemd.",
                "The credential \(name) is missing or empty in \(folder ?? "CREDENTIALS_DIRECTORY"). Add LoadCredential=\(name):FILE to the systemd unit."
            )
        }
    }

    private static func lines(_ faults: FileFaults) -> String {
        faults.all.map { fault in
            let params = fault.params.sorted { $0.key < $1.key }
                .map { "\($0.key)=\($0.value)" }.joined(separator: " ")
            return "  \(fault.line):\(fault.column) \(fault.path) \(fault.code.rawValue) \(params)"
        }.joined(separator: "\n")
    }
}
