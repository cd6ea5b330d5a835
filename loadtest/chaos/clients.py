"""Small clients for IMAP, POP3 and LMTP that say precisely what was acknowledged."""

import re
import socket

from nodes import IMAP, LMTP, PASSWORD, POP3


class Refused(Exception):
    """The server said no."""


class Lines:
    """A connection of lines. Every fault of the network is an OSError."""

    def __init__(self, address, port, seconds):
        self.socket = socket.create_connection((address, port), seconds)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.file = self.socket.makefile("rb")

    def line(self):
        line = self.file.readline()
        if not line.endswith(b"\n"):
            raise ConnectionError("closed")
        return line

    def send(self, octets):
        self.socket.sendall(octets)

    def close(self):
        try:
            self.socket.close()
        except OSError:
            pass


class Imap(Lines):
    def __init__(self, address, user, seconds=40):
        super().__init__(address, IMAP, seconds)
        self.number = 0
        self.selected = None
        if not self.line().startswith(b"* OK"):
            raise ConnectionError("no greeting")
        self.command(f"LOGIN {user} {PASSWORD}")
        self.command("ENABLE CONDSTORE QRESYNC")

    def command(self, text, literal=None):
        """The tagged text and all that came before it. Refused on NO and BAD."""
        self.number += 1
        tag = b"t%d" % self.number
        octets = tag + b" " + text.encode()
        if literal is not None:
            octets += b" {%d+}\r\n" % len(literal) + literal
        self.send(octets + b"\r\n")
        self.responses = []
        while True:
            response = self.response()
            if response.startswith(tag + b" "):
                words = response[len(tag) + 1:].decode(errors="replace").strip()
                if not words.startswith("OK"):
                    raise Refused(f"{text[:60]}: {words}")
                return words, b"".join(self.responses)
            if response.startswith(b"* BYE"):
                raise ConnectionError(response.decode(errors="replace").strip())
            self.responses.append(response)

    def response(self):
        """One response with its literals."""
        octets = self.line()
        while literal := re.search(rb"\{(\d+)\}\r\n$", octets):
            octets += self.file.read(int(literal[1])) + self.line()
        return octets

    def append(self, mailbox, message):
        """UIDVALIDITY and UID."""
        words, _ = self.command(f"APPEND {mailbox}", message)
        validity, uid = re.search(r"APPENDUID (\d+) (\d+)", words).groups()
        return int(validity), int(uid)

    def select(self, mailbox, more=""):
        """UIDVALIDITY, HIGHESTMODSEQ, and all that was told."""
        self.selected = None
        _, told = self.command(f"SELECT {mailbox}{more}")
        self.selected = mailbox
        return (int(re.search(rb"UIDVALIDITY (\d+)", told)[1]), int(re.search(rb"HIGHESTMODSEQ (\d+)", told)[1]), told)

    def ensure(self, mailbox):
        if self.selected != mailbox:
            self.select(mailbox)

    def find(self, marker):
        """The UID of the message with this marker in the selected mailbox, or None."""
        _, told = self.command(f"UID SEARCH HEADER X-Marker {marker}")
        found = re.search(rb"\* (?:SEARCH|ESEARCH[^\r]*ALL) (\d+)", told)
        return int(found[1]) if found else None

    def messages(self):
        """UID -> (marker, flags, modseq) of the selected mailbox."""
        self.command("UID FETCH 1:* (UID FLAGS MODSEQ BODY.PEEK[HEADER.FIELDS (X-Marker)])")
        found = {}
        for part in self.responses:
            uid = re.search(rb"UID (\d+)", part)
            # flags that others change come as FETCH responses, too
            if uid and b"BODY[" in part:
                flags = re.search(rb"FLAGS \(([^)]*)\)", part)[1].decode().split()
                marker = re.search(rb"X-Marker: (\S+)", part)
                found[int(uid[1])] = (marker[1].decode() if marker else None, frozenset(flags) - {"\\Recent"},
                                      int(re.search(rb"MODSEQ \((\d+)\)", part)[1]))
        return found

    def mailboxes(self):
        _, told = self.command('LIST "" *')
        return sorted(re.findall(r'^\* LIST \([^)]*\) "[^"]*" "?([^"\r]+)"?\r$', told.decode(), re.M))


class Pop3(Lines):
    def __init__(self, address, user, seconds=40):
        super().__init__(address, POP3, seconds)
        self.answer()
        self.command(f"USER {user}")
        self.command(f"PASS {PASSWORD}")

    def answer(self):
        line = self.line().decode(errors="replace").strip()
        if not line.startswith("+OK"):
            raise Refused(line)
        return line

    def command(self, text):
        self.send(text.encode() + b"\r\n")
        return self.answer()

    def listing(self, text):
        self.command(text)
        lines = []
        while (line := self.line()) != b".\r\n":
            lines.append(line.decode(errors="replace").strip())
        return lines


class Lmtp(Lines):
    def __init__(self, address, seconds=40):
        super().__init__(address, LMTP, seconds)
        self.answer()
        self.command("LHLO chaos")

    def answer(self):
        while True:
            line = self.line().decode(errors="replace").strip()
            if line[3:4] != "-":
                break
        if line[0] not in "23":
            raise Refused(line)
        return line

    def command(self, text):
        self.send(text.encode() + b"\r\n")
        return self.answer()

    def deliver(self, user, message):
        self.command("MAIL FROM:<chaos@example.org>")
        self.command(f"RCPT TO:<{user}>")
        self.command("DATA")
        self.send(message + b".\r\n")
        return self.answer()
