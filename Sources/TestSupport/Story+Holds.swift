package import Calendars

extension Story {
    /// Returns the story after one to three holds drawn by lot from `first` on, and the days that stood
    /// still.
    ///
    /// A hold lasts to its day, or is ended early; the next follows on the day after or later.
    package func holding(
        from first: LocalDate,
        _ random: inout SeededGenerator
    ) throws -> (story: Story, held: Set<LocalDate>) {
        var story = self
        var held: Set<LocalDate> = []
        var day = first
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let until = day.adding(days: Int.random(in: 1...40, using: &random))
            story = try story.given(.hold(until: "\(until)", at: "\(day)T09:00"))
            var last = until
            if random.chance(oneIn: 2) {
                let early = day.adding(days: Int.random(in: 1...40, using: &random))
                if early <= until {
                    story = try story.given(.resume(at: "\(early)T10:00"))
                    last = early.adding(days: -1)
                }
            }
            var one = day.adding(days: 1)
            while one <= last {
                held.insert(one)
                one = one.adding(days: 1)
            }
            day = max(until, last).adding(days: Int.random(in: 1...9, using: &random))
        }
        return (story, held)
    }
}
