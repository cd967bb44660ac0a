"""Load that remembers what was acknowledged, so that nothing lost and nothing doubled can hide.

Each client adds notes to agreements under keys of its own. A connection that ends without an answer is "unknown":
the same key is sent again until there is an answer, as the command line does.
"""
import json
import random
import sys
import threading
import time

sys.path.insert(0, __file__.rsplit("/", 1)[0])
from asker import ask  # noqa: E402


# A daemon that is killed all the time answers rarely on a busy machine; who never gets an answer is told all the same.
PATIENCE = 600


class Load:
    def __init__(self, path, agreements, clients=4):
        self.path = path
        self.agreements = agreements
        self.acknowledged = {}  # key -> the answer's first bytes
        self.refused = []  # connections that were refused: nobody was listening
        self.unanswered = []  # why a request's connection ended without an answer, each time
        self.wrong = []  # answers that no client should get
        self.lock = threading.Lock()
        self.stopping = threading.Event()
        self.threads = [threading.Thread(target=self.client, args=(n,)) for n in range(clients)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stopping.set()
        for thread in self.threads:
            thread.join()

    def count(self):
        with self.lock:
            return len(self.acknowledged)

    def client(self, number):
        chance = random.Random(number)
        turn = 0
        while not self.stopping.is_set():
            turn += 1
            key = f"beban-{number}-{turn}-{chance.getrandbits(32):08x}"
            self.record(key, chance.choice(self.agreements))

    def record(self, key, agreement):
        body = json.dumps({"event": "NoteAdded", "data": {"text": key}})
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                status, text = ask(
                    self.path, "POST", f"/v1/agreements/{agreement}/events", body, {"Idempotency-Key": key}
                )
            except (ConnectionRefusedError, FileNotFoundError) as error:
                with self.lock:
                    self.refused.append((key, error.errno))
            except Exception as error:  # noqa: BLE001: however it ended, the same key settles it
                with self.lock:
                    self.unanswered.append(repr(error))
            else:
                if status in (200, 201):
                    with self.lock:
                        self.acknowledged[key] = text
                    return
                # "Unknown", or not now: the same key settles it.
                if status != 503:
                    with self.lock:
                        self.wrong.append((key, status, text[:200]))
                    return
            if time.monotonic() > deadline:
                with self.lock:
                    self.wrong.append((key, f"no answer in {PATIENCE} s", b""))
                return
            time.sleep(0.02)


def entries(path):
    """Every entry of the log, parsed."""
    status, text = ask(path, "GET", "/v1/events")
    assert status == 200, (status, text[:200])
    return [json.loads(line) for line in text.splitlines()]


def settle(load, path):
    """What is wrong between what was acknowledged and what is kept, as sentences; none if all is well."""
    kept = {}
    found = entries(path)
    for entry in found:
        kept.setdefault(entry.get("commandid"), []).append(entry)
    faults = [f"{key}: {status} {text!r}" for key, status, text in load.wrong]
    for position, entry in enumerate(found):
        if int(entry["sequence"]) != position:
            faults.append(f"position {position} holds {entry['sequence']}")
            break
    for key in load.acknowledged:
        count = len(kept.get(key, []))
        if count != 1:
            faults.append(f"{key} was acknowledged and is kept {count} times")
    for key, same in kept.items():
        if key and key.startswith("beban-") and len(same) > 1:
            faults.append(f"{key} is kept {len(same)} times")
    return faults
