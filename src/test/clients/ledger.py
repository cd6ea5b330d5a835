"""What a server acknowledged to one account, and the means to hold it to that, whatever fails under it."""

import hashlib
import os
import re

# a refusal of something that could have been done on a healthy disk
CODES = re.compile(r"^\[(OVERQUOTA|UNAVAILABLE)\] ")


def digest(message):
    return hashlib.sha256(message).digest()


class Ledger:
    """The messages of one account's INBOX by UID, as digests, with who is flagged; refused: how often each refusal came."""

    def __init__(self, server, name):
        self.server = server
        self.name = name
        self.bodies = {}
        self.sizes = {}
        self.flagged = set()
        self.refused = {}
        self.number = 0
        self.connect()

    def connect(self):
        self.client = self.selected()

    def selected(self):
        client = self.server.connect(self.name, "INBOX")
        client.imap.state = "SELECTED"
        return client

    def refusals(self):
        return sum(self.refused.values())

    def took(self, what, state, text):
        """True for OK; a NO must have a response code that says what is wrong."""
        if state == "OK":
            return True
        assert state == "NO" and CODES.search(text), f"{what}: {state} {text}"
        self.refused[f"{what} {text}"] = self.refused.get(f"{what} {text}", 0) + 1
        return False

    def run(self, command):
        state, text, _ = self.client.run(command)
        return self.took(command.replace("UID ", "").split()[0], state, text)

    def message(self, size):
        self.number += 1
        return b"Subject: %s %d\r\n\r\n" % (self.name.encode(), self.number) + os.urandom(size // 2).hex().encode() + b"\r\n"

    def append(self, size):
        message = self.message(size)
        state, answer = self.client.imap.append("INBOX", None, None, message)
        text = answer[-1].decode()
        if not self.took("APPEND", state, text):
            return False
        self.record(int(re.search(r"APPENDUID \d+ (\d+)", text)[1]), message)
        return True

    def record(self, uid, message):
        assert uid not in self.bodies, f"UID {uid} used twice"
        self.bodies[uid] = digest(message)
        self.sizes[uid] = len(message)

    def flag(self, uid):
        done = self.run(f"UID STORE {uid} +FLAGS.SILENT (\\Flagged)")
        if done:
            self.flagged.add(uid)
        return done

    def expunge(self, uids):
        told = ",".join(map(str, uids))
        done = self.run(f"UID STORE {told} +FLAGS.SILENT (\\Deleted)") and self.run(f"UID EXPUNGE {told}")
        if done:
            for uid in uids:
                del self.bodies[uid], self.sizes[uid]
                self.flagged.discard(uid)
        return done

    def verify(self):
        """Everything acknowledged is there and nothing else, in this session and for one that comes now."""
        newcomer = self.selected()
        for client in (self.client, newcomer):
            client.ok("NOOP")
            found, flagged = {}, set()
            state, response = client.imap.uid("FETCH", "1:*", "(UID FLAGS BODY.PEEK[])") if self.bodies else ("OK", [])
            assert state == "OK", f"{self.name}: FETCH: {state} {response}"
            for head, body in (part for part in response if isinstance(part, tuple)):
                uid = int(re.search(rb"UID (\d+)", head)[1])
                found[uid] = digest(body)
                if b"\\Flagged" in head:
                    flagged.add(uid)
            assert found == self.bodies, (f"{self.name}: lost {set(self.bodies) - set(found)}, new {set(found) - set(self.bodies)}, "
                                          f"or changed")
            assert flagged == self.flagged, f"{self.name}: flags: {self.flagged ^ flagged}"
        newcomer.close()
