import Testing

@testable import kembar_simulate

/// What a run says of the time that it took.
@Suite struct ReportTests {
    @Test func `a run that took longer than it may says by how much`() {
        var report = Simulation.Report(seeds: 1...200)
        report.seconds = 300
        #expect(report.overrun(of: 300) == nil)
        report.seconds = 300.2
        #expect(report.overrun(of: 300) == "too slow: 301 s, not within 300 s")
    }

    @Test func `the summary says what the run took of the processors`() {
        var report = Simulation.Report(years: 10, seeds: 1...2)
        report.seconds = 20
        #expect(report.summary.contains("in 20 s, 0.50 years a second: "))
        report.processorSeconds = 39.8
        #expect(report.summary.contains("in 20 s, 39 s of processor time, 0.50 years a second: "))
    }

    @Test func `processors have worked for this program`() {
        #expect(ProcessorTime.seconds > 0)
    }
}
