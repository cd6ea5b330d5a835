"""The index of texts on the real server: it comes by itself, and whatever becomes of it, searches find what they should.

Messages with words in several charsets and encodings, of which the check knows who has which; every word is searched for before there is
an index, with it, after more mail came, was moved and expunged, after the server was killed while it wrote, after the index was cut,
flipped and deleted, and with search.index=false.
"""

import base64
import glob
import os
import random
import re
import shutil
import signal
import time

import served

DATA = "search-data"
MESSAGES = 120
MORE = 20
WORDS = ["harbour", "xylophone", "Stra\u00dfe", "caf\u00e9", "\u041f\u0440\u0438\u0432\u0435\u0442", "\u65e5\u672c\u8a9e", "quarter", "zanzibar"]
CHARSETS = {"utf-8": lambda text: True, "iso-8859-1": lambda text: max(map(ord, text)) < 256,
            "koi8-r": lambda text: all(c < "\u0080" or "\u0410" <= c <= "\u044f" for c in text)}


def message(chance):
    """Octets, and the words in the subject and in the body."""
    subject, body = chance.choice(WORDS), chance.sample(WORDS, chance.randint(0, 3))
    text = "Dear all,\r\n" + " and ".join(body) + "\r\nbye\r\n"
    charset = chance.choice([name for name, fits in CHARSETS.items() if fits(text)])
    octets, encoding = text.encode(charset), "8bit"
    if chance.random() < 0.5:
        octets, encoding = base64.encodebytes(octets).replace(b"\n", b"\r\n"), "base64"
    encoded = base64.b64encode(subject.encode()).decode()
    head = (f"From: a@example.org\r\nSubject: =?utf-8?B?{encoded}?=\r\nMIME-Version: 1.0\r\n"
            f"Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n")
    return head.encode() + octets, {subject}, set(body)


class Mailbox:
    """What the check knows of INBOX: words by UID."""

    def __init__(self):
        self.chance = random.Random(4)
        self.subjects, self.bodies = {}, {}

    def append(self, client, count):
        for _ in range(count):
            octets, subject, body = message(self.chance)
            uid = client.append("INBOX", octets)
            self.subjects[uid], self.bodies[uid] = subject, body
        client.ok("NOOP")

    def gone(self, uids):
        for uid in uids:
            del self.subjects[uid], self.bodies[uid]

    def check(self, client, when):
        for word in WORDS:
            subject = {uid for uid, words in self.subjects.items() if word in words}
            body = {uid for uid, words in self.bodies.items() if word in words}
            for key, expected in (("SUBJECT", subject), ("BODY", body), ("TEXT", subject | body)):
                found = search(client, key, word)
                assert found == expected, f"{when}: {key} {word}: {sorted(found ^ expected)}"
            part = word[1:-1]
            assert search(client, "TEXT", part.upper() if part.isascii() else part) == subject | body, f"{when}: {part}"


def selected(server):
    client = server.connect("alice")
    client.imap.select("INBOX")
    return client


def search(client, key, word):
    octets = word.encode()
    client.imap.literal = octets
    state, answer = client.imap.uid("SEARCH", "CHARSET", "UTF-8", key)
    assert state == "OK", answer
    return set(map(int, (answer[0] or b"").split()))


def indexes():
    return glob.glob(DATA + "/accounts/*/*/search/*/segments_*")


def await_index():
    deadline = time.monotonic() + 60
    while not indexes():
        assert time.monotonic() < deadline, "no index was made"
        time.sleep(0.05)


def damage(chance):
    """Flips, cuts and removes files of the index, each with some chance."""
    for file in glob.glob(DATA + "/accounts/*/*/search/*/*"):
        octets = open(file, "rb").read()
        how = chance.randrange(4)
        if how == 0 and octets:
            at = chance.randrange(len(octets))
            octets = octets[:at] + bytes([octets[at] ^ 1 << chance.randrange(8)]) + octets[at + 1:]
        elif how == 1:
            octets = octets[:chance.randrange(len(octets) + 1)]
        elif how == 2:
            os.remove(file)
            continue
        with open(file + ".new", "wb") as new:
            new.write(octets)
        os.replace(file + ".new", file)


def main():
    shutil.rmtree(DATA, ignore_errors=True)
    served.add_users(DATA, ["alice"])
    mailbox = Mailbox()
    server = served.Server(DATA)
    client = selected(server)
    mailbox.append(client, MESSAGES)
    mailbox.check(client, "before there is an index")
    await_index()
    mailbox.check(client, "with an index")
    mailbox.append(client, MORE)
    mailbox.check(client, "new mail")
    some = mailbox.chance.sample(sorted(mailbox.subjects), 40)
    client.ok("CREATE Archive")
    client.ok("UID MOVE " + ",".join(map(str, some[:20])) + " Archive")
    client.ok("UID STORE " + ",".join(map(str, some[20:])) + " +FLAGS.SILENT (\\Deleted)")
    client.ok("EXPUNGE")
    mailbox.gone(some)
    mailbox.check(client, "after a move and an expunge")
    for round in range(3):
        mailbox.append(client, MORE)
        mailbox.check(client, "before it is killed")
        server.end(signal.SIGKILL)
        if round:
            damage(mailbox.chance)
        server = served.Server(DATA)
        client = selected(server)
        mailbox.check(client, f"after SIGKILL, round {round}")
        mailbox.check(client, f"and again, round {round}")
    for directory in glob.glob(DATA + "/accounts/*/*/search"):
        shutil.rmtree(directory)
    mailbox.append(client, MORE)
    mailbox.check(client, "deleted under the server")
    await_index()
    mailbox.check(client, "made anew")
    assert not re.search(r"\b(ERROR|Exception in)\b", server.logged()), server.logged()
    server.end()
    shutil.rmtree(glob.glob(DATA + "/accounts/*/*/search")[0])
    server = served.Server(DATA, "search.index=false")
    client = selected(server)
    mailbox.check(client, "without an index")
    assert not indexes()
    server.end()
    print(f"{len(mailbox.subjects)} messages, {len(WORDS)} words: found with and without an index")


main()
