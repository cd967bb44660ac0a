# Checks what kembar hands out, with nothing of kembar: hashlib, and Ed25519 of the package cryptography.
#   verify.py bundle VKEY FOLDER [WITNESS-VKEY]      a bundle: manifests, signature, entries, tiles, proofs
#   verify.py receipt VKEY FILE [WITNESS-VKEY]       a receipt (.tlog-proof) with its entry
#   verify.py goes-on VKEY FILE SIZE ROOT            a witness request: the log goes on from that size and root (base64)
# Prints "whole" and figures; ends with 1 at the first thing wrong. Written from the C2SP texts and RFC 6962.
import base64
import hashlib
import json
import os
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class Wrong(Exception):
    pass


def need(condition, what):
    if not condition:
        raise Wrong(what)


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def decode(text):
    raw = base64.b64decode(text, validate=True)
    need(base64.b64encode(raw) == text, "base64 in another spelling")
    return raw


def decimal(text):
    need(text.isdigit() and (text == b"0" or not text.startswith(b"0")), "a number in another spelling")
    return int(text)


class Key:
    def __init__(self, text):
        name, hexadecimal, rest = text.encode().split(b"+", 2)
        raw = decode(rest)
        self.name, self.type, self.public = name, raw[0], raw[1:]
        self.id = sha(name, b"\n", raw)[:4]
        need(self.id.hex().encode() == hexadecimal, "a vkey with another key ID")

    def check(self, text, payload):
        """Verifies what stands behind the key ID; returns the time of a cosignature."""
        time = None
        if self.type == 4:
            time, payload = int.from_bytes(payload[:8], "big"), payload[8:]
            text = b"cosignature/v1\ntime %d\n" % time + text
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(payload, text)
        except InvalidSignature:
            raise Wrong(f"a forged signature of {self.name.decode()}") from None
        return time


def opened(note, log, witness=None):
    """The checkpoint in a note: size and root; and when the witness saw it."""
    need(note.endswith(b"\n") and b"\n\n" in note, "no note")
    head, _, tail = note.rpartition(b"\n\n")
    text, found, seen = head + b"\n", False, None
    for line in tail.splitlines():
        dash, name, payload = line.split(b" ")
        need(dash == "—".encode(), "no signature line")
        raw = decode(payload)
        for key in [log] + ([witness] if witness else []):
            if key.name == name and key.id == raw[:4]:
                time = key.check(text, raw[4:])
                found, seen = found or key is log, seen or time
    need(found, "no signature by the log's key")
    need(witness is None or seen, "no cosignature by the witness's key")
    origin, size, root = text.split(b"\n")[:3]
    need(text.count(b"\n") == 3, "extension lines")
    need(origin == log.name, "another origin")
    need(len(decode(root)) == 32, "a root of another length")
    return decimal(size), decode(root), seen


def split(size):
    return 1 << (size - 1).bit_length() - 1


def root_of(leaves):
    if not leaves:
        return sha()
    if len(leaves) == 1:
        return leaves[0]
    k = split(len(leaves))
    return sha(b"\1", root_of(leaves[:k]), root_of(leaves[k:]))


def included(leaf, index, size, path):
    """The root to which the path leads; recursive, as RFC 6962 defines it, and nothing left over."""
    need(0 <= index < size, "an index outside the tree")
    if size == 1:
        need(not path, "a path with hashes left over")
        return leaf
    need(path, "a path that is too short")
    k = split(size)
    if index < k:
        return sha(b"\1", included(leaf, index, k, path[:-1]), path[-1])
    return sha(b"\1", path[-1], included(leaf, index - k, size - k, path[:-1]))


def goes_on(old, size, path, old_root, whole=True):
    """Old and new root as a consistency proof has them (RFC 6962, SUBPROOF)."""
    if old == size:
        if whole:
            need(not path, "hashes left over")
            return old_root, old_root
        need(len(path) == 1, "a proof of another length")
        return path[0], path[0]
    need(path, "a proof that is too short")
    k = split(size)
    if old <= k:
        first, second = goes_on(old, k, path[:-1], old_root, whole)
        return first, sha(b"\1", second, path[-1])
    first, second = goes_on(old - k, size - k, path[:-1], old_root, False)
    return sha(b"\1", path[-1], first), sha(b"\1", path[-1], second)


