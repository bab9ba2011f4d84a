"""Verifies a chained trade log without TradingLogger: python3 verify-trades.py LOG_DIRECTORY [FILE_WITH_HMAC_SECRET]"""
import base64, glob, gzip, hashlib, hmac, json, os, re, sys

def sha(data): return hashlib.sha256(data).hexdigest()
def read(path): return gzip.open(path + ".gz").read() if not os.path.exists(path) else open(path, "rb").read()
def fail(path, line, why): sys.exit(f"{path}, line {line}: {why}")

log, key = os.path.join(sys.argv[1], "trades.log"), open(sys.argv[2], "rb").read() if len(sys.argv) > 2 else None
days = {re.sub(r"\.(seal|gz)$", "", p) for p in glob.glob(log + ".*") if re.search(r"log\.\d{4}-\d\d-\d\d(\.\d+)?(\.seal|\.gz)?$", p)}
order = lambda path: [int(n) for n in re.findall(r"\d+", os.path.basename(path))]
seq, last, any_line, previous, starts = 0, "0" * 64, False, None, {}

def check_seal(seal, path, name, data, lines, previous, is_first):
    times = [m[1].decode() for m in (re.match(rb'{"timestamp": "([^"\\]{0,39})"', line) for line in lines) if m] or [None]
    seqs = [int(m[1]) for m in (re.search(END, line) for line in lines) if m] or [None]
    previous = previous or (json.loads(seal)["previous_seal"] if is_first else None)
    body = json.dumps(dict(seal=1, file=name, size=len(data), count=len(lines), first_time=times[0], last_time=times[-1], first_seq=seqs[0],
                           last_seq=seqs[-1], head=sha(lines[-1]) if lines else None, sha256=sha(data), previous_seal=previous))
    text, _, signature = seal.decode().partition(', "signature": ')
    if (text + "}\n" if signature else text) != body + "\n": fail(path, len(lines), "is not what its seal tells")
    form = signature and json.loads(signature[:-2])
    if signature and (json.dumps(form) + "}\n" != signature or form["algorithm"] not in ("hmac-sha256", "ecdsa-p256-sha256")
                      or base64.b64encode(base64.b64decode(form["value"])).decode() != form["value"]): fail(path, len(lines), "its seal is damaged")
    if key and (not signature or base64.b64decode(form["value"]) != hmac.digest(key, body.encode(), "sha256")): fail(path, len(lines), "its seal is not signed with the key")

END = rb', "seq": ([1-9]\d*), "prev": "([0-9a-f]{64})"}$(?!\n)'
files = sorted(days, key=order) + ([log] if os.path.exists(log) else [])
for path in files:
    try: data = read(path)
    except OSError: fail(path, 1, "is missing; its seal is there")
    *lines, rest = data.split(b"\n")
    for number, line in enumerate(lines, 1):
        found = re.search(END, line)
        try: event = json.loads(line)
        except ValueError: fail(path, number, "is no JSON")
        if not isinstance(event, dict) or not {"timestamp", "action"} <= set(event): fail(path, number, "is no trade event")
        if (seq and not found) or (found and (any_line or int(found[1]) == 1) and (int(found[1]) != seq + 1 or found[2].decode() != last)):
            fail(path, number, "does not follow the line before it")
        seq, last, any_line = int(found[1]) if found else 0, sha(line), True
    if rest: fail(path, len(lines) + 1, "is not ended by a line feed")
    first = next((int(m[1]) for m in (re.search(END, line) for line in lines) if m), None)
    starts[first] = (data, previous, path == files[0])
    if path != log and os.path.exists(path + ".seal"):
        seal = open(path + ".seal", "rb").read()
        try: check_seal(seal, path, os.path.basename(path), data, lines, previous, path == files[0])
        except (ValueError, KeyError, TypeError): fail(path, len(lines), "its seal is damaged")
        previous = sha(seal)
if os.path.exists(log + ".seal"):
    seal = open(log + ".seal", "rb").read()
    try:
        told = json.loads(seal)
        data, before, is_first = starts.get(told["first_seq"], (None, None, False))
        if data is not None: check_seal(seal, log, "trades.log", data[:told["size"]], data[:told["size"]].split(b"\n")[:-1], before, is_first)
        elif min((s for s in starts if s), default=0) <= told["last_seq"]: fail(log, 1, "what its seal tells of is not there")
    except (ValueError, KeyError, TypeError): fail(log, 1, "its seal is damaged")
print(f"Intact. The last line has the number {seq} and the hash {last}.")
