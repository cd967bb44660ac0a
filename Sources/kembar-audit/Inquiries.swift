import Answers
import ArgumentParser
import Language
import Wire

struct Why: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        .about("Entri mana yang membentuk suatu isian?", "Which entries made a field?")
    }

    @Argument(help: .words("Nomor naskah.", "The agreement's id."))
    var id: String

    @Argument(help: .words("Nama isian.", "The field's name."))
    var field: String

    @OptionGroup var copy: CopyOptions

    func run() async throws {
        await Examination.show(copy.data, of: id) { folder in
            try .document(folder.answers().why(id, field))
        }
    }
}

struct First: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        .about("Kapan pertama kali tercapai?", "When was it first reached?")
    }

    @Option(help: .words("isian=nilai.", "field=value."))
    var field: String

    @Option(help: .words("Nomor naskah.", "The agreement's id."))
    var agreement: String?

    @OptionGroup var copy: CopyOptions

    func run() async throws {
        await Examination.show(copy.data, of: agreement) { folder in
            try .document(folder.answers().first(field, agreement: agreement))
        }
    }
}

struct Silences: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        .about("Kapan tidak ada yang diingatkan.", "When nobody was reminded.")
    }

    @OptionGroup var copy: CopyOptions

    func run() async throws {
        await Examination.show(copy.data) { try .document($0.answers().silences()) }
    }
}

struct Exceptions: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        .about("Yang pertama ditanyakan pemeriksa.", "What an inspector asks first.")
    }

    @Option(help: .words("Batas terlambat, hari kerja.", "When late, in working days."))
    var lateDays = AuditAnswers.lateDaysDefault

    @Option(help: .words("Batas penundaan, hari kerja.", "When a hold is long, in working days."))
    var holdDays = AuditAnswers.holdDaysDefault

    @Option(help: .words("Batas dekat, hari kerja.", "When near, in working days."))
    var nearDays = AuditAnswers.nearDaysDefault

    @OptionGroup var copy: CopyOptions

    func run() async throws {
        await Examination.show(copy.data) { folder in
            try .document(
                folder.answers().exceptions(
                    lateDays: lateDays,
                    holdDays: holdDays,
                    nearDays: nearDays
                )
            )
        }
    }
}

struct DrawSample: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        .about(named: "sample", "Ambil contoh entri.", "Draw a sample of entries.")
    }

    @Option(name: .customLong("n"), help: .words("Berapa entri.", "How many entries."))
    var count: String

    @Option(help: .words("Benih.", "The seed."))
    var seed: String

    @OptionGroup var copy: CopyOptions

    func run() async throws {
        await Examination.show(copy.data) { folder in
            try .document(
                folder.answers().sample(AuditAnswers.sampleCount(count), seed: seed)
            )
        }
    }
}
