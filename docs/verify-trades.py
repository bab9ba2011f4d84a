"""Verifies a chained trade log without TradingLogger: python3 verify-trades.py LOG_DIRECTORY [FILE_WITH_HMAC_SECRET]"""
import base64, glob, gzip, hashlib, hmac, json, os, re, sys, zlib

def sha(data): return hashlib.sha256(data).hexdigest()
def read(path): return open(path, "rb").read() if os.path.exists(path) else gzip.open(path + ".gz").read()
def fail(path, line, why): sys.exit(f"{path}, line {line}: {why}")

def check_seal(seal, path, name, data, previous):
    """Writes the seal again from the file; there is one way to write it."""
    lines = data.split(b"\n")[:-1]
    times = [m[1].decode() for m in (re.match(rb'{"timestamp": "([^"\\]{0,39})"', line) for line in lines) if m] or [None]
    numbers = [int(m[1]) for m in map(END.search, lines) if m] or [None]
    body = dict(seal=1, file=name, size=len(data), count=len(lines), first_time=times[0], last_time=times[-1], first_seq=numbers[0],
                last_seq=numbers[-1], head=sha(lines[-1]) if lines else None, sha256=sha(data), previous_seal=previous)
    own = base64.b64encode(hmac.digest(key, json.dumps(body).encode(), "sha256")).decode() if key else None
    form = dict(algorithm="hmac-sha256", value=own) if key else json.loads(seal).get("signature")
    if seal.decode() != json.dumps({**body, "signature": form} if form else body) + "\n": fail(path, len(lines), "is not what its seal tells")

def key_ids(event):
    """The ids of the keys of the encrypted values of an event, at any depth."""
    if isinstance(event, (dict, list)): return {i for one in (event.values() if isinstance(event, dict) else event) for i in key_ids(one)}
    found = re.fullmatch(r"encrypted:([\w-]{22}):[\w-]{39,}", event, re.A) if isinstance(event, str) else None
    return {found[1]} if found else set()

END = re.compile(rb', "seq": ([1-9]\d{0,14}), "prev": "([0-9a-f]{64})"}\Z')
log, key = os.path.join(sys.argv[1], "trades.log"), open(sys.argv[2], "rb").read() if len(sys.argv) > 2 else None
days = {m[1] for m in map(re.compile(r"(.*log\.\d{4}-\d\d-\d\d(?:\.\d+)?)(\.seal|\.gz)?\Z").match, glob.glob(log + ".*")) if m}
seq, last, before, starts, unfinished, keys = 0, None, None, {}, 0, set()
for path in sorted(days, key=lambda day: [int(n) for n in re.findall(r"\d+", day[len(log):])]) + [log] * os.path.exists(log):
    if os.path.lexists(path) and (os.path.islink(path) or not os.path.isfile(path)): fail(path, 1, "is not an ordinary file")
    try: *lines, rest = read(path).split(b"\n")
    except (OSError, EOFError, zlib.error): fail(path, 1, "is missing or cannot be read")
    for number, line in enumerate(lines, 1):
        try: event = json.loads(line)
        except ValueError: event = None
        is_event = isinstance(event, dict) and {"timestamp", "action"} <= set(event)
        link = END.search(line)
        follows = int(link[1]) == seq + 1 and link[2].decode() == (last or "0" * 64) if link else seq == 0
        if not is_event or not (follows or (link and last is None and int(link[1]) > 1)): fail(path, number, "is no event, or does not follow")
        if b'"encrypted:' in line: keys |= key_ids(event)
        if event["action"] == "BATCH_UNFINISHED":
            if not 0 < event.get("lines", 0) < number: fail(path, number, "marks more lines of a batch than stand before it")
            unfinished += event["lines"]
        seq, last = int(link[1]) if link else 0, sha(line)
    if rest: fail(path, len(lines) + 1, "is not ended by a line feed")
    sealed = open(path + ".seal", "rb").read() if path != log and os.path.exists(path + ".seal") else None
    if key and path != log and not sealed: fail(path, len(lines), "has no seal")
    try:
        first = before or (json.loads(sealed or "{}").get("previous_seal") if not starts else None)
        starts[next((int(m[1]) for m in map(END.search, lines) if m), None)] = (b"\n".join(lines + [b""]), before, not starts)
        if sealed: check_seal(sealed, path, os.path.basename(path), b"\n".join(lines + [b""]), first)
    except (ValueError, AttributeError): fail(path, len(lines), "its seal is damaged")
    before = sha(sealed) if sealed else before
if os.path.exists(log + ".seal"):
    try:
        told = json.loads(seal := open(log + ".seal", "rb").read())
        data, previous, is_first = starts.get(told["first_seq"], (None, None, False))
        if data is not None: check_seal(seal, log, "trades.log", data[:told["size"]], previous or (told["previous_seal"] if is_first else None))
        elif min(filter(None, starts), default=0) <= told["last_seq"]: fail(log, 1, "what its seal tells of is not there")
    except (ValueError, KeyError, TypeError, AttributeError): fail(log, 1, "its seal is damaged")
# A key is named by the hash of its line, so a line that is lost or was changed is found without any private key.
kept = {base64.urlsafe_b64encode(bytes.fromhex(sha(line))[:16]).decode()[:22] for path in glob.glob(glob.escape(sys.argv[1]) + "/*.keys")
        if os.path.isfile(path) and not os.path.islink(path) for line in open(path, "rb").read().split(b"\n")}
print(f"Intact. The last line has the number {seq} and the hash {last}. Lines of unfinished batches: {unfinished}."
      + (f" Keys of encrypted values: {len(keys)}, lost or damaged: {', '.join(sorted(keys - kept)) or 'none'}." if keys else ""))
