import Audit
import Entries

/// The page in a bundle that says how to verify it without us, in both languages.
///
/// Everything is pasted into one shell, from the top; what has to appear stands before each step.
///
/// Verification makes it again and compares (`BundlePage`): once released, the text of a number never changes.
struct VerifyingPage {
    /// The number in the second line of a new page; a page of another text has another one.
    static let version = 3
    /// The numbers whose text can be made again.
    static let versions = 2...version
    /// What stands before the number.
    static let mark = "kembar page "
    /// The first line of every page.
    static let title = "MEMERIKSA BERKAS INI TANPA KEMBAR / VERIFYING THIS BUNDLE WITHOUT KEMBAR"

    /// What a bundle holds that the page speaks of.
    struct Contents {
        /// The agreements as tables.
        var hasRegister = false
        /// What keys signed over their successors.
        var hasKeys = false
        /// Whether the log was founded to practise with.
        var isRehearsal = false

        /// Looks at the lines as they come: only the log's first entry tells what it was founded for.
        mutating func look(at line: EntryLine) {
            guard !line.isRedacted, line.bytes.prefix(400).contains(Self.first),
                let entry = try? Entry(bytes: line.bytes), entry.position == 0
            else { return }
            isRehearsal = entry.data["rehearsal"]?.bool ?? false
        }

        private static let first = Array("\"LogStarted\"".utf8)
    }

    private let checkpoint: Checkpoint
    private let agreement: String?
    private let holds: Contents
    private let number: Int

    /// The page in the text of that number, one of `versions`.
    init(
        _ checkpoint: Checkpoint,
        agreement: String?,
        _ holds: Contents,
        number: Int = Self.version
    ) {
        self.checkpoint = checkpoint
        self.agreement = agreement
        self.holds = holds
        self.number = number
    }

    var text: String {
        """
        \(Self.title)
        \(Self.mark)\(number)
        \(holds.isRehearsal ? Self.rehearsal : "")
        \(Self.about(checkpoint, agreement))

        \(contents)

        Tempelkan setiap langkah ke dalam satu terminal (bash), berurutan, di folder berkas ini (yang berisi
        bagit.txt). Jangan menyimpan apa pun di folder ini. "Utuh" berarti tidak ada yang diubah sejak
        ditandatangani; apakah isinya sah menurut hukum adalah hal lain. Waktu yang tercatat adalah keterangan
        mesin pencatat. Bila satu dari langkah 1 sampai 4 tidak menampilkan yang disebut di atasnya, berkas ini tidak
        utuh.

        Paste each step into one terminal (bash), in order, in this bundle's folder (the one with bagit.txt).
        Save nothing in this folder. "Whole" means that nothing was changed since it was signed; whether the
        content is valid in law is another question. Times are claims of the recording machine. If any of the steps
        1 to 4 does not show what is named above it, this bundle is not whole.

        1. \(listsAdded ? Self.filesAndAdded : Self.filesAlone)

        Harus tampak / expected:  berkas utuh / files whole

        \(Self.marked("files", files))

        2. Tanda tangan log / the log's signature

        Kunci (vkey) harus diperoleh di luar berkas ini, dari kantornya: kembar audit key
        Get the key (vkey) outside this bundle, from the office: kembar audit key
        \(holds.hasKeys ? Self.oldKeys : "")
        Harus tampak / expected:  tanda tangan cocok / the signature matches: \(checkpoint.origin) \(checkpoint.size)

        \(Self.marked("signature", signature))

        3. Setiap entri ada dalam pohon yang ditandatangani / every entry is in the tree that was signed

        Harus tampak / expected:  utuh / whole: \(checkpoint.origin) \(checkpoint.size)

        \(Self.marked("tree", Self.python(agreement == nil ? Self.wholeTree : Self.proofs)))

        4. Setiap entri pada nomornya, dan tidak ada yang hilang tanpa catatan / every entry is at its number, and
           none is gone without a record

        Harus tampak / expected:  lengkap / complete: \(agreement == nil ? "\(checkpoint.size)" : Self.andUnproved)

        \(Self.marked("entries", Self.python(agreement == nil ? Self.allEntries : Self.itsEntries)))

        5. Bila ada saksi log / if there are log witnesses

        Kunci saksi diperoleh dari saksi itu sendiri. Langkah ini memakai yang didefinisikan langkah 2.
        Get a witness's key from that witness. This step uses what step 2 defined.

        Harus tampak / expected:  saksi menandatangani / the witness cosigned: (waktu / time)

        \(Self.marked("cosignature", Self.cosignature))

        6. Bila dokumennya ada / if you have the documents

        Dokumen tidak ada dalam berkas ini; yang dicatat adalah sidik SHA-256-nya.
        The documents are not in this bundle; what is recorded is their SHA-256.

        Harus tampak / expected:  tercatat / recorded: (setiap berkas / each file)

        \(Self.marked("documents", Self.documents))

        """
    }

