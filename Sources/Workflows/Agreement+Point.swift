package import Calendars

extension Agreement {
    /// A time in the history: as exactly as known, where it stands in the order, and its entry.
    package struct Point: Codable, Hashable, Sendable {
        /// When it happened, as exactly as is known.
        package var moment: Moment
        /// Where it stands in the order: the instant itself, or the one an imprecise time is given.
        package var effective: Timestamp
        /// The position of the entry.
        package var position: Int64
        /// When the entry was recorded: nothing earlier can be owed because of it.
        package var recorded: Timestamp

        init(_ placed: PlacedFact) {
            moment = placed.fact.moment
            effective = placed.effective
            position = placed.fact.position
            recorded = placed.fact.recorded
        }

        /// Makes a point from its parts; folds take theirs from a placed fact.
        package init(
            moment: Moment,
            effective: Timestamp,
            position: Int64,
            recorded: Timestamp
        ) {
            self.moment = moment
            self.effective = effective
            self.position = position
            self.recorded = recorded
        }

        /// Returns the day to count from in `zone`.
        ///
        /// An exact time has the date of that zone. An imprecise one keeps the day that was
        /// written down: what happened on 7 November in Bali is counted from 7 November in Blitar
        /// too, although that day began there an hour later.
        package func date(in zone: Zone) -> LocalDate {
            moment.precision == .instant
                ? zone.date(of: effective) : moment.zone.date(of: effective)
        }
    }

    /// A clock that stands still until a day.
    package struct Hold: Codable, Hashable, Sendable {
        /// When the clock stopped, and the entry that says so.
        package var at: Point
        /// The day, month or year through which it stands still, as typed; nil lasts until somebody
        /// resumes.
        package var until: String?
        /// Why, in the words of whoever recorded it.
        package var reason: String?
        /// What ended it early: its resumption, the next stage, the next hold or the end.
        package var ended: Point?

        /// Returns the first instant after it; nil if nothing ends it by itself.
        package func end(in zone: Zone) -> Timestamp? {
            // Unreadable can't be: the text was read when it was recorded.
            let until = until.flatMap { try? Moment($0, in: zone) }?.end
            guard let ended = ended?.effective else { return until }
            return until.map { min($0, ended) } ?? ended
        }

        /// Whether its last day ends it, and nothing before.
        package func hasRunOut(in zone: Zone) -> Bool {
            guard let last = until.flatMap({ try? Moment($0, in: zone) })?.end else { return false }
            // What happened on the next day comes when it is over already.
            return ended.map { last <= $0.effective } ?? true
        }

        /// Whether it still holds at `instant`.
        package func holds(at instant: Timestamp, in zone: Zone) -> Bool {
            end(in: zone).map { instant < $0 } ?? true
        }
    }
}

extension Agreement {
    /// Somebody has seen what is owed, and wants to hear of it again after a day.
    ///
    /// Unlike a hold it takes no day out of any count.
    package struct Postponement: Codable, Hashable, Sendable {
        /// When it was said, and the entry that says so.
        package var at: Point
        /// The day, month or year through which nothing is owed, as typed.
        package var until: String
        /// What is known of the matter, in the words of whoever recorded it.
        package var note: String?

        /// Returns the first instant after it, in the own office's zone.
        package func end(in zone: Zone) -> Timestamp {
            // Unreadable can't be: the text was read when it was recorded.
            (try? Moment(until, in: zone))?.end ?? at.effective
        }
    }
}

extension Moment {
    /// A nameless zone with the offset that this moment was meant in.
    package var zone: Zone { Zone(name: "", abbreviation: "", offsetMinutes: offsetMinutes) }

    /// Returns the last day of the period: in `zone` if exact, else as it was written down.
    package func lastDay(in zone: Zone) -> LocalDate {
        let last = end.adding(milliseconds: -1)
        return precision == .instant ? zone.date(of: last) : self.zone.date(of: last)
    }
}
