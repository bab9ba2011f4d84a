"""Decrypts members of a trade log without TradingLogger, with Python 3.8 and its package cryptography:

    python3 decrypt-trades.py PRIVATE_KEY.pem LOG_FILE [FILE_OR_DIRECTORY_WITH_KEY_LINES ...] > plain.log

Key lines are looked for beside the log (trades.log.*.keys) and where the further arguments say. The password of an encrypted PEM is
read from the variable DECRYPT_PASSWORD. What cannot be opened stays as it is and is told on standard error; then the exit code is 1."""
import base64, glob, gzip, hashlib, json, os, re, sys
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, keywrap, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

LONGEST_KEY_LINE = 64 * 1024
# cryptography refuses a tag or a nonce of another length, and keys that are none, with ValueError; keywrap with InvalidUnwrap.
REFUSED = (ValueError, KeyError, TypeError, AttributeError, RecursionError, keywrap.InvalidUnwrap)

def b64u(text):
    if not re.fullmatch(r"[A-Za-z0-9_-]*", text): raise ValueError("no base64url")
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if base64.urlsafe_b64encode(data).rstrip(b"=").decode() != text: raise ValueError("no canonical base64url")
    return data

def to_b64u(data): return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
def word(number): return number.to_bytes(4, "big")

def thumbprint(key):
    """RFC 7638: the SHA-256 of the required members of the JWK, in the order of the alphabet, without blanks."""
    n = key.public_numbers()
    jwk = (dict(e=to_b64u(n.e.to_bytes((n.e.bit_length() + 7) // 8, "big")), kty="RSA", n=to_b64u(n.n.to_bytes((n.n.bit_length() + 7) // 8, "big")))
           if isinstance(key, rsa.RSAPublicKey) else dict(crv="P-256", kty="EC", x=to_b64u(n.x.to_bytes(32, "big")), y=to_b64u(n.y.to_bytes(32, "big"))))
    return to_b64u(hashlib.sha256(json.dumps(jwk, separators=(",", ":")).encode()).digest())

def unwrap(private, header, wrapped):
    """The content encryption key of a JWE: RSA-OAEP-256, or ECDH-ES+A256KW (RFC 7518, sections 4.3 and 4.6)."""
    if header["alg"] == "RSA-OAEP-256":
        return private.decrypt(wrapped, padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None))
    if header["alg"] != "ECDH-ES+A256KW" or header["epk"]["crv"] != "P-256": raise ValueError("an algorithm that is not known")
    x, y = (int.from_bytes(b64u(header["epk"][name]), "big") for name in "xy")
    shared = private.exchange(ec.ECDH(), ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key())
    algorithm = header["alg"].encode()
    info = word(len(algorithm)) + algorithm + word(0) + word(0) + word(256)  # no apu, no apv; the length of the key in bits
    return keywrap.aes_key_unwrap(hashlib.sha256(word(1) + shared + info).digest(), wrapped)

def open_key(private, line):
    """The content key of a key line, a JWE in general JSON serialization (RFC 7516, section 7.2.1)."""
    jwe, own = json.loads(line), thumbprint(private.public_key())
    recipients = [one for one in jwe["recipients"] if one["header"]["kid"] == own]
    if not recipients: raise LookupError("the private key is none of its recipients")
    if json.loads(b64u(jwe["protected"])).get("enc") != "A256GCM": raise ValueError("an encryption that is not known")
    cek = unwrap(private, recipients[0]["header"], b64u(recipients[0]["encrypted_key"]))
    iv, tag = b64u(jwe["iv"]), b64u(jwe["tag"])
    if len(cek) != 32 or len(iv) != 12 or len(tag) != 16: raise ValueError("a length that is wrong")
    jwk = json.loads(AESGCM(cek).decrypt(iv, b64u(jwe["ciphertext"]) + tag, jwe["protected"].encode()))
    if jwk["kty"] != "oct" or len(b64u(jwk["k"])) != 32: raise ValueError("no key of 256 bits")
    return b64u(jwk["k"])

def key_lines(paths):
    """The key lines of files and directories, by their id: the first 16 bytes of the SHA-256 of the line."""
    files = [name for path in paths for name in (sorted(glob.glob(os.path.join(glob.escape(path), "*.keys"))) if os.path.isdir(path) else [path])]
    return {to_b64u(hashlib.sha256(line).digest()[:16]): line for name in files if os.path.isfile(name) and not os.path.islink(name)
            for line in open(name, "rb").read().split(b"\n") if len(line) <= LONGEST_KEY_LINE}

TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.S)

def values(line):
    """Each value of a line that begins with encrypted: as its JSON pointer (RFC 6901), start, end and text."""
    path, is_name = [], False
    for token in TOKEN.finditer(line):
        text = token[0]
        if text in b"{[": path.append(None if text == b"{" else 0); is_name = text == b"{"
        elif text in b"}]": path.pop(); is_name = False
        elif text == b",":
            is_name = not isinstance(path[-1], int)
            if not is_name: path[-1] += 1
        elif text == b":": is_name = False
        elif is_name: path[-1] = json.loads(text)
        elif text.startswith(b'"encrypted:'):
            yield "".join("/" + str(one).replace("~", "~0").replace("/", "~1") for one in path), token.start(), token.end(), json.loads(text)

def pair(text): return text.encode("utf-8", "surrogatepass")
def once(pairs):
    found = {}
    for name, value in pairs: found.setdefault(name, value)
    return found

def member(event, name):
    """The member of this name, else the first one whose name differs only by case."""
    return event[name] if name in event else event[next((other for other in event if other.lower() == name), name)]

def main(private_path, log, *places):
    password = os.environ.get("DECRYPT_PASSWORD")
    private = serialization.load_pem_private_key(open(private_path, "rb").read(), password.encode() if password else None)
    lines, keys, failed = key_lines([os.path.dirname(os.path.abspath(log)), *places]), {}, False

    def open_value(event, pointer, text):
        match = re.fullmatch(r"encrypted:([A-Za-z0-9_-]{22}):([A-Za-z0-9_-]+)", text)
        if not match: raise LookupError("it has not the form of an encrypted value: it was cut, or a caller wrote it")
        kid, sealed = match[1], b64u(match[2])
        if kid not in lines: raise LookupError("the key line " + kid + " is not there")
        if kid not in keys:
            try: keys[kid] = open_key(private, lines[kid])
            except LookupError as error: keys[kid] = error if not isinstance(error, KeyError) else LookupError("its key line is damaged")
            except (*REFUSED, InvalidTag): keys[kid] = LookupError("its key line cannot be opened")
        if isinstance(keys[kid], Exception): raise keys[kid]
        bound = b"".join(word(len(part)) + part for part in map(pair, (member(event, "timestamp"), member(event, "action"), pointer, kid)))
        try: plain = AESGCM(keys[kid]).decrypt(sealed[:12], sealed[12:], bound)
        except (InvalidTag, ValueError): raise LookupError("it was changed, or moved from another line or member") from None
        if any(byte < 32 for byte in plain): raise LookupError("it is no JSON value")
        json.loads(plain)
        return plain

    with (gzip.open if log.endswith(".gz") else open)(log, "rb") as file:
        for number, line in enumerate(file, 1):
            if b'"encrypted:' in line:
                try: event, found = json.loads(line, object_pairs_hook=once), list(values(line))
                except ValueError: event, found = None, []
                for pointer, start, end, text in reversed(found):
                    try: line = line[:start] + open_value(event, pointer, text) + line[end:]
                    except REFUSED as error: failed = tell(log, number, pointer, "it is damaged")
                    except LookupError as error: failed = tell(log, number, pointer, error)
            sys.stdout.buffer.write(line)
    return failed

def tell(log, number, pointer, why):
    print(f"{log}, line {number}, member {pointer}: {why}.", file=sys.stderr)
    return True

if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) if len(sys.argv) > 2 else __doc__)