    /// The lines that say what the bundle is about.
    static func about(_ checkpoint: Checkpoint, _ agreement: String?) -> String {
        """
        Log: \(checkpoint.origin)
        Entri / entries: \(checkpoint.size)
        \(agreement.map { "Naskah / agreement: \($0)" } ?? "Seluruh log / the whole log")
        """
    }

    // The words that `kembar` has for it.
    private static let rehearsal = """

        GLADI: jam dan pesan di sini hanya latihan. / REHEARSAL: clock and messages here are practice only.

        """

    private static let oldKeys = """
        Kunci log ini pernah diganti. Bila yang Anda simpan kunci lama, langkah ini mengikutinya ke penerusnya
        (data/keys) dan menampilkan baris "kunci penerus".
        The log's key was changed. If the key that you kept is an old one, this step follows it to its successor
        (data/keys) and shows a line "successor".

        """

    private static let andUnproved = """
        (jumlah entri di sini / entries here)
        dan baris / and a line:   Tidak terbukti / Not proved: ...
        """

    private var contents: String {
        let proofs =
            agreement == nil
            ? """
            data/tile/             pohon / the tree (C2SP tlog-tiles)
            """
            : """
            data/proofs/           bukti tiap entri / each entry's proof (C2SP tlog-proof); "subjectversion" \
            berurutan dari 1 / counts from 1 without a gap
            """
        return """
            data/events.jsonl      entri, bita demi bita / the entries, byte for byte
            data/checkpoint        yang ditandatangani / what was signed (C2SP tlog-checkpoint)
            \(proofs)
            data/rules/            aturan, kalender, dan daftar instansi yang berlaku / the rules, calendars and \
            offices in force
            data/keys/             bila kunci log pernah diganti: serah terimanya / if the log's key was \
            changed: its handover\(holds.hasRegister ? Self.register : "")
            """
    }

    private static let register = """

        data/register.sqlite   daftar naskah untuk lembar kerja / the agreements as tables, for a \
        spreadsheet

        register.sqlite dibuka dengan DB Browser for SQLite, LibreOffice Base, atau: sqlite3 data/register.sqlite
        Tabelnya: agreements, parties, steps, documents, reminders, messages; arti kolomnya ada dalam tabel
        columns. Waktu menurut zona kantor pemilik log. Sel yang dimulai dengan = + - @ diberi apostrof.
        Daftar ini untuk dibaca: buktinya adalah events.jsonl, dan "kembar audit verify" membandingkan
        keduanya.

        register.sqlite opens with DB Browser for SQLite, LibreOffice Base, or: sqlite3 data/register.sqlite
        Its tables: agreements, parties, steps, documents, reminders, messages; the table columns says what
        each column means. Times are those of the zone of the log's own office. A cell that begins with
        = + - @ has an apostrophe before it. These tables are for reading: the evidence is events.jsonl, and
        "kembar audit verify" compares the two.
        """

    private static func marked(_ name: String, _ recipe: String) -> String {
        "----- \(name) -----\n\(recipe)\n----- end -----"
    }

    private static func python(_ lines: String) -> String { "python3 - <<'END'\n\(lines)\nEND" }

    /// Page 2 did not see a file that somebody had added.
    private var listsAdded: Bool { number > 2 }

    private static let filesAlone =
        "Berkas lengkap dan tidak berubah / the files are complete and unchanged"
    private static let filesAndAdded = """
        Berkas lengkap dan tidak berubah, dan tidak ada yang ditambahkan / the files are complete and unchanged,
           and none was added
        """

    private var files: String {
        """
        if sha256sum --quiet --check manifest-sha256.txt && sha256sum --quiet --check tagmanifest-sha256.txt\(listsAdded ? Self.added : "")
        then echo "berkas utuh / files whole"
        else echo "TIDAK utuh / NOT whole: lihat nama berkas di atas / see the file named above"; false
        fi
        """
    }

    // `sha256sum` looks only at what is listed: a file that was added is the one name that is there once.
    // A line feed within a name becomes a question mark: else each part could be a name that is listed.
    private static let added = """
         &&
          ! { cut -c67- manifest-sha256.txt tagmanifest-sha256.txt; echo tagmanifest-sha256.txt
              find . ! -type d -print0 | LC_ALL=C tr '\\n\\0' '?\\n' | cut -b3- | LC_ALL=C sort -u
            } | LC_ALL=C sort | LC_ALL=C uniq -u | LC_ALL=C grep -a ''
        """

