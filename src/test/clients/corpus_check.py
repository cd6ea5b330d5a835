"""Every message of some directories through APPEND and FETCH, compared with Python's email package and the octets themselves.

Called with directories; IMAP_HOST, IMAP_PORT, IMAP_USER and IMAP_PASSWORD say where the server is. Nothing of this shares a line
with the server: structure, headers and decoding come from email (policy compat32), and what a section is follows from
the message's octets. Where the two are known to differ the reason stands in KNOWN, in reason() or in the code; anything else fails.
"""

import collections
import email
import email.errors
import email.message
import email.policy
import email.utils
import imaplib
import os
import re
import socket
import sys

imaplib._MAXLINE = 100_000_000

# Messages whose structure is compared no further than the octets that it names, with the reason.
KNOWN = {
    "0552.1ce63d212148c58723cc1f7150b27157.eml": "a comment within a comment: Python drops the inner parentheses",
    "0774.cdd7992b853cadd1098b09224e74c728.eml": "a quoted local part: Python keeps the quotes",
    "simple_36.txt": "a quoted local part: Python keeps the quotes",
    "simple_35.txt": "an address without sense: Python takes the host alone for it",
    "malformed-multiple-address-header-values.raw": "no comma between addresses: Python goes on, the server to the next comma",
    "barren-content-type.raw": "Content-Type: ; name=...: without a type the default holds (RFC 2045, 5.2), without parameters",
    "malformed-content-type-params.raw": "charset=; iso-8859-1: Python makes a parameter of what has no '='",
    "missing-closing-param-quote.raw": "a quote that is not closed: Python keeps it",
    "bad_email_3.eml": "a parameter with a backslash and garbage behind its quotes: Python keeps them",
    "mimetools-testmsgs__multi-2evil.msg": "backslashes in a quoted string: Python takes some for content",
    "mime-bad-content-type.raw": "no semicolon in front of a parameter: Python takes all for the type",
    "mime-blank-media-name.raw": "no semicolon in front of a parameter: Python takes all for the type",
    "testmsgs__obsolete.msg": "space in front of the colon (RFC 5322, 4.5.8): a field for the server, none for Python",
    "testmsgs__ending-boundaries.msg": "text behind a boundary: a delimiter for the server, none for Python",
    "testmsgs__missing-inner-start-boundary.msg": "a multipart without a start: plain text to its last octet for the server",
    "testmsgs__multipartnopart.msg": "a multipart without a start: plain text to its last octet for the server",
    "msg_42.txt": "a multipart without a start: plain text to its last octet for the server",
    "testmsgs__missing-inner-boundary.msg": "a multipart without parts: Python gives the line end of the outer boundary to it",
    "msg_15.txt": "a multipart in one with the same boundary: Python ends the outer one with the inner one",
    "msg_39.txt": "multiparts within each other with the same boundary: Python ends the wrong one",
    "msg_38.txt": "a boundary with a space behind it: a delimiter for the server (RFC 2046, 5.1.1), none for Python",
    "testmsgs__very-very-long-boundary.msg": "a boundary of more than 2,048 octets (RFC 2046 allows 70) is not looked for",
}


class Fetched:
    """A FETCH response: items by name, parsed from its octets."""

    def __init__(self, response):
        self.octets = b"".join(part if isinstance(part, bytes) else part[0] + b"\r\n" + part[1] for part in response if part)
        self.at = self.octets.index(b"(")
        values = self.value()
        self.items = dict(zip((name.upper() for name in values[::2]), values[1::2]))

    def value(self):
        head = self.octets[self.at:self.at + 1]
        if head == b"(":
            return self.list()
        if head == b'"':
            return self.quoted()
        literal = re.compile(rb"~?\{(\d+)\}\r\n").match(self.octets, self.at)
        if literal:
            self.at = literal.end() + int(literal[1])
            return self.octets[literal.end():self.at]
        atom = re.compile(rb"(?:[^\s()\[]|\[[^]]*\])+").match(self.octets, self.at)
        self.at = atom.end()
        if atom[0] == b"NIL":
            return None
        return int(atom[0]) if atom[0].isdigit() else atom[0].decode()

    def list(self):
        self.at += 1
        values = []
        while True:
            while self.octets[self.at:self.at + 1] in (b" ", b"\r", b"\n"):
                self.at += 1
            if self.octets[self.at:self.at + 1] == b")":
                self.at += 1
                return values
            values.append(self.value())

    def quoted(self):
        end = re.compile(rb'"((?:[^"\\\r\n]|\\.)*)"').match(self.octets, self.at)
        self.at = end.end()
        return re.sub(rb"\\(.)", rb"\1", end[1])


