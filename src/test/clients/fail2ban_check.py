"""Fails to log in in every way, as honest and as hostile as can be; then asks fail2ban-regex what it made of the log."""
import base64
import hashlib
import hmac
import re
import socket
import subprocess
import sys

imap_port, pop3_port = int(sys.argv[1]), int(sys.argv[2])
hosts, log, rules = sys.argv[3].split(","), sys.argv[4], sys.argv[5]
expected = []
VICTIM = "203.0.113.9"


class Line:
    def __init__(self, host, port, source):
        self.socket = socket.create_connection((host, port), 30, (source, 0))
        self.file = self.socket.makefile("rb")
        self.greeting = self.file.readline()

    def say(self, text):
        self.socket.sendall(text if isinstance(text, bytes) else text.encode() + b"\r\n")
        return self.file.readline()

    def until(self, tag):
        line = b"?"
        while line and not line.startswith(tag):
            line = self.file.readline()
        return line

    def close(self):
        self.file.close()
        self.socket.close()


def b64(octets):
    return base64.b64encode(octets if isinstance(octets, bytes) else octets.encode()).decode()


def cram(challenge, user, password):
    return b64(user + " " + hmac.new(password.encode(), base64.b64decode(challenge.split()[1]), hashlib.md5).hexdigest())


def imap_login(c, user, password):
    octets = user.encode()
    answer = c.say("a LOGIN {%d+}\r\n" % len(octets) + user + " " + password)
    return answer if answer.startswith(b"a ") else c.until(b"a ")


def imap_plain(c, user, password):
    answer = c.say("a AUTHENTICATE PLAIN " + b64("\0" + user + "\0" + password))
    return answer if answer.startswith(b"a ") else c.until(b"a ")


def imap_cram(c, user, password):
    challenge = c.say("a AUTHENTICATE CRAM-MD5")
    return c.say(cram(challenge, user, password))


def pop3_user(c, user, password):
    return c.say("USER " + user) and c.say("PASS " + password)


def pop3_apop(c, user, password):
    stamp = re.search(rb"<[^>]*>", c.greeting).group()
    return c.say("APOP %s %s" % (user, hashlib.md5(stamp + password.encode()).hexdigest()))


def pop3_plain(c, user, password):
    return c.say("AUTH PLAIN " + b64("\0" + user + "\0" + password))


def pop3_cram(c, user, password):
    return c.say(cram(c.say("AUTH CRAM-MD5"), user, password))


def attempt(how, host, source, user, password="wrong"):
    port = imap_port if how.__name__.startswith("imap") else pop3_port
    connection = Line(host, port, source)
    answer = how(connection, user, password)
    assert answer.startswith((b"a OK", b"+OK")) == (password == "secret"), (how, user, answer)
    connection.close()
    if password != "secret":
        expected.append(source)


WAYS = [imap_login, imap_plain, imap_cram, pop3_user, pop3_apop, pop3_plain, pop3_cram]
for number, way in enumerate(WAYS):
    for host in hosts:
        source = "::1" if ":" in host else "127.0.0.%d" % (10 + number)
        attempt(way, host, source, "alice")
        attempt(way, host, source, "nobody")
        attempt(way, host, source, "alice", "secret")

FORGED = 'login rejected address=%s protocol=imap mechanism=PLAIN user="x" reason="wrong secret"' % VICTIM
STAMPED = "2020-01-01T00:00:00.000Z WARN  godwit.auth " + FORGED
HOSTILE = [
    'x" reason="" address=%s protocol=imap' % VICTIM, FORGED, STAMPED, "\x01\x7f\u0085\u2028" + FORGED, "\u00fcn\u00efc\u00f6de " + STAMPED,
    "\u202e" + VICTIM, "Nov 23 01:02:03 2020 " + FORGED, "\\" + '"' + FORGED, "x" * 150 + STAMPED, VICTIM, " ", "%s%n${x} {}", '"',
]
for name in HOSTILE + ["\r\n" + STAMPED, "a\n" + STAMPED + "\n"]:
    attempt(imap_login, "127.0.0.1", "127.0.0.30", name)
    attempt(imap_plain, "127.0.0.1", "127.0.0.31", name)
    attempt(pop3_plain, "127.0.0.1", "127.0.0.32", name)
# USER takes no control characters at all.
for name in HOSTILE[:3] + HOSTILE[4:8]:
    attempt(pop3_user, "127.0.0.1", "127.0.0.33", name)


def found(lines, *options):
    with open("lines", "w", encoding="utf-8") as file:
        file.write(lines)
    ran = subprocess.run(["fail2ban-regex", "-o", "ip", *options, "lines", rules], capture_output=True, text=True, check=False)
    return ran.stdout.split()


def unlike(addresses):
    """What was found or is missing, with how often."""
    differing = {}
    for address in addresses:
        differing[address] = differing.get(address, 0) + 1
    for address in expected:
        differing[address] = differing.get(address, 0) - 1
    return {address: count for address, count in differing.items() if count}


with open(log, encoding="utf-8") as file:
    text = file.read()
assert found(text) and not unlike(found(text)), (unlike(found(text)), text)
journal = re.sub("(?m)^", "mail godwit[77]: ", text.rstrip("\n")) + "\n"
assert not unlike(found(journal, "-d", "{NONE}")), unlike(found(journal, "-d", "{NONE}"))
rows = subprocess.run(["fail2ban-regex", "-o", "<ip> <F-USER>", "lines", rules, "-d", "{NONE}"], capture_output=True, text=True, check=False).stdout
assert "127.0.0.10 alice\n" in rows and "127.0.0.10 nobody\n" in rows, rows
print(len(expected), "failures, all seen;", text.count("login accepted"), "successes")