    // Needs a shell, coreutils, xxd and OpenSSL 3. The DER prefix is that of every Ed25519 key (RFC 8410).
    private var signature: String {
        """
        V='...'   # vkey
        W=$(mktemp -d)
        signed() {   # kunci $1 menandatangani $2? / does the key $1 sign $2?
          printf '%s' "$1" | cut -d+ -f3- | base64 -d > "$W/raw"
          N=$(printf '%s' "$1" | cut -d+ -f1)
          Y=$(head -c 1 "$W/raw" | xxd -p)
          [ "$Y" = 04 ] || [ "$N" = "$(head -n 1 "$2")" ] || return 1
          { printf '302a300506032b6570032100' | xxd -r -p; tail -c +2 "$W/raw"; } > "$W/key.der"
          I=$({ printf '%s\\n' "$N"; cat "$W/raw"; } | sha256sum | cut -c1-8)
          sed '/^$/,$d' "$2" > "$W/text"
          : > "$W/line"
          grep "^— $N " "$2" | while read -r _ _ S; do
            [ "$(printf '%s' "$S" | base64 -d | head -c 4 | xxd -p)" = "$I" ] || continue
            printf '%s' "$S" | base64 -d | tail -c +5 > "$W/line"
          done
          if [ "$Y" = 04 ] && [ -s "$W/line" ]; then   # saksi log / a log witness
            T=$(printf '%d' "0x$(head -c 8 "$W/line" | xxd -p)")
            { printf 'cosignature/v1\\ntime %s\\n' "$T"; cat "$W/text"; } > "$W/message"
          else cp "$W/text" "$W/message"
          fi
          tail -c 64 "$W/line" > "$W/signature"
          openssl pkeyutl -verify -pubin -keyform DER -inkey "$W/key.der" -rawin -in "$W/message" -sigfile "$W/signature" > "$W/said" 2>&1
        }
        \(holds.hasKeys ? Self.following + "\n" : "")\
        if signed "$V" data/checkpoint
        then echo "tanda tangan cocok / the signature matches: $(head -n 1 data/checkpoint) $(sed -n 2p data/checkpoint)"
        else echo "TIDAK cocok / does NOT match: data/checkpoint"; false
        fi
        """
    }

    // The entry that adopted the successor has to be in a tree that the old key signed. Up to that size the old
    // key may have signed itself; a log that lost that tree with others may be shorter and the successor's.
    private static let following = """
        cat > "$W/keys.py" <<'END'
        import base64, hashlib, json, sys
        def sha(b): return hashlib.sha256(b).digest()
        head, note = open(sys.argv[1]).read().split("\\n\\n", 1)
        head, (origin, size, signed) = head.split("\\n"), note.split("\\n")[:3]
        line, n, last = base64.b64decode(head[1].split()[1]), int(head[2].split()[1]), int(size) - 1
        entry, h = json.loads(line), sha(b"\\x00" + line)
        fits = n <= last and int(entry["sequence"]) == n and entry["type"] == "KeyAdopted"
        for other in map(base64.b64decode, head[3:]):
            h = sha(b"\\x01" + (other + h if n % 2 or n == last else h + other))
            while n % 2 == 0 and n == last and n: n, last = n // 2, last // 2
            n, last = n // 2, last // 2
        fits = fits and last == 0 and h == base64.b64decode(signed) and entry["source"] == "https://" + origin
        if not fits or entry["data"].get("previous") != sys.argv[2]: sys.exit(1)
        print(entry["data"]["vkey"])
        END
        for P in data/keys/*.tlog-proof; do
          sed '1,/^$/d' "$P" > "$W/note"
          [ "$(sed -n 2p data/checkpoint)" -gt "$(sed -n 2p "$W/note")" ] || ! signed "$V" data/checkpoint || continue
          K=$(python3 "$W/keys.py" "$P" "$V") && signed "$V" "$W/note" && V=$K && echo "kunci penerus / successor: $V"
        done
        """

    private static let cosignature = """
        C='...'   # vkey saksi log / the log witness's vkey
        if signed "$C" data/checkpoint
        then echo "saksi menandatangani / the witness cosigned: $(date -u -d "@$T" '+%Y-%m-%d %H:%M UTC')"
        else echo "TIDAK ada tanda tangan saksi itu / NO cosignature by that witness"; false
        fi
        """

    private static let documents = """
        D='...'   # folder dokumen / the folder with the documents
        for F in "$D"/*; do
          if grep -qF '"sha256":"'"$(sha256sum < "$F" | cut -c1-64)"'"' data/events.jsonl
          then echo "tercatat / recorded: $F"
          else echo "TIDAK tercatat / NOT recorded: $F"
          fi
        done
        """

