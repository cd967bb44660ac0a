"""Sends requests over a Unix socket as whoever runs it: rows on standard input, answers on standard output.

A row is a JSON list [method, path, body]; an answer [status, code, group], or ["closed", errno] where the
system lets nobody connect.
"""
import http.client
import json
import socket
import sys


class Door(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=60)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


def ask(path, method, target, body=None, headers=None):
    """One request on a connection of its own; returns status and body."""
    door = Door(path)
    try:
        headers = dict(headers or {})
        if body is not None:
            headers.setdefault("Content-Type", "application/json")
        door.request(method, target, body, headers)
        answer = door.getresponse()
        return answer.status, answer.read()
    finally:
        door.close()


def main():
    for line in sys.stdin:
        method, target, body = json.loads(line)
        try:
            key = {"Idempotency-Key": "uji-%d" % abs(hash(line))} if method == "POST" else {}
            status, text = ask(sys.argv[1], method, target, body, key)
            problem = json.loads(text) if status >= 400 else {}
            print(json.dumps([status, problem.get("code"), problem.get("params", {}).get("group")]))
        except OSError as error:
            print(json.dumps(["closed", error.errno, None]))
        sys.stdout.flush()


if __name__ == "__main__":
    main()
