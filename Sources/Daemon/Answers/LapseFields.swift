import Calendars
import Workflows

extension EventRule {
    /// What the event that records a limit's end has to be given: whose wait it answers, and by which rule.
    func fields(
        ending end: LimitEnd,
        of wait: Agreement.Wait,
        in agreement: Agreement
    ) -> [String] {
        let waits = agreement.waits.filter { $0.office == wait.office && !$0.isSignature }
        return fields.compactMap { field in
            switch (field.name, field.isRequired) {
            case ("office", _): "office=\(wait.office)"
            case ("for", let isRequired) where isRequired || waits.count > 1:
                wait.purpose.map { "for=\($0)" }
            case ("citing", _): "citing=\(end.limit.source.text)"
            // An office's own field: nobody can say here what stands in it.
            case (let name, true): "\(name)=..."
            default: nil
            }
        }
    }
}
