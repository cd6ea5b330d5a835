"""Order, pipelining, chunks, dots, a thousand recipients, source routes, sizes, UTF-8, cut connections: every reply is looked at."""
import imaplib
import socket
import struct
import sys
import time

lmtp_port, imap_port = int(sys.argv[1]), int(sys.argv[2])


class Client:
    def __init__(self, greet=True):
        self.socket = socket.create_connection(("127.0.0.1", lmtp_port), 30)
        self.file = self.socket.makefile("rb")
        assert self.reply() == 220
        if greet:
            self.expect("LHLO test.example", 250)

    def send(self, text):
        self.socket.sendall(text if isinstance(text, bytes) else text.encode())

    def reply(self):
        while True:
            line = self.file.readline()
            if not line:
                return 0
            assert line.endswith(b"\r\n"), line
            self.last = line.decode()
            if line[3:4] == b" ":
                return int(line[:3])

    def expect(self, command, *codes):
        self.send(command + "\r\n" if isinstance(command, str) else command)
        got = tuple(self.reply() for _ in codes)
        assert got == codes, (command, got, self.last)
        # RFC 2034, 4
        plain = codes[-1] == 354 or command[:4] == "LHLO" and codes[-1] == 250
        assert plain or self.last[4:6] == self.last[0] + ".", (command, self.last)

    def close(self):
        self.expect("QUIT", 221)
        assert self.file.readline() == b""
        self.abandon()

    def abandon(self, reset=False):
        if reset:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.file.close()
        self.socket.close()


def mail(user):
    imap = imaplib.IMAP4("127.0.0.1", imap_port, timeout=30)
    imap.login(user, "secret")
    if imap.select("INBOX")[1] == [b"0"]:
        return []
    texts = [part[1] for part in imap.fetch("1:*", "BODY.PEEK[]")[1] if isinstance(part, tuple)]
    imap.logout()
    return texts


def body(user):
    """The last message behind its trace fields."""
    return mail(user)[-1].split(b"Delivered-To:", 1)[1].split(b"\r\nX: y\r\n", 1)[1]


def begin(client, *recipients):
    client.expect("MAIL FROM:<a@b.example>", 250)
    for recipient in recipients:
        client.expect("RCPT TO:<%s>" % recipient, 250)


# --- order ---
c = Client(greet=False)
for command in ("MAIL FROM:<a@b>", "RCPT TO:<anna>", "DATA"):
    c.expect(command, 503)
c.expect("EHLO x", 500)
c.expect("LHLO", 501)
c.expect("RSET", 250)
c.expect("NOOP whatever", 250)
c.expect("LHLO test.example", 250)
c.expect("RCPT TO:<anna>", 503)
c.expect(b"BDAT 3\r\nabcNOOP\r\n", 503, 250)
c.expect("MAIL FROM:<>", 250)
c.expect("MAIL FROM:<>", 503)
c.expect("DATA", 503)
c.expect("RCPT TO:<nobody@example.org>", 550)
c.expect("DATA", 503)
c.expect("RCPT TO:<>", 501)
c.expect("RCPT TO:<anna> X=y", 555)
c.expect("RCPT TO:anna", 501)
c.expect("RCPT TO:<anna@example.org>", 250)
c.expect(b"BDAT 6\r\nX: y\r\n", 250)
for command in ("DATA", "RCPT TO:<berta>", "MAIL FROM:<>"):
    c.expect(command, 503)
c.expect("RSET", 250)
c.expect("BDAT 0 LAST", 503)
c.close()
assert mail("anna") == []

# --- pipelining: everything in one packet, and an octet at a time ---
conversation = (b"LHLO x\r\nMAIL FROM:<a@b.example> BODY=8BITMIME\r\nRCPT TO:<anna>\r\nRCPT TO:<nobody>\r\nRCPT TO:<berta>\r\nRCPT TO:<anna>\r\nDATA\r\n"
                b"X: y\r\n\r\n..one\r\n..\r\n.two\r\n\r\n.\r\nNOOP\r\nQUIT\r\n")