class Mismatch(Exception):
    pass


def same(what, server, python):
    if server != python:
        at = 0
        if isinstance(server, bytes) and isinstance(python, bytes):
            at = max(0, len(os.path.commonprefix([server, python])) - 40)
            server, python = server[at:], python[at:]
        raise Mismatch(f"{what}: from {at} on: server {server!r:.150} python {python!r:.150}")


def header(message, name):
    """The first field of that name as octets, unfolded; None if there is none."""
    for key, value in message.raw_items():
        if key.lower() == name:
            return clean(value)
    return None


def clean(text):
    return re.sub(rb"[\r\n]", b"", octets(text)).strip(b" \t").replace(b"\0", b"?")


def octets(text):
    return text.encode("utf-8", "surrogateescape")


def lower(text):
    return text.lower() if text else text


# ---- ENVELOPE

def addresses(message, name):
    """Name, mailbox and host of each, by Python."""
    values = [value for key, value in message.raw_items() if key.lower() == name]
    found = []
    for shown, address in email.utils.getaddresses([re.sub(r"[\r\n]", "", value) for value in values]):
        local, at, host = address.rpartition("@")
        if address:
            found.append((octets(shown) or None, octets(local if at else address), octets(host if at else "")))
    return found


def envelope(server, message):
    date, subject, sender, *_, reply, message_id = server
    for what, value, name in (("date", date, "date"), ("subject", subject, "subject"), ("in-reply-to", reply, "in-reply-to"),
                              ("message-id", message_id, "message-id")):
        same(f"ENVELOPE {what}", value, header(message, name))
    lists = dict(zip(("from", "sender", "reply-to", "to", "cc", "bcc"), server[2:8]))
    for name, value in lists.items():
        if name in ("sender", "reply-to") and not addresses(message, name):
            same(f"ENVELOPE {name} by default", value, lists["from"])
        else:
            # Python leaves out what has a name only (A <>), and has no groups.
            plain = [(a[0], a[2], a[3]) for a in value or [] if a[3] is not None and (a[2] or a[3])]
            same(f"ENVELOPE {name}", plain, addresses(message, name))


# ---- BODYSTRUCTURE

def parameters(pairs):
    pairs = pairs or []
    return {lower(name): value for name, value in zip(pairs[::2], pairs[1::2])}


def children(node):
    if isinstance(node[0], list):
        return [child for child in node if isinstance(child, list)][:first_not_list(node)]
    return []


def first_not_list(node):
    return next(i for i, value in enumerate(node) if not isinstance(value, list))


def media_type(node):
    if isinstance(node[0], list):
        return b"multipart/" + lower(node[first_not_list(node)])
    return lower(node[0]) + b"/" + lower(node[1])


def is_message(node):
    return media_type(node) in (b"message/rfc822", b"message/global") and len(node) > 9 and isinstance(node[8], list)


def python_parts(part):
    """The children as IMAP sees them: of a multipart, or the one message in a message."""
    payload = part.get_payload()
    return payload if isinstance(payload, list) else []


def structure(node, part, section, leaves):
    """Compares types, and notes all parts with their section numbers."""
    if isinstance(node[0], list):
        same(f"type of {section}", media_type(node), part.get_content_type().encode())
        same(f"parts of {section}", len(children(node)), len(python_parts(part)))
        for number, (child, own) in enumerate(zip(children(node), python_parts(part)), 1):
            structure(child, own, f"{section}.{number}" if section else str(number), leaves)
        return
    section = section or "1"
    leaves.append((section, node, part))
    declared = part.get_content_type().encode()
    if part.is_multipart() and not part.get_content_type().startswith("message/"):
        raise Mismatch(f"{section}: a multipart for Python, not for the server")
    if declared.startswith(b"multipart/"):
        # Python leaves the type of a multipart without a boundary; a BODYSTRUCTURE cannot (a multipart has a part).
        declared = b"text/plain"
    same(f"type of {section}", media_type(node), declared)
    if is_message(node):
        own = python_parts(part)[0]
        envelope(node[7], own)
        inner = node[8]
        structure(inner, own, section if isinstance(inner[0], list) else section + ".1", leaves)


