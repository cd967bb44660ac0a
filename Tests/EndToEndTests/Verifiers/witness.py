"""A small public witness (C2SP tlog-witness), on nothing but Python's own library.

witness.py NAME SEEDHEX LOGVKEY FOLDER [old SIZE]: prints "vkey ..." and "listening PORT"; every request's
answer is a line of FOLDER/answers. `old SIZE` makes it remember SIZE entries of a tree that it never saw.
"""
import base64, hashlib, http.server, os, struct, sys, threading, time

# Ed25519 as RFC 8032, section 6 has it, with the same names.
p = 2**255 - 19
q = 2**252 + 27742317777372353535851937790883648493
def inverse(x): return pow(x, p - 2, p)
d = -121665 * inverse(121666) % p
root = pow(2, (p - 1) // 4, p)
def add(P, Q):
    A, B = (P[1] - P[0]) * (Q[1] - Q[0]) % p, (P[1] + P[0]) * (Q[1] + Q[0]) % p
    C, D = 2 * P[3] * Q[3] * d % p, 2 * P[2] * Q[2] % p
    E, F, G, H = B - A, D - C, D + C, B + A
    return (E * F % p, G * H % p, F * G % p, E * H % p)
def multiply(s, P):
    Q = (0, 1, 1, 0)
    while s:
        if s & 1: Q = add(Q, P)
        P, s = add(P, P), s >> 1
    return Q
def equal(P, Q): return (P[0] * Q[2] - Q[0] * P[2]) % p == 0 and (P[1] * Q[2] - Q[1] * P[2]) % p == 0
def recover(y, sign):
    if y >= p: return None
    x2 = (y * y - 1) * inverse(d * y * y + 1)
    if x2 % p == 0: return None if sign else 0
    x = pow(x2, (p + 3) // 8, p)
    if (x * x - x2) % p: x = x * root % p
    if (x * x - x2) % p: return None
    return p - x if (x & 1) != sign else x
gy = 4 * inverse(5) % p
gx = recover(gy, 0)
G = (gx, gy, 1, gx * gy % p)
def compress(P):
    z = inverse(P[2]); x, y = P[0] * z % p, P[1] * z % p
    return int.to_bytes(y | (x & 1) << 255, 32, "little")
def decompress(s):
    y = int.from_bytes(s, "little"); sign = y >> 255; y &= (1 << 255) - 1
    x = recover(y, sign)
    return None if x is None else (x, y, 1, x * y % p)
def number(*parts): return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little") % q
def expand(seed):
    h = hashlib.sha512(seed).digest()
    a = int.from_bytes(h[:32], "little") & (1 << 254) - 8 | 1 << 254
    return a, h[32:]
def public(seed): return compress(multiply(expand(seed)[0], G))
def sign(seed, message):
    a, prefix = expand(seed); A = compress(multiply(a, G)); r = number(prefix, message)
    R = compress(multiply(r, G))
    return R + int.to_bytes((r + number(R, A, message) * a) % q, 32, "little")
def verify(key, message, signature):
    A, R, s = decompress(key), decompress(signature[:32]), int.from_bytes(signature[32:], "little")
    if A is None or R is None or s >= q: return False
    return equal(multiply(s, G), add(R, multiply(number(signature[:32], key, message), A)))

def keyid(name, kind, key): return hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + key).digest()[:4]
def node(a, b): return hashlib.sha256(b"\x01" + a + b).digest()

def consistent(m, n, proof, old, new):
    if m == n: return not proof and old == new
    if not proof: return False
    if m & (m - 1) == 0: proof = [old] + proof
    f, s = m - 1, n - 1
    while f & 1: f, s = f >> 1, s >> 1
    fr = sr = proof[0]
    for c in proof[1:]:
        if s == 0: return False
        if f & 1 or f == s:
            fr, sr = node(c, fr), node(c, sr)
            while not f & 1 and f: f, s = f >> 1, s >> 1
        else: sr = node(sr, c)
        f, s = f >> 1, s >> 1
    return s == 0 and fr == old and sr == new

name, seed, vkey, folder = sys.argv[1], bytes.fromhex(sys.argv[2]), sys.argv[3], sys.argv[4]
origin, log = vkey.split("+", 2)[0], base64.b64decode(vkey.split("+", 2)[2])[1:]
mine = public(seed)
stored = (int(sys.argv[6]), None) if len(sys.argv) > 6 else (0, None)
lock = threading.Lock()

def judge(body):
    global stored
    head, _, note = body.partition(b"\n\n")
    lines = head.split(b"\n")
    if not lines[0].startswith(b"old ") or not note: return 400, b"", ""
    old, proof = int(lines[0][4:]), [base64.b64decode(line) for line in lines[1:]]
    text, _, signatures = note.partition(b"\n\n")
    text += b"\n"
    said, size, tip = text.decode().split("\n")[:3]
    size, tip = int(size), base64.b64decode(tip)
    if said != origin: return 404, b"", ""
    good = False
    for line in signatures.decode().splitlines():
        dash, who, payload = line.split(" ")
        payload = base64.b64decode(payload)
        if who == origin and payload[:4] == keyid(origin, 1, log):
            if not verify(log, text, payload[4:]): return 403, b"", ""
            good = True
    if not good: return 403, b"", ""
    if old > size: return 400, b"", ""
    with lock:
        if old != stored[0]: return 409, b"%d\n" % stored[0], "text/x.tlog.size"
        if old == 0:
            if proof: return 422, b"", ""
        elif stored[1] is not None and not consistent(old, size, proof, stored[1], tip): return 422, b"", ""
        stored = (size, tip)
    now = int(time.time())
    signed = sign(seed, b"cosignature/v1\ntime %d\n" % now + text)
    payload = keyid(name, 4, mine) + struct.pack(">Q", now) + signed
    return 200, ("\u2014 %s %s\n" % (name, base64.b64encode(payload).decode())).encode(), "text/plain"

class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        status, answer, kind = judge(body) if self.path == "/w/add-checkpoint" else (404, b"", "")
        with open(os.path.join(folder, "answers"), "a") as file: file.write("%d\n" % status)
        self.send_response(status)
        if kind: self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)
    def log_message(self, *words): pass

server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print("vkey %s+%s+%s" % (name, keyid(name, 4, mine).hex(), base64.b64encode(b"\x04" + mine).decode()))
print("listening %d" % server.server_port, flush=True)
server.serve_forever()
