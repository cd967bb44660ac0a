"""Runs commands of kembar as whoever runs it: rows on standard input, how each ended on standard output.

A row is a JSON list of words; an ending [status, last words on standard error]. 124: it was still going on.
"""
import json
import subprocess
import sys

# Whoever only follows is ended after this; everything else is done long before.
FOLLOWING = {"watch": 1.5}

for line in sys.stdin:
    words = json.loads(line)
    try:
        ended = subprocess.run(
            ["kembar", *words, "--lang", "en"], capture_output=True, stdin=subprocess.DEVNULL,
            timeout=FOLLOWING.get(words[0], 30),
        )
        ending = [ended.returncode, ended.stderr.decode(errors="replace")[-300:]]
    except subprocess.TimeoutExpired:
        ending = [124, ""]
    print(json.dumps(ending), flush=True)
