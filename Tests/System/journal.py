"""Lets kembard write to the journald of this namespace, and reads it back with journalctl."""
import json
import os
import subprocess
import sys
import time

programs, settings = sys.argv[1:]
REMINDER, TRIAL, REPORT = (
    "5f1c0a9d0c8e4a3f9b6d2e7714a0c3b1",
    "8d3b6c2f41e74a0fa5c9e0d76b2f1a94",
    "c2a7e41d95b84f6c8f03b6d17ea9452e",
)
failures = []


def check(is_good, text):
    if not is_good:
        failures.append(text)
        print(f"  FAILED: {text}", flush=True)


def run(*words, environment=None):
    ended = subprocess.run(
        words, capture_output=True, text=True, env={**os.environ, **(environment or {})}
    )
    if ended.returncode:
        sys.exit(f"journal: {' '.join(words)}: {ended.stderr or ended.stdout}")
    return ended.stdout


def kembar(*words):
    return run(f"{programs}/kembar", *words, environment={"KEMBAR_SOCKET": "/run/kembar/operator.sock"})


def journal(*words):
    """The entries as journalctl hands them out, every value whole."""
    output = run("journalctl", "--all", "--output=json", "--no-pager", *words)
    return [json.loads(line) for line in output.splitlines()]


def text(value):
    return bytes(value).decode() if isinstance(value, list) else value


# JOURNAL_STREAM is how systemd says that a service's output goes to the journal (systemd.exec(5)).
daemon = subprocess.Popen(
    [f"{programs}/kembard", "--data", "/run/data", "--sockets", "/run/kembar", "--config", settings]
    + ["--origin", "test.invalid/kembar", "--rehearse", "2018-11-08T09:00"],
    env={**os.environ, "JOURNAL_STREAM": "1:2"},
    stdout=subprocess.PIPE,
    stderr=open("/run/kembard.log", "w"),
)
deadline = time.monotonic() + 60
while not os.path.exists("/run/kembar/operator.sock"):
    if time.monotonic() > deadline or daemon.poll() is not None:
        sys.exit("journal: kembard does not serve: " + open("/run/kembard.log").read())
    time.sleep(0.05)

kembar("propose", "Kota Kembar “Buleleng–Blitar”", "--party", "35.72")
kembar("rehearse", "to", "2018-11-23T12:00")
kembar("remind", "test", "petugas")
entries = [json.loads(line) for line in kembar("api", "GET", "/v1/events").splitlines()]
issued = {int(entry["sequence"]): entry["data"] for entry in entries if entry["type"] == "MessageIssued"}
daemon.terminate()
output = daemon.communicate(timeout=60)[0].decode()
run("journalctl", "--sync")

kept = journal("SYSLOG_IDENTIFIER=kembard")
check(len(kept) == len(issued), f"{len(kept)} messages in the journal, {len(issued)} in the log")
check("Kota Kembar" not in output, "a message went to standard output too")
for entry in kept:
    position = int(entry["KEMBAR_POSITION"])
    data = issued.get(position, {})
    expected = TRIAL if data.get("trial") else REMINDER if data.get("reminders") else REPORT
    check(entry["MESSAGE_ID"] == expected, f"{position}: MESSAGE_ID {entry['MESSAGE_ID']}")
    for field, value in [
        ("PRIORITY", "5"), ("KEMBAR_ROLE", data.get("role")), ("KEMBAR_OFFICE", data.get("office")),
        ("KEMBAR_DAY", data.get("day")), ("KEMBAR_LANGUAGE", "id"), ("KEMBAR_REHEARSAL", "1"),
        ("_TRANSPORT", "journal"),
    ]:
        check(entry.get(field) == value, f"{position}: {field} is {entry.get(field)}, not {value}")
    message = text(entry["MESSAGE"])
    check(message.startswith(text(entry["KEMBAR_SUBJECT"]) + "\n"), f"{position}: the subject comes first")
    # Whole to the last byte: the checkpoint's signature stands at the end.
    check(f"\ntest.invalid/kembar\n{position + 1}\n" in message, f"{position}: no checkpoint of its moment")
    check("\n\n\u2014 test.invalid/kembar " in message and message.endswith("\n"), f"{position}: cut off")
kinds = {entry["MESSAGE_ID"] for entry in kept}
check(kinds == {REMINDER, TRIAL, REPORT}, f"kinds of messages: {kinds}")
about = journal("KEMBAR_AGREEMENT=2018-0001")
check(
    about and all(entry["MESSAGE_ID"] == REMINDER for entry in about),
    "an agreement's messages can be asked for",
)
check("“Buleleng–Blitar”" in text(about[0]["MESSAGE"]) if about else False, "UTF-8 stays as it is")

# journalctl -x puts the catalog's words behind each message, the fields filled in.
words = {
    "C.UTF-8": ("Pengingat kerja sama daerah untuk petugas", "Kabar mingguan untuk petugas",
                "Pesan percobaan untuk petugas", "tanggal 2018-11-23"),
    "en_US.UTF-8": ("Regional cooperation reminder for petugas", "Weekly report for petugas",
                    "Test message for petugas", "of 2018-11-23"),
}
for locale, sentences in words.items():
    if locale == "en_US.UTF-8" and not os.environ.get("KEMBAR_ENGLISH"):
        continue
    explained = run(
        "journalctl", "-x", "--no-pager", "-t", "kembard",
        environment={"LC_ALL": locale, "LOCPATH": "/run/locales" if "en" in locale else ""},
    )
    for sentence in sentences:
        check(sentence in explained, f"{locale}: the catalog does not say: {sentence}")

print(
    f"journal: {len(kept)} messages written and read back, {len(failures)} failures"
    + ("" if os.environ.get("KEMBAR_ENGLISH") else ", English catalog not read")
)
sys.exit(1 if failures else 0)
