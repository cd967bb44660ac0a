import Audit

/// The page in a bundle that says how to verify it without us, in both languages.
struct VerifyingPage {
    private let checkpoint: Checkpoint
    private let agreement: String?
    private let hasRegister: Bool

    init(_ checkpoint: Checkpoint, agreement: String?, hasRegister: Bool) {
        self.checkpoint = checkpoint
        self.agreement = agreement
        self.hasRegister = hasRegister
    }

    var text: String {
        """
        MEMERIKSA BERKAS INI TANPA KEMBAR / VERIFYING THIS BUNDLE WITHOUT KEMBAR

        Log: \(checkpoint.origin)
        Entri / entries: \(checkpoint.size)
        \(agreement.map { "Naskah / agreement: \($0)" } ?? "Seluruh log / the whole log")

        \(contents)

        Jalankan ketiga langkah di folder berkas ini (yang berisi bagit.txt). "Utuh" berarti tidak ada
        yang diubah sejak ditandatangani; apakah isinya sah menurut hukum adalah hal lain. Waktu yang
        tercatat adalah keterangan mesin pencatat.

        Run the three steps in this bundle's folder (the one with bagit.txt). "Whole" means that nothing
        was changed since it was signed; whether the content is valid in law is another question. Times are
        claims of the recording machine.

        1. Berkas lengkap dan tidak berubah / the files are complete and unchanged

        \(Self.marked("files", "sha256sum --quiet --check manifest-sha256.txt"))

        2. Tanda tangan log / the log's signature

        Kunci (vkey) harus diperoleh di luar berkas ini, dari kantornya: kembar audit key
        Get the key (vkey) outside this bundle, from the office: kembar audit key

        \(Self.marked("signature", Self.signature))

        3. Setiap entri ada dalam pohon yang ditandatangani / every entry is in the tree that was signed

        Simpan yang berikut sebagai verify.py, lalu: python3 verify.py
        Save this as verify.py, then: python3 verify.py

        \(Self.marked("tree", agreement == nil ? Self.wholeTree : Self.oneAgreement))

        """
    }

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
            data/rules/            aturan yang berlaku / the rules in force
            data/keys/             bila kunci log pernah diganti: serah terimanya / if the log's key was \
            changed: its handover\(hasRegister ? Self.register : "")
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

    // Needs a shell, coreutils, xxd and OpenSSL 3. The DER prefix is that of every Ed25519 key (RFC 8410).
    private static let signature = """
        V='...'   # vkey
        W=$(mktemp -d)
        { printf '302a300506032b6570032100' | xxd -r -p
          printf '%s' "$V" | cut -d+ -f3- | base64 -d | tail -c +2; } > "$W/key.der"
        I=$({ printf '%s\\n\\001' "$(printf '%s' "$V" | cut -d+ -f1)"; tail -c 32 "$W/key.der"; } | sha256sum | cut -c1-8)
        sed '/^$/,$d' data/checkpoint > "$W/text"
        grep "^— $(head -n 1 data/checkpoint) " data/checkpoint | while read -r _ _ S; do
          [ "$(printf '%s' "$S" | base64 -d | head -c 4 | xxd -p)" = "$I" ] || continue
          printf '%s' "$S" | base64 -d | tail -c +5 > "$W/signature"
        done
        openssl pkeyutl -verify -pubin -keyform DER -inkey "$W/key.der" -rawin -in "$W/text" -sigfile "$W/signature"
        """

    private static let wholeTree = """
        import base64, hashlib, json
        def sha(b): return hashlib.sha256(b).digest()
        def root(leaves):
            if len(leaves) == 1: return leaves[0]
            k = 1 << (len(leaves) - 1).bit_length() - 1
            return sha(b"\\x01" + root(leaves[:k]) + root(leaves[k:]))
        leaves, redacted, explained = [], set(), set()
        for line in open("data/events.jsonl", "rb"):
            entry, position = json.loads(line), len(leaves)
            if list(entry) == ["redacted"]:
                redacted.add(position)
                leaves.append(bytes.fromhex(entry["redacted"]))
                continue
            assert int(entry["sequence"]) == position, position
            if entry["type"] == "Redacted": explained.add(entry["data"]["position"])
            leaves.append(sha(b"\\x00" + line[:-1]))
        origin, size, signed = open("data/checkpoint").read().split("\\n")[:3]
        assert len(leaves) == int(size) and redacted == explained
        assert root(leaves) == base64.b64decode(signed), "root"
        print("utuh / whole:", origin, size)
        """

    private static let oneAgreement = """
        import base64, glob, hashlib, json
        def sha(b): return hashlib.sha256(b).digest()
        note = open("data/checkpoint").read()
        origin, size, signed = note.split("\\n")[:3]
        lines, versions = open("data/events.jsonl", "rb").read().split(b"\\n")[:-1], []
        proofs = sorted(glob.glob("data/proofs/*.tlog-proof"))
        assert len(proofs) == len(lines)
        for path, line in zip(proofs, lines):
            head, kept = open(path).read().split("\\n\\n", 1)
            entry, n, last = json.loads(line), int(head.split("\\n")[2].split()[1]), int(size) - 1
            gone = list(entry) == ["redacted"]
            h = bytes.fromhex(entry["redacted"]) if gone else sha(b"\\x00" + line)
            assert kept == note and n <= last and (gone or int(entry["sequence"]) == n), path
            for other in map(base64.b64decode, head.split("\\n")[3:]):
                h = sha(b"\\x01" + (other + h if n % 2 or n == last else h + other))
                while n % 2 == 0 and n == last and n: n, last = n // 2, last // 2
                n, last = n // 2, last // 2
            assert last == 0 and h == base64.b64decode(signed), path
            if gone or "subject" in entry: versions.append(None if gone else entry["subjectversion"])
        assert all(v in (None, n + 1) for n, v in enumerate(versions)), versions
        print("utuh / whole:", origin, size, len(lines))
        """
}