def own_structure(node, section, leaves):
    """Notes all parts as the server has them, for those messages whose structure is not compared."""
    for number, child in enumerate(children(node), 1):
        own_structure(child, f"{section}.{number}" if section else str(number), leaves)
    if not isinstance(node[0], list):
        section = section or "1"
        leaves.append((section, node, None))
        if is_message(node):
            inner = node[8]
            own_structure(inner, section if isinstance(inner[0], list) else section + ".1", leaves)


def basic_fields(section, node, part):
    same(f"id of {section}", node[3], header(part, "content-id"))
    same(f"description of {section}", node[4], header(part, "content-description"))
    encoding = header(part, "content-transfer-encoding") or b"7bit"
    same(f"encoding of {section}", lower(node[5]), encoding.lower())
    if part.get_content_maintype() != "multipart":
        # One without parts is text/plain for the server, and has that type's parameters.
        header_parameters(section, parameters(node[2]), part, "content-type")
    extension = node[8 if not media_type(node).startswith(b"text/") else 9 if not is_message(node) else 11:]
    disposition = next((value for value in extension if isinstance(value, list) and len(value) == 2), [b"", None])
    header_parameters(section, parameters(disposition[1]), part, "content-disposition")


def header_parameters(section, ours, part, name):
    raw = next((value for key, value in part.raw_items() if key.lower() == name), "")
    # A message of its own with the octets as Latin-1: of 8-bit octets Python would show question marks.
    alone = email.message.Message()
    alone[name] = re.sub(r"[\r\n]", "", octets(raw).decode("latin-1"))
    for key, value in alone.get_params(failobj=[], header=name)[1:]:
        # Python puts together and decodes what RFC 2231 has cut and encoded; BODYSTRUCTURE shows it as it stands.
        if key and isinstance(value, str):
            same(f"parameter {key} of {section}", ours.get(key.lower().encode("latin-1")), value.encode("latin-1"))


# ---- sections

def sections(client, uid, raw, leaves):
    wanted = []
    for section, node, _ in leaves:
        wanted += [f"BODY.PEEK[{section}]", f"BODY.PEEK[{section}.MIME]", f"BINARY.PEEK[{section}]", f"BINARY.SIZE[{section}]"]
        if is_message(node):
            wanted += [f"BODY.PEEK[{section}.HEADER]", f"BODY.PEEK[{section}.TEXT]"]
    items = fetch(client, uid, wanted)
    if items is None:
        # An encoding that the server does not know: NO [UNKNOWN-CTE]; without BINARY it must work.
        items = fetch(client, uid, [item for item in wanted if not item.startswith("BINARY")])
    at = 0
    for section, node, part in leaves:
        body = items[f"BODY[{section}]"]
        same(f"octets of {section}", node[6], len(body))
        if media_type(node).startswith(b"text/"):
            same(f"lines of {section}", node[7], body.count(b"\n"))
        mime = items[f"BODY[{section}.MIME]"]
        place = raw.find(mime + body, at)
        if place < 0:
            raise Mismatch(f"{section} is not in the message at or behind {at}")
        if is_message(node):
            same(f"message {section}", body, items[f"BODY[{section}.HEADER]"] + items[f"BODY[{section}.TEXT]"])
            at = place + len(mime)
            continue
        at = place + len(mime) + len(body)
        if part is not None and not part.is_multipart():
            contents(section, raw, body, part, items)


def contents(section, raw, body, part, items):
    # get_payload() would decode the charset of 8-bit text.
    payload = octets(part._payload)
    # Python takes the line end before a boundary off even where none comes because the message ends.
    taken = b"\r\n" if raw.endswith(body) and body == payload + b"\r\n" else b""
    same(f"BODY[{section}]", body, payload + taken)
    if f"BINARY[{section}]" not in items:
        return
    decoded = items[f"BINARY[{section}]"]
    same(f"BINARY.SIZE[{section}]", items[f"BINARY.SIZE[{section}]"], len(decoded))
    expected = part.get_payload(decode=True)
    encoding = (header(part, "content-transfer-encoding") or b"7bit").lower()
    if encoding == b"base64" and (expected == payload or any("Base64" in type(defect).__name__ for defect in part.defects)):
        # Broken base64: Python gives up or stops at padding, the server decodes what can be decoded.
        return
    same(f"BINARY[{section}]", decoded, expected if encoding == b"base64" else expected + taken)


