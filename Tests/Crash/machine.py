"""A kembard that may die at any moment, and the look at what it left; for run and powercut."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

here = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(here, "..", "System"))
from asker import ask  # noqa: E402

CONFIG = os.path.join(here, "..", "..", "config", "examples", "synthetic", "kembard.yaml")


class Machine:
    def __init__(self, programs, seed, name):
        self.programs = os.path.abspath(programs)
        self.seed = seed
        self.name = name
        self.work = tempfile.mkdtemp(prefix=f"kembar-{name}.")
        self.data, self.door = self.work + "/data", self.work + "/operator.sock"
        self.journal = open(self.work + "/journal", "wb")
        self.environment = {}

    def fail(self, text):
        sys.exit(f"{self.name}: {text} (seed {self.seed}); see {self.work}")

    def start(self):
        daemon = subprocess.Popen(
            [self.programs + "/kembard", "--data", self.data, "--sockets", self.work, "--config", CONFIG,
             "--origin", "crash.invalid/kembar"],
            stdout=self.journal, stderr=self.journal, env={**os.environ, "LC_ALL": "en", **self.environment},
        )
        for _ in range(600):
            try:
                if ask(self.door, "GET", "/v1/status")[0] == 200:
                    return daemon
            except OSError:
                pass
            if daemon.poll() is not None:
                break
            time.sleep(0.02)
        self.fail("kembard does not serve")

    def propose(self, count):
        """Begins agreements; returns their ids."""
        agreements = []
        for number in range(count):
            status, text = ask(
                self.door, "POST", "/v1/agreements",
                '{"verb":"propose","data":{"title":"Uji %d","parties":[{"code":"99.71"}]}}' % number,
                {"Idempotency-Key": f"mulai-{number}"},
            )
            assert status == 201, (status, text)
            agreements.append(json.loads(text)["id"])
        return agreements

    def copy(self):
        """What the disk has, as a daemon that was killed leaves it, in a folder of its own."""
        copy = self.work + "/copy"
        shutil.rmtree(copy, ignore_errors=True)
        os.mkdir(copy)
        for name in os.listdir(self.data):
            if name.split(".")[0] in ("log", "views", "checkpoint") and not name.endswith("-shm"):
                shutil.copy2(f"{self.data}/{name}", f"{copy}/{name}")
        return copy

    def verify(self, copy, when, views=None):
        """Fails unless the whole log verifies and its views, if it has any, are what a replay gives; `views` are
        what they have to be."""
        ended = subprocess.run(
            [self.programs + "/kembar-audit", "verify", "--data", copy, "--json"], capture_output=True
        )
        if ended.returncode != 0:
            self.fail(f"{when} verify says {ended.returncode}: {ended.stdout[:600]!r} {ended.stderr[:600]!r}")
        found = json.loads(ended.stdout).get("views")
        if found == "differ" or (views and found != views):
            self.fail(f"{when} the views are {found}, expected {views or 'same'}")

    def remove(self):
        shutil.rmtree(self.work)
