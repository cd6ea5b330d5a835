"""POP3 as few clients speak it."""
import imaplib
import socket
import struct
import sys

pop3_port, imap_port = int(sys.argv[1]), int(sys.argv[2])


class Client:
    def __init__(self, user=None):
        self.socket = socket.create_connection(("127.0.0.1", pop3_port), 60)
        self.file = self.socket.makefile("rb")
        assert self.line().startswith("+OK")
        if user:
            self.ok("USER " + user)
            self.answer = self.ask("PASS secret")

    def line(self):
        line = self.file.readline()
        assert not line or line.endswith(b"\r\n"), line
        return line.decode()[:-2] if line else None

    def ask(self, command):
        self.socket.sendall(command.encode() + b"\r\n")
        return self.line()

    def ok(self, command):
        answer = self.ask(command)
        assert answer.startswith("+OK") and len(answer) < 511, (command, answer)
        return answer

    def refused(self, command):
        answer = self.ask(command)
        assert answer.startswith("-ERR") and len(answer) < 511, (command, answer)

    def rest(self):
        lines = []
        while (line := self.line()) != ".":
            lines.append(line)
        return lines

    def leave(self, how):
        if how == "reset":
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        if how == "half-closed":
            self.socket.shutdown(socket.SHUT_WR)
            assert self.line() is None, "the server closes too"
        self.file.close()
        self.socket.close()


imap = imaplib.IMAP4("127.0.0.1", imap_port, timeout=30)
imap.login("anna", "secret")
for text in (b"Subject: one\r\n\r\n1\r\n.\r\n..2\r\n", b"Subject: two\r\n\r\n", b"Subject: three\r\n\r\nx\r\n"):
    imap.append("INBOX", None, None, text)

# --- what is not allowed leaves the session where it was ---
c = Client()
for command in ("STAT", "LIST", "RETR 1", "TOP 1 1", "DELE 1", "NOOP", "RSET", "UIDL", "", " ", "X" * 5000, "PASS secret", "APOP a b", "LAST"):
    c.refused(command)
c.leave("closed")
c = Client("anna")
for command in ("USER anna", "PASS secret", "AUTH PLAIN", "STLS", "UTF8", "RETR", "RETR 0", "RETR 4", "RETR -1", "RETR 99999999999999999999",
                "TOP 1", "TOP 1 -1", "TOP 1 x", "LIST 0", "LIST 1 2", "DELE", "UIDL 4", "NOOP x", "STAT 1"):
    c.refused(command)
assert c.ok("STAT") == "+OK 3 %d" % (27 + 16 + 21)
c.ok("TOP 1 99999999999999999999")
assert c.rest() == ["Subject: one", "", "1", "..", "...2"]
c.ok("TOP 1 0")
assert c.rest() == ["Subject: one", ""]
c.ok("TOP 2 1")
assert c.rest() == ["Subject: two", ""]
c.ok("DELE 2")
for command in ("DELE 2", "RETR 2", "TOP 2 0", "LIST 2", "UIDL 2"):
    c.refused(command)
assert c.ok("STAT") == "+OK 2 48"
c.ok("LIST")
assert c.rest() == ["1 27", "3 21"]
c.ok("UIDL")
assert [line.split()[0] for line in c.rest()] == ["1", "3"]
c.ok("RSET")
assert c.ok("STAT").startswith("+OK 3 ")
c.ok("DELE 1")

# --- whoever goes without QUIT removes nothing, and the next may come at once ---
second = Client("anna")
assert second.answer.startswith("-ERR [IN-USE]")
for how in ("reset", "closed", "half-closed"):
    c.leave(how)
    c = Client()
    c.ok("USER anna")
    answer = c.ask("PASS secret")
    tries = 0
    while answer.startswith("-ERR [IN-USE]") and tries < 100:  # the server may not have read of the end yet
        c.ok("USER anna")
        answer = c.ask("PASS secret")
        tries += 1
    assert answer.startswith("+OK 3 "), (how, answer)
    c.ok("DELE 1")
second.leave("closed")
assert imap.select("INBOX")[1] == [b"3"]

# --- all commands in one packet ---
c.socket.sendall(b"RSET\r\nSTAT\r\nRETR 3\r\nDELE 3\r\nNOOP\r\nLIST\r\nQUIT\r\n")
got = c.file.read().decode().split("\r\n")
assert got[2:6] == ["+OK 21 octets", "Subject: three", "", "x"] and got[-2].startswith("+OK"), got
c.leave("closed")
imap.noop()
assert imap.select("INBOX")[1] == [b"2"]

# --- many ---
c = Client("many")
assert c.answer.startswith("+OK 100001 "), c.answer
for _ in range(2):
    c.ok("UIDL")
    uidls = [line.split()[1] for line in c.rest()]
    assert len(set(uidls)) == 100001 and all(0 < len(uidl) <= 70 for uidl in uidls)
c.ok("LIST")
assert len(c.rest()) == 100001
c.socket.sendall(b"".join(b"DELE %d\r\n" % number for number in range(1, 1001)) + b"STAT\r\n")
assert all(c.line().startswith("+OK") for _ in range(1000))
assert c.line().startswith("+OK 99001 ")
c.ok("QUIT")
c = Client("many")
assert c.answer.startswith("+OK 99001 ")
c.ok("UIDL")
assert [line.split()[1] for line in c.rest()] == uidls[1000:]
c.ok("QUIT")
print("as the RFCs have it")