for size in (len(conversation), 1):
    c = Client(greet=False)
    for at in range(0, len(conversation), size):
        c.send(conversation[at:at + size])
    got = [c.reply() for _ in range(12)]
    assert got == [250, 250, 250, 550, 250, 250, 354, 250, 250, 250, 250, 221], got
    c.abandon()
    assert body("anna") == b"\r\n.one\r\n.\r\ntwo\r\n\r\n", body("anna")
assert len(mail("anna")) == 4 and len(mail("berta")) == 2

# --- chunks ---
c = Client()
begin(c, "anna", "berta")
c.expect(b"BDAT 6\r\nX: y\r\nBDAT 0\r\nBDAT 9\r\n\r\n.\r\n\0\n\r.", 250, 250, 250)
c.expect("BDAT 0 LAST", 250, 250)
assert body("berta").startswith(b"\r\n.\r\n\0\n\r."), body("berta")
begin(c, "anna")
c.expect("BDAT 0 LAST", 250)
c.expect(b"BDAT 5 LASTLY\r\nabc", 501)
assert c.reply() == 0
c = Client()
c.expect("MAIL FROM:<> BODY=BINARYMIME", 250)
c.expect("RCPT TO:<anna>", 250)
c.expect("DATA", 503)
c.expect(b"BDAT 7 LAST\r\nX: y\r\n\r", 250)

# --- a thousand recipients, each with a reply of its own, in order ---
c.expect("MAIL FROM:<a@b.example>", 250)
c.send("".join("RCPT TO:<%s>\r\n" % ("nobody" if n % 3 == 0 else "berta" if n % 3 == 1 else "anna") for n in range(1000)))
codes = [c.reply() for _ in range(1000)]
assert codes == [550 if n % 3 == 0 else 250 for n in range(1000)]
before = len(mail("anna")), len(mail("berta"))
c.expect("DATA", 354)
c.send("X: y\r\n\r\nmany\r\n.\r\n")
assert all(c.reply() == 250 for _ in range(666))
assert (len(mail("anna")), len(mail("berta"))) == (before[0] + 333, before[1] + 333)
c.expect("MAIL FROM:<a@b.example>", 250)
for n in range(1001):
    c.expect("RCPT TO:<anna>", 250 if n < 1000 else 452)
c.expect("RSET", 250)

# --- a large message for several: each has their own fields in front of one file, and reads the two as one message ---
begin(c, "anna", "berta", "anna")
large = b"X: y\r\nSubject: large\r\n\r\n" + b"".join(b"%07d\r\n" % n for n in range(300000))
c.expect("DATA", 354)
c.send(large + b".\r\n")
assert [c.reply(), c.reply(), c.reply()] == [250, 250, 250]
for user in ("anna", "berta"):
    message = mail(user)[-1]
    head, rest = message[:-len(large)], message[-len(large):]
    assert rest == large
    assert b"\r\nDelivered-To: %s\r\n" % user.encode() in head and b"for <%s>" % user.encode() in head, head
    imap = imaplib.IMAP4("127.0.0.1", imap_port, timeout=30)
    imap.login(user, "secret")
    last = imap.select("INBOX")[1][0].decode()
    size = len(message)
    for at, length in ((0, 10), (len(head) - 5, 10), (len(head), 10), (len(head) - 1, 70000), (size - 10, 100), (123456, 1000000)):
        part = imap.fetch(last, "BODY.PEEK[]<%d.%d>" % (at, length))[1][0][1]
        assert part == message[at:at + length], (at, length)
    assert imap.fetch(last, "BODY.PEEK[HEADER]")[1][0][1] == message[:message.index(b"\r\n\r\n") + 4]
    assert imap.fetch(last, "BODY.PEEK[TEXT]")[1][0][1] == message[message.index(b"\r\n\r\n") + 4:]
    assert imap.fetch(last, "BODY.PEEK[HEADER.FIELDS (DELIVERED-TO)]")[1][0][1] == b"Delivered-To: %s\r\n\r\n" % user.encode()
    assert b"RFC822.SIZE %d" % size in imap.fetch(last, "RFC822.SIZE")[1][0]
    assert imap.search(None, "HEADER", "Delivered-To", user)[1][0].split()[-1] == last.encode()
    assert imap.search(None, "TEXT", "0299999")[1][0].split()[-1] == last.encode()
    imap.logout()

