// The first schema: three tables, and triggers that hold for every client of the file.
extension LogSchema {
    static let version1 = [
        entryTable, nodeTable, redactionTable, entryRules, nodeRules, redactionRules,
    ].joined()

    // The columns beside the bytes are indexes. Every index serves one question of LogTransaction:
    // entry_subject: the agreement's entries; entry_command: the command's; entry_engine: the
    // engine's own by type; entry_first: the last id given out, one row for each agreement.
    private static let entryTable = """
        CREATE TABLE entry (
            position INTEGER PRIMARY KEY CHECK (position >= 0),
            bytes BLOB CHECK (length(bytes) BETWEEN 1 AND \(NewEntry.byteCountMax)),
            leaf BLOB NOT NULL CHECK (length(leaf) = 32),
            subject TEXT CHECK (
                length(subject) BETWEEN 1 AND 64
                AND length(subject) = length(CAST(subject AS BLOB))),
            subjectversion INTEGER CHECK (subjectversion >= 1),
            type TEXT NOT NULL CHECK (length(type) BETWEEN 1 AND 255),
            command BLOB NOT NULL CHECK (length(command) = \(CommandKey.byteCount)),
            part INTEGER NOT NULL CHECK (part >= 1),
            CHECK ((subject IS NULL) = (subjectversion IS NULL))
        ) STRICT;
        CREATE UNIQUE INDEX entry_subject ON entry (subject, subjectversion)
            WHERE subject IS NOT NULL;
        CREATE UNIQUE INDEX entry_command ON entry (command, part);
        CREATE INDEX entry_engine ON entry (type) WHERE subject IS NULL;
        CREATE INDEX entry_first ON entry (length(subject), subject) WHERE subjectversion = 1;

        """

    // Leaf hashes live in entry.leaf; here are the interior nodes, each stored once, when its last
    // leaf comes.
    private static let nodeTable = """
        CREATE TABLE node (
            level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 62),
            idx INTEGER NOT NULL CHECK (idx >= 0),
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            PRIMARY KEY (level, idx)
        ) STRICT, WITHOUT ROWID;

        """

    // Which entry lost its bytes, and which one says so. An entry takes away at most one other's
    // bytes, so that a genuine redaction cannot be cited for a second one.
    private static let redactionTable = """
        CREATE TABLE redaction (
            position INTEGER PRIMARY KEY CHECK (position >= 0),
            redactedby INTEGER NOT NULL UNIQUE
        ) STRICT;

        """

    // INSERT OR REPLACE deletes without asking a DELETE trigger, hence the looking for what is
    // there before each INSERT. An INSERT without a position shows as -1 here and is refused too.
    private static let entryRules = """
        CREATE TRIGGER entry_insert BEFORE INSERT ON entry BEGIN
            SELECT RAISE(ABORT, 'entry: this is not the next position')
            WHERE NEW.position IS NOT (SELECT coalesce(max(position), -1) + 1 FROM entry);
            SELECT RAISE(ABORT, 'entry: this is not the next version of its subject')
            WHERE NEW.subject IS NOT NULL AND NEW.subjectversion IS NOT (
                SELECT coalesce(max(subjectversion), 0) + 1 FROM entry
                WHERE subject = NEW.subject);
            SELECT RAISE(ABORT, 'entry: this part of its command is kept already')
            WHERE EXISTS (
                SELECT 1 FROM entry WHERE command = NEW.command AND part = NEW.part);
            SELECT RAISE(ABORT, 'entry: the bytes are missing') WHERE NEW.bytes IS NULL;
        END;
        CREATE TRIGGER entry_update BEFORE UPDATE ON entry
        WHEN NOT (
            OLD.bytes IS NOT NULL AND NEW.bytes IS NULL
            AND NEW.position IS OLD.position AND NEW.leaf IS OLD.leaf
            AND NEW.subject IS OLD.subject AND NEW.subjectversion IS OLD.subjectversion
            AND NEW.type IS OLD.type AND NEW.command IS OLD.command AND NEW.part IS OLD.part
            AND EXISTS (
                SELECT 1 FROM redaction JOIN entry AS cause ON cause.position = redactedby
                WHERE redaction.position = OLD.position
                    AND cause.type = '\(NewEntry.redactionType)'))
        BEGIN SELECT RAISE(ABORT, 'entry: an entry is never changed'); END;
        CREATE TRIGGER entry_delete BEFORE DELETE ON entry
        BEGIN SELECT RAISE(ABORT, 'entry: an entry is never deleted'); END;

        """

    private static let nodeRules = """
        CREATE TRIGGER node_insert BEFORE INSERT ON node BEGIN
            SELECT RAISE(ABORT, 'node: this node is kept already')
            WHERE EXISTS (SELECT 1 FROM node WHERE level = NEW.level AND idx = NEW.idx);
            SELECT RAISE(ABORT, 'node: its last entry is not there yet')
            WHERE (NEW.idx + 1) << NEW.level
                > (SELECT coalesce(max(position), -1) + 1 FROM entry);
        END;
        CREATE TRIGGER node_update BEFORE UPDATE ON node
        BEGIN SELECT RAISE(ABORT, 'node: a node is never changed'); END;
        CREATE TRIGGER node_delete BEFORE DELETE ON node
        BEGIN SELECT RAISE(ABORT, 'node: a node is never deleted'); END;

        """

    private static let redactionRules = """
        CREATE TRIGGER redaction_insert BEFORE INSERT ON redaction BEGIN
            SELECT RAISE(ABORT, 'redaction: this position or cause is taken already')
            WHERE EXISTS (
                SELECT 1 FROM redaction
                WHERE position = NEW.position OR redactedby = NEW.redactedby);
            SELECT RAISE(ABORT, 'redaction: no later entry of the right type takes the bytes away')
            WHERE NEW.redactedby <= NEW.position OR NOT EXISTS (
                SELECT 1 FROM entry
                WHERE position = NEW.redactedby AND type = '\(NewEntry.redactionType)');
        END;
        CREATE TRIGGER redaction_update BEFORE UPDATE ON redaction
        BEGIN SELECT RAISE(ABORT, 'redaction: a redaction is never changed'); END;
        CREATE TRIGGER redaction_delete BEFORE DELETE ON redaction
        BEGIN SELECT RAISE(ABORT, 'redaction: a redaction is never deleted'); END;

        """
}