# ---- all of it

def fetch(client, uid, items):
    state, response = client.uid("FETCH", uid, "(" + " ".join(items) + ")")
    if state != "OK":
        return None
    return Fetched(response).items


def append(client, raw):
    if b"\0" not in raw:
        return client.append("corpus", None, None, raw)
    # NUL needs literal8 (RFC 9051, 6.3.12), which imaplib does not have.
    client.send(b"NUL APPEND corpus ~{%d+}\r\n" % len(raw) + raw + b"\r\n")
    while True:
        line = client.readline()
        if line.startswith(b"NUL "):
            return line.split()[1].decode(), [line]


def reason(message, raw):
    """Why structure is not compared: what Python does differently with whole classes of broken messages; None if it is."""
    for part in message.walk():
        if any(isinstance(defect, email.errors.MissingHeaderBodySeparatorDefect) for defect in part.defects):
            return "Python ends a header at the first line that is no field, the server at the empty line (RFC 5322, 2.1)"
        encoding = header(part, "content-transfer-encoding") or b"7bit"
        if part.get_content_maintype() == "message" and encoding.lower() not in (b"7bit", b"8bit", b"binary"):
            return "an encoded message/rfc822, which RFC 2046, 5.2.1 forbids: opaque for the server"
        boundary = octets(email.utils.collapse_rfc2231_value(part.get_param("boundary", "")))
        if boundary != re.sub(rb"[\r\n]|\s+$", b"", boundary):
            return "Python does not unfold a boundary, and strips space that is quoted"
        if boundary and re.search(rb"--%b[ \t]*\r\n--%b(--)?[ \t]*\r\n" % (re.escape(boundary), re.escape(boundary)), raw):
            return "a boundary directly behind another: an empty part for the server, nothing for Python"
    return None


def check(client, uid, raw, name):
    items = fetch(client, uid, ["ENVELOPE", "BODYSTRUCTURE", "BODY.PEEK[]", "RFC822.SIZE", "BODY.PEEK[HEADER]", "BODY.PEEK[TEXT]"])
    same("BODY[]", items["BODY[]"], raw)
    same("RFC822.SIZE", items["RFC822.SIZE"], len(raw))
    same("HEADER and TEXT", items["BODY[HEADER]"] + items["BODY[TEXT]"], raw)
    message = email.message_from_bytes(raw, policy=email.policy.compat32)
    leaves = []
    why = KNOWN.get(name) or reason(message, raw)
    if why is None:
        envelope(items["ENVELOPE"], message)
        structure(items["BODYSTRUCTURE"], message, "", leaves)
        for section, node, part in leaves:
            basic_fields(section, node, part)
    else:
        own_structure(items["BODYSTRUCTURE"], "", leaves)
    sections(client, uid, raw, leaves)
    return len(leaves), why


def messages(directories):
    for directory in directories:
        for place, _, files in sorted(os.walk(directory)):
            for name in sorted(files):
                path = os.path.join(place, name)
                if name.endswith((".eml", ".raw", ".msg")) or "/data/" in path and name.endswith(".txt"):
                    with open(path, "rb") as file:
                        yield path, re.sub(rb"\r?\n", b"\r\n", file.read())


def main(directories):
    client = imaplib.IMAP4(os.environ["IMAP_HOST"], int(os.environ["IMAP_PORT"]), timeout=60)
    client.login(os.environ["IMAP_USER"], os.environ["IMAP_PASSWORD"])
    client.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    client.create("corpus")
    client.select("corpus")
    count = parts = failed = 0
    apart = collections.Counter()
    for path, raw in messages(directories):
        state, answer = append(client, raw)
        if state != "OK":
            print(f"{path}: APPEND: {state} {answer}")
            failed += 1
            continue
        count += 1
        try:
            found, why = check(client, str(count), raw, os.path.basename(path))
            parts += found
            apart.update([why] if why else [])
        except Mismatch as mismatch:
            print(f"{path}: {mismatch}")
            failed += 1
    for why, times in sorted(apart.items()):
        print(f"{times} without structure: {why}")
    print(f"{count} messages, {parts} parts, {sum(apart.values())} of the messages without structure, {failed} differ")
    client.logout()
    return failed == 0 and count > 0


sys.exit(0 if main(sys.argv[1:]) else 1)