# --- addresses ---
for sender in ("MAIL FROM:<>", "MAIL FROM:<@a.example,@b.example:c@d.example>", 'MAIL FROM:<"a b\\"c>"@d.example>', "mail from: <a@[127.0.0.1]> size=100"):
    c.expect(sender, 250)
    c.expect("RCPT TO:<@relay.example:anna@example.org>", 250)
    c.expect('RCPT TO:<"anna"@example.org>', 250)
    c.expect("RSET", 250)
for sender in ("MAIL FROM:<a@b", "MAIL FROM:a@b>", "MAIL FROM:<a b@c>", "MAIL FROM:<a@b>x", "MAIL FROM:<%s@b>" % ("x" * 4000), "MAIL <a@b>"):
    c.expect(sender, 501)
c.close()
c = Client()
c.expect("MAIL FROM:<\u00fc@b.example>", 550)
c.expect("MAIL FROM:<\u00fc@b.example> SMTPUTF8", 250)
c.expect("RCPT TO:<anna@\u00fc.example>", 250)
c.expect("RSET", 250)
c.expect("MAIL FROM:<a@b.example>", 250)
c.expect("RCPT TO:<anna@\u00fc.example>", 553)
c.expect("RSET", 250)
c.expect(b"MAIL FROM:<\xff@b.example> SMTPUTF8\r\n", 500)

# --- size ---
c.expect("MAIL FROM:<> SIZE=99999999999999999999", 552)
c.expect("MAIL FROM:<> SIZE=x", 501)
c.expect("MAIL FROM:<> SIZE=10", 250)
c.expect("RCPT TO:<anna>", 250)
c.expect("RSET", 250)
begin(c, "anna", "berta")
before = len(mail("anna"))
c.expect("DATA", 354)
for _ in range(67):
    c.send(b"x" * 998 + b"\r\n" + (b"y" * 998 + b"\r\n") * 1048)
c.send(b".\r\n")
assert [c.reply(), c.reply()] == [552, 552], c.last
begin(c, "anna")
c.expect("DATA", 354)
c.expect("X: y\r\n\r\nafter\r\n.", 250)
assert len(mail("anna")) == before + 1

# --- lines that are none ---
c.expect(b"NOOP\n", 500)
c.expect("NOOP " + "x" * 100000, 500)
c.expect("BLAH", 500)
c.expect("NOOP", 250)
begin(c, "anna")
c.expect("DATA", 354)
c.send(b"X: y\r\n\r\nsmuggled\n.\nMAIL FROM:<evil@b>\r\n.\nRCPT TO:<berta>\n.\r\nmore\r\n.\r\n")
assert c.reply() == 250
assert body("anna") == b"\r\nsmuggled\n.\nMAIL FROM:<evil@b>\r\n\nRCPT TO:<berta>\n.\r\nmore\r\n", body("anna")
c.expect("NOOP", 250)
c.close()

# --- cut in the middle: nothing is delivered, whatever the moment ---
before = len(mail("anna")), len(mail("berta"))
for cut in (b"X: y\r\n", b"X: y\r\n\r\nbody\r\n", b"X: y\r\n\r\nbody\r\n.", b"X: y\r\n\r\n" + b"z" * 3000000):
    for reset in (True, False):
        c = Client()
        begin(c, "anna", "berta")
        c.expect("DATA", 354)
        c.send(cut)
        c.abandon(reset)
    c = Client()
    begin(c, "anna")
    c.send(b"BDAT 4000000 LAST\r\n" + cut)
    c.abandon(True)

# --- a slow sender holds up nobody ---
slow = Client()
begin(slow, "berta")
slow.expect("DATA", 354)
for octet in b"X: y\r\n\r\nslow":
    slow.send(bytes([octet]))
    began = time.monotonic()
    quick = Client()
    begin(quick, "anna")
    quick.expect("DATA", 354)
    quick.expect("X: y\r\n\r\nquick\r\n.", 250)
    quick.close()
    assert time.monotonic() - began < 20
slow.expect("\r\n.", 250)
assert body("berta") == b"\r\nslow\r\n"
assert (len(mail("anna")), len(mail("berta"))) == (before[0] + 12, before[1] + 1)
print("as the RFCs have it")
