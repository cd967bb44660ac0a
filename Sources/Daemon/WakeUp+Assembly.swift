package import Audit
package import Contacts
package import Engine
package import Projections

extension WakeUp {
    /// Puts the nag together on parts that stand open, without loop and sockets: for whoever moves time
    /// himself.
    ///
    /// `carried` are the ways that kembar-deliver is there for: `mail`, `webhook`. `journal` is given the
    /// position and the text of each message, and says whether it took it; it stands for systemd's.
    package init(
        submitter: Submitter,
        views: Views,
        contacts: Contacts,
        signedBy key: SigningKey,
        checkpointPath: String,
        carried: Set<String>,
        journal: @escaping @Sendable (Int64, String) -> Bool
    ) {
        let checkpoints = Checkpoints(
            log: submitter.log,
            origin: key.verifierKey.name,
            key: key,
            path: checkpointPath
        )
        self.init(
            submitter: submitter,
            views: views,
            outbox: Outbox(
                submitter: submitter,
                views: views,
                journal: JournalChannel(
                    log: submitter.log,
                    submitter: submitter,
                    checkpoints: checkpoints,
                    isRehearsal: false,
                    journal: Journal(taker: journal)
                ),
                contacts: contacts,
                channels: Channels(carried: carried),
                isRehearsal: false
            )
        )
    }

    /// Takes the wall clock as right from now on: somebody has confirmed it.
    package func trustClock() { submitter.watch.forget() }

    /// Where kembar-deliver asks for the messages of this nag.
    package var desk: DeliveryDesk { DeliveryDesk(outbox: outbox) }
}