    // Twenty lines at most: whoever trusts them has read them.
    private static let wholeTree = """
        import base64, glob, hashlib, os, re, sys
        sys.excepthook = lambda kind, what, where: print("TIDAK utuh / NOT whole:", what)
        def sha(b): return hashlib.sha256(b).digest()
        def root(leaves):
            if len(leaves) < 2: return leaves[0] if leaves else sha(b"")
            k = 1 << (len(leaves) - 1).bit_length() - 1
            return sha(b"\\x01" + root(leaves[:k]) + root(leaves[k:]))
        def leaf(line):
            gone = re.fullmatch(rb'{"redacted":"([0-9a-f]{64})"}', line)
            return bytes.fromhex(gone[1].decode()) if gone else sha(b"\\x00" + line)
        origin, size, signed = open("data/checkpoint").read().split("\\n")[:3]
        leaves = [leaf(line[:-1]) for line in open("data/events.jsonl", "rb")]
        tiles = [p for p in sorted(glob.glob("data/tile/0/**", recursive=True)) if os.path.isfile(p)]
        stored = [h for p in tiles for h in re.findall(rb"(?s).{32}", open(p, "rb").read())]
        if len(leaves) != int(size) or root(leaves) != base64.b64decode(signed):
            first = next((n for n, h in enumerate(stored) if leaves[n:n + 1] != [h]), len(stored))
            isKnown = len(stored) == int(size) and root(stored) == base64.b64decode(signed)
            raise ValueError(f"entri / entry {first}" if isKnown else "entri / entries")
        print("utuh / whole:", origin, size)
        """

    private static let proofs = """
        import base64, glob, hashlib, re, sys
        sys.excepthook = lambda kind, what, where: print("TIDAK utuh / NOT whole:", what)
        def sha(b): return hashlib.sha256(b).digest()
        note = open("data/checkpoint").read()
        origin, size, signed = note.split("\\n")[:3]
        lines = open("data/events.jsonl", "rb").read().split(b"\\n")
        paths = sorted(glob.glob("data/proofs/*.tlog-proof"))
        for path, line in zip(paths, lines):
            head, kept = open(path).read().split("\\n\\n", 1)
            n, last = int(head.split("\\n")[2].split()[1]), int(size) - 1
            where, gone = f"entri / entry {n}", re.fullmatch(rb'{"redacted":"([0-9a-f]{64})"}', line)
            h = bytes.fromhex(gone[1].decode()) if gone else sha(b"\\x00" + line)
            if kept != note or n > last: raise ValueError(path)
            for other in map(base64.b64decode, head.split("\\n")[3:]):
                h = sha(b"\\x01" + (other + h if n % 2 or n == last else h + other))
                while n % 2 == 0 and n == last and n: n, last = n // 2, last // 2
                n, last = n // 2, last // 2
            if last or h != base64.b64decode(signed): raise ValueError(where)
        if len(paths) != len(lines) - 1 or lines[-1]: raise ValueError("jumlah entri / number of entries")
        print("utuh / whole:", origin, size)
        """

    private static let allEntries = """
        import json, sys
        sys.excepthook = lambda kind, what, where: print("TIDAK lengkap / NOT complete:", what)
        size, gone, explained = 0, set(), set()
        for n, entry in enumerate(map(json.loads, open("data/events.jsonl", "rb"))):
            if list(entry) == ["redacted"]: gone.add(n)
            elif int(entry["sequence"]) != n: raise ValueError(f"entri / entry {n}")
            elif entry["type"] == "Redacted": explained.add(entry["data"]["position"])
            size = n + 1
        if gone != explained: raise ValueError(f"entri / entry {min(gone ^ explained)}")
        print("lengkap / complete:", size)
        """

    // "subjectversion" counts an agreement's entries.
    private static let itsEntries = """
        import glob, json, sys
        sys.excepthook = lambda kind, what, where: print("TIDAK lengkap / NOT complete:", what)
        paths, version = sorted(glob.glob("data/proofs/*.tlog-proof")), 0
        for path, entry in zip(paths, map(json.loads, open("data/events.jsonl", "rb"))):
            n, gone = int(open(path).read().split("\\n")[2].split()[1]), list(entry) == ["redacted"]
            if not gone and int(entry["sequence"]) != n: raise ValueError(f"entri / entry {n}")
            if not gone and "subject" not in entry: continue
            version += 1
            if not gone and entry["subjectversion"] != version: raise ValueError(f"entri / entry {n}")
        print("lengkap / complete:", len(paths))
        print("Tidak terbukti / Not proved: \(unproved)")
        """

    // The words that `kembar audit verify` has for it.
    private static let unproved = """
        bahwa tidak ada entri naskah ini sesudahnya; bahwa semua pemberlakuan aturan, kalender, dan daftar instansi \
        dibawa di sini / that the agreement has no entry after these; that every adoption of rules, calendars and \
        offices is carried here
        """
}