def leaf_of(line):
    entry = json.loads(line)
    if list(entry) == ["redacted"]:
        return bytes.fromhex(entry["redacted"])
    return sha(b"\0", line)


def receipt(text):
    """Index, path, note and entry of a .tlog-proof."""
    head, _, note = text.partition(b"\n\n")
    lines = head.split(b"\n")
    need(lines.pop(0) == b"c2sp.org/tlog-proof@v1", "no proof")
    extra = decode(lines.pop(0)[6:]) if lines[0].startswith(b"extra ") else None
    need(lines[0].startswith(b"index "), "no index")
    index = decimal(lines.pop(0)[6:])
    path = [decode(line) for line in lines]
    need(all(len(each) == 32 for each in path), "a hash of another length")
    return index, path, note, extra


def read(folder, name):
    with open(os.path.join(folder, name), "rb") as file:
        return file.read()


def tiles_of(leaves):
    """Every tile's name and bytes (C2SP tlog-tiles, height 8)."""
    level, hashes = 0, leaves
    while hashes:
        for start in range(0, len(hashes), 256):
            tile = hashes[start:start + 256]
            number, parts = start // 256, []
            while True:
                parts.insert(0, f"{number % 1000:03}")
                number //= 1000
                if not number:
                    break
            name = "/".join(["x" + part for part in parts[:-1]] + parts[-1:])
            partial = f".p/{len(tile)}" if len(tile) < 256 else ""
            yield f"tile/{level}/{name}{partial}", b"".join(tile)
        hashes = [root_of(hashes[i:i + 256]) for i in range(0, len(hashes) - 255, 256)]
        level += 1


def bundle(log, folder, witness):
    listed = {}
    for line in read(folder, "manifest-sha256.txt").decode().splitlines():
        digest, _, name = line.partition("  ")
        listed[name] = digest
    found = set()
    for path, _, names in os.walk(os.path.join(folder, "data")):
        found |= {os.path.relpath(os.path.join(path, name), folder) for name in names}
    need(found == set(listed), "files that are not those of the manifest")
    for name, digest in listed.items():
        need(hashlib.sha256(read(folder, name)).hexdigest() == digest, f"{name} is not what its digest says")
    size, root, seen = opened(read(folder, "data/checkpoint"), log, witness)
    lines = read(folder, "data/events.jsonl").split(b"\n")
    need(lines.pop() == b"", "a line that does not end")
    leaves = [leaf_of(line) for line in lines]
    proofs = sorted(name for name in listed if name.startswith("data/proofs/"))
    if proofs:
        need(len(proofs) == len(lines), "as many proofs as lines")
        for name, line, leaf in zip(proofs, lines, leaves):
            index, path, note, extra = receipt(read(folder, name))
            need(extra == line and note == read(folder, "data/checkpoint"), f"{name} is of another entry")
            need(included(leaf, index, size, path) == root, f"{name} does not lead to the root")
    else:
        need(len(lines) == size and root_of(leaves) == root, "the entries are not what was signed")
        tiles = {"data/" + name: content for name, content in tiles_of(leaves)}
        need(set(tiles) == {name for name in listed if name.startswith("data/tile/")}, "other tiles")
        for name, content in tiles.items():
            need(read(folder, name) == content, f"{name} is not of these entries")
    print("whole", size, len(lines), seen or "")


def main(kind, vkey, path, *more):
    log = Key(vkey)
    if kind == "bundle":
        bundle(log, path, Key(more[0]) if more else None)
    elif kind == "receipt":
        with open(path, "rb") as file:
            index, hashes, note, extra = receipt(file.read())
        size, root, seen = opened(note, log, Key(more[0]) if more else None)
        need(included(leaf_of(extra), index, size, hashes) == root, "the entry is not in the tree")
        print("whole", size, index, seen or "")
    else:
        with open(path, "rb") as file:
            head, _, note = file.read().partition(b"\n\n")
        lines = head.split(b"\n")
        old, old_root = decimal(lines.pop(0).removeprefix(b"old ")), decode(more[1].encode())
        need(old == int(more[0]), "another old size")
        size, root, _ = opened(note, log)
        need(goes_on(old, size, [decode(line) for line in lines], old_root) == (old_root, root),
             "the log does not go on from there")
        print("whole", size, old)


try:
    main(*sys.argv[1:])
except (Wrong, OSError, ValueError, KeyError, IndexError, TypeError) as error:
    sys.exit(f"{type(error).__name__}: {error}")
