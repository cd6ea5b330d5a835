"""The little of IMAP that the load tests need beside imapbench."""

import socket

from .servers import PASSWORD, ServerError


class Client:
    """One connection, logged in; one command at a time. Raises ServerError for what is not OK."""

    def __init__(self, server, user):
        self.socket = socket.create_connection(("127.0.0.1", server.ports["imap"]), 600)
        self.stream = self.socket.makefile("rb", 65536)
        self.stream.readline()
        self.command(f"LOGIN {user} {PASSWORD}")

    def send(self, line):
        self.socket.sendall(f"a {line}\r\n".encode())

    def command(self, line):
        self.send(line)
        self.until(b"a ")

    def until(self, start):
        while True:
            line = self.stream.readline()
            if not line:
                raise ServerError("the server closed the connection")
            if line.startswith(start):
                if not line.startswith((b"a OK", b"+")):
                    raise ServerError(line.decode(errors="replace"))
                return
            if line.endswith(b"}\r\n"):
                rest = int(line[line.rindex(b"{") + 1:-3])
                while rest:
                    rest -= len(self.stream.read(min(rest, 65536)))

    def append(self, mailbox, octets):
        """A message of about so many octets."""
        block = b"0123456789" * 7 + b"......\r\n"
        head = b"Subject: big\r\n\r\n"
        blocks = max(1, (octets - len(head)) // len(block))
        self.send("APPEND %s {%d}" % (mailbox, len(head) + blocks * len(block)))
        self.until(b"+")
        self.socket.sendall(head)
        while blocks:
            part = min(blocks, 1000)
            self.socket.sendall(block * part)
            blocks -= part
        self.socket.sendall(b"\r\n")
        self.until(b"a ")

    def fill_by_copies(self, mailbox, there, wanted):
        """The selected mailbox gets `wanted` messages of the `there` that it has: copies of copies."""
        while there < wanted:
            part = min(there, wanted - there)
            self.command(f"COPY 1:{part} {mailbox}")
            self.command("NOOP")
            there += part

    def close(self):
        self.stream.close()
        self.socket.close()
