// Checks a bundle with Go's own transparency log packages, which know nothing of kembar:
// verify VKEY BUNDLE | verify VKEY receipt FILE | verify VKEY goes-on FILE SIZE ROOT
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// The bundle's tiles; the packages ask for their names with the height in front.
type tiles struct{ dir string }

func (t tiles) Height() int { return 8 }

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range wanted {
		name := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		data, err := os.ReadFile(filepath.Join(t.dir, "data", name))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func leaf(line []byte) tlog.Hash {
	var entry map[string]json.RawMessage
	check(json.Unmarshal(line, &entry))
	if gone, ok := entry["redacted"]; ok && len(entry) == 1 {
		var hash tlog.Hash
		var text string
		check(json.Unmarshal(gone, &text))
		raw, err := hex.DecodeString(text)
		check(err)
		copy(hash[:], raw)
		return hash
	}
	return tlog.RecordHash(line)
}

// The size and root that the log's key signed.
func open(verifier note.Verifier, signed []byte) (int64, tlog.Hash) {
	opened, err := note.Open(signed, note.VerifierList(verifier))
	check(err)
	parts := strings.Split(opened.Text, "\n")
	if parts[0] != verifier.Name() {
		check(fmt.Errorf("origin %s", parts[0]))
	}
	size, err := strconv.ParseInt(parts[1], 10, 64)
	check(err)
	return size, decoded(parts[2])
}

func decoded(text string) tlog.Hash {
	var hash tlog.Hash
	raw, err := base64.StdEncoding.DecodeString(text)
	check(err)
	copy(hash[:], raw)
	return hash
}

func main() {
	verifier, err := note.NewVerifier(os.Args[1])
	check(err)
	if os.Args[2] == "receipt" {
		text, err := os.ReadFile(os.Args[3])
		check(err)
		head, signed, _ := strings.Cut(string(text), "\n\n")
		size, root := open(verifier, []byte(signed))
		for _, line := range strings.Split(head, "\n") {
			if strings.HasPrefix(line, "extra ") {
				entry, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(line, "extra "))
				check(err)
				checkProof(os.Args[3], leaf(entry), size, root)
				fmt.Println("whole", size)
				return
			}
		}
		check(fmt.Errorf("no entry"))
	}
	if os.Args[2] == "goes-on" {
		text, err := os.ReadFile(os.Args[3])
		check(err)
		head, signed, _ := strings.Cut(string(text), "\n\n")
		size, root := open(verifier, []byte(signed))
		old, err := strconv.ParseInt(os.Args[4], 10, 64)
		check(err)
		var proof tlog.TreeProof
		for _, line := range strings.Split(head, "\n")[1:] {
			proof = append(proof, decoded(line))
		}
		check(tlog.CheckTree(proof, size, root, old, decoded(os.Args[5])))
		fmt.Println("whole", size, old)
		return
	}
	dir := os.Args[2]
	signed, err := os.ReadFile(filepath.Join(dir, "data", "checkpoint"))
	check(err)
	size, root := open(verifier, signed)
	events, err := os.ReadFile(filepath.Join(dir, "data", "events.jsonl"))
	check(err)
	lines := bytes.Split(bytes.TrimSuffix(events, []byte("\n")), []byte("\n"))
	proofs, err := filepath.Glob(filepath.Join(dir, "data", "proofs", "*.tlog-proof"))
	check(err)
	sort.Strings(proofs)
	if len(proofs) > 0 {
		if len(proofs) != len(lines) {
			check(fmt.Errorf("%d proofs, %d lines", len(proofs), len(lines)))
		}
		for i, path := range proofs {
			checkProof(path, leaf(lines[i]), size, root)
		}
		fmt.Println("whole", size, len(lines))
		return
	}
	if int64(len(lines)) != size {
		check(fmt.Errorf("%d lines, %d signed", len(lines), size))
	}
	reader := tlog.TileHashReader(tlog.Tree{N: size, Hash: root}, tiles{dir})
	for i, line := range lines {
		stored, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, int64(i))})
		check(err)
		hash := leaf(line)
		if stored[0] != hash {
			check(fmt.Errorf("tile and line %d differ", i))
		}
		proof, err := tlog.ProveRecord(size, int64(i), reader)
		check(err)
		check(tlog.CheckRecord(proof, size, root, int64(i), hash))
	}
	fmt.Println("whole", size, len(lines))
}

func checkProof(path string, hash tlog.Hash, size int64, root tlog.Hash) {
	text, err := os.ReadFile(path)
	check(err)
	head, _, _ := strings.Cut(string(text), "\n\n")
	var index int64
	var proof tlog.RecordProof
	for _, line := range strings.Split(head, "\n")[1:] {
		if strings.HasPrefix(line, "extra ") {
			continue
		}
		if strings.HasPrefix(line, "index ") {
			index, err = strconv.ParseInt(strings.TrimPrefix(line, "index "), 10, 64)
			check(err)
			continue
		}
		proof = append(proof, decoded(line))
	}
	check(tlog.CheckRecord(proof, size, root, index, hash))
}
