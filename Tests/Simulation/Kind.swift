/// What happens in a world: each kind is counted, and a run of many worlds has to have seen them all.
enum Kind: String, CaseIterable, Codable, CodingKeyRepresentable, Sendable {
    // What the nag does.
    case reminder, message, mail
    case leftAtOnce = "left at once"
    case caughtUp = "caught up"
    case termEnded = "term ended"
    case exhausted = "ladder exhausted"
    case takenBack = "taken back"
    case resumedReminder = "reminded again"
    case limitPassed = "limit passed"
    case report = "weekly report"

    // What people do.
    case begun, discussed, drafted, awaited, promised, answered, signature, signed, ended
    case held, resumed, postponed, voided, redated, noted, renewal
    case lateEntry = "late entry"
    case oldCase = "old case imported"
    case oldPaper = "old paper registered"
    case councilAsked = "council asked"
    case councilAnswered = "council answered"
    case deemedApproved = "deemed approved"
    case refused

    // Rules that change.
    case policy = "policy changed"
    case shortLadders = "ladders shortened"
    case window = "window changed"
    case otherHours = "other hours for a while"
    case holiday = "holiday added"
    case holidayWithdrawn = "holiday withdrawn"
    case personReplaced = "person replaced"

    // What the world does to the daemon.
    case wakeUp = "wake-up"
    case outage, restart
    case deathBeforeCommit = "death before a commit"
    case deathAfterCommit = "death after a commit"
    case deathInCommand = "death in a command"
    case deathAtJournal = "death behind the journal"
    case deathAtOutcome = "death at an outcome"
    case rebuild
    case viewsLost = "views lost"
    case clockAhead = "clock ahead"
    case clockBack = "clock back"
    case clockBackAtStart = "clock back at a start"
    case clockConfirmed = "clock confirmed"
    case diskFull = "disk full"
    case diskFullInCommand = "disk full in a command"
    case journalRefuses = "journal refuses"

    // What the world does to the mail.
    case acceptedAndDied = "relay accepted and died"
    case delivererDied = "deliverer died"
    case refusedForGood = "relay refused for good"
    case laterMail = "relay said later"
    case gaveUp = "gave up"
    case nobody = "nobody to write to"
}

/// How often something of each kind happened.
typealias Tally = [Kind: Int]
