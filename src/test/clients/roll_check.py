"""A rolling restart of three nodes while clients work over IMAP, POP3 and LMTP: nobody meets an error but the end of a connection.

A client whose connection is refused or ends, with BYE or 421 or without a word, goes to another node. Every tagged NO or BAD, every other
4xx and 5xx, every -ERR, and every IMAP or LMTP session that ends without a goodbye is an error. At the end each message that was acknowledged is
there once, and those of which nobody knows at most once. One of the nodes is ended with bin/godwit drain. They begin together on an empty
directory and must agree on one certificate.
"""

import itertools
import os
import random
import re
import socket
import sys
import threading
import time

from nodes import Cluster
from served import PASSWORD, tool

ACCOUNTS = [f"user{number}" for number in range(4)]
SEED = int(os.environ.get("ROLL_SEED", "1"))
ROUNDS = int(os.environ.get("ROLL_ROUNDS", "1"))
PAUSE_MAX_SECONDS = 40


class Ended(Exception):
    """The server ended the connection, as it may."""


class Report:
    """What all clients have met. Safe on any thread."""

    def __init__(self):
        self.lock = threading.Lock()
        self.errors, self.reconnects, self.done, self.longest = [], 0, {}, {}
        self.sent, self.unknown = [], []

    def error(self, who, text):
        with self.lock:
            self.errors.append(f"{time.strftime('%H:%M:%S')} {who}: {text}")

    def did(self, operation, seconds):
        with self.lock:
            self.done[operation] = self.done.get(operation, 0) + 1
            self.longest[operation] = max(self.longest.get(operation, 0), seconds)


class Lines:
    """A connection of lines; whichever way it ends is Ended."""

    def __init__(self, port):
        try:
            self.socket = socket.create_connection(("127.0.0.1", port), PAUSE_MAX_SECONDS)
        except ConnectionError as refused:
            raise Ended("refused") from refused
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.file = self.socket.makefile("rb")

    def line(self):
        try:
            line = self.file.readline()
        except ConnectionError as reset:
            raise Ended("reset") from reset
        if not line.endswith(b"\n"):
            raise Ended("closed")
        return line.decode(errors="replace").rstrip()

    def send(self, octets):
        try:
            self.socket.sendall(octets)
        except ConnectionError:
            # what the server said before it closed is still to be read
            pass

    def close(self):
        self.file.close()
        self.socket.close()


class Client(threading.Thread):
    """Works on one account, over one connection after the other."""

    numbers = itertools.count(1)

    def __init__(self, account, cluster, report, stop):
        super().__init__(daemon=True)
        self.account, self.cluster, self.report, self.stop = account, cluster, report, stop
        self.number = next(Client.numbers)
        self.name = f"{type(self).__name__.lower()} {self.number} of {account}"
        self.random = random.Random(SEED * 1000 + self.number)
        self.markers = 0
        self.under_way = None

    def run(self):
        while not self.stop.is_set():
            node = self.random.choice(self.cluster.nodes)
            link, self.greeted = None, False
            try:
                link = Lines(self.port(node))
                self.session(link)
            except Ended as end:
                if self.greeted and not str(end).startswith(self.GOODBYE):
                    self.report.error(self.name, f"{node.name}: the session ended without a goodbye: {end}")
                with self.report.lock:
                    self.report.reconnects += 1
                self.stop.wait(0.05)
            except TimeoutError:
                self.report.error(self.name, f"no answer of {node.name} for {PAUSE_MAX_SECONDS} s")
            except ValueError as refused:
                self.report.error(self.name, f"{node.name}: {refused}")
                self.stop.wait(0.2)
            finally:
                if self.under_way:
                    with self.report.lock:
                        self.report.unknown.append((self.account, self.under_way))
                    self.under_way = None
                if link:
                    link.close()

    def message(self):
        self.markers += 1
        self.under_way = f"m{self.number}x{self.markers}z"
        size = self.random.randrange(10, 20_000)
        return f"Subject: {self.under_way}\r\nX-Marker: {self.under_way}\r\n\r\n{'x' * size}\r\n".encode()

    def acknowledged(self):
        with self.report.lock:
            self.report.sent.append((self.account, self.under_way))
        self.under_way = None

    def timed(self, operation, action):
        began = time.monotonic()
        result = action()
        self.report.did(operation, time.monotonic() - began)
        self.stop.wait(self.random.uniform(0, 0.05))
        return result


class Imap(Client):
    GOODBYE = "* BYE"

    @staticmethod
    def port(node):
        return node.imap

    def session(self, link):
        self.link, self.tags = link, 0
        self.greeting()
        self.timed("login", lambda: self.command(f"LOGIN {self.account} {PASSWORD}"))
        self.timed("select", lambda: self.command("SELECT INBOX"))
        while not self.stop.is_set():
            self.one()
        self.command("LOGOUT", bye=True)

    def greeting(self):
        line = self.link.line()
        if line.startswith("* BYE"):
            raise Ended(line)
        if not line.startswith("* OK"):
            raise ValueError(line)
        self.greeted = True

    def command(self, text, literal=None, bye=False):
        self.tags += 1
        tag = f"t{self.tags} "
        self.link.send((tag + text).encode() + (b" {%d+}\r\n" % len(literal) + literal if literal else b"") + b"\r\n")
        return self.answer(tag, text, bye)

    def answer(self, tag, text, bye=False):
        told = []
        while not (line := self.link.line()).startswith(tag):
            if line.startswith("* BYE") and not bye:
                raise Ended(line)
            told.append(line)
        if not line.startswith(tag + "OK"):
            raise ValueError(f"{text[:40]}: {line}")
        return told

    def one(self):
        kind = self.random.choice(("append", "append", "store", "fetch", "search", "select", "copy", "status", "noop"))
        self.timed("imap " + kind, getattr(self, kind))

    def append(self):
        self.command("APPEND INBOX", self.message())
        self.acknowledged()

    def store(self):
        self.command(f"STORE 1:5 {self.random.choice('+-')}FLAGS (\\Flagged)")

    def fetch(self):
        self.command("FETCH 1:5 (FLAGS BODY.PEEK[HEADER])")

    def search(self):
        self.command("UID SEARCH FLAGGED")

    def select(self):
        self.command("SELECT INBOX")

    def copy(self):
        self.command("COPY 1 Other")

    def status(self):
        self.command("STATUS Other (MESSAGES UIDNEXT)")

    def noop(self):
        self.command("NOOP")


class Idler(Imap):
    def one(self):
        """Idles until a change comes or the server says BYE, at most a while."""
        self.tags += 1
        self.link.send(f"t{self.tags} IDLE\r\n".encode())
        line = self.link.line()
        while not line.startswith("+"):
            if line.startswith("* BYE"):
                raise Ended(line)
            line = self.link.line()
        line = self.link.line()
        if line.startswith("* BYE"):
            raise Ended(line)
        self.link.send(b"DONE\r\n")
        self.answer(f"t{self.tags} ", "IDLE")
        self.report.did("idle", 0)


class Pop3(Client):
    GOODBYE = ""

    @staticmethod
    def port(node):
        return node.pop3

    def session(self, link):
        self.link = link
        self.ok()
        self.command(f"USER {self.account}")
        self.timed("pop3 pass", lambda: self.command(f"PASS {PASSWORD}"))
        count = int(self.command("STAT").split()[1])
        self.timed("pop3 list", lambda: self.listing("LIST"))
        for number in self.random.sample(range(1, count + 1), min(3, count)):
            self.timed("pop3 top", lambda wanted=number: self.listing(f"TOP {wanted} 0"))
        self.timed("pop3 quit", lambda: self.command("QUIT"))
        self.stop.wait(0.1)

    def ok(self):
        line = self.link.line()
        if not line.startswith("+OK"):
            raise ValueError(line)
        return line

    def command(self, text):
        self.link.send(text.encode() + b"\r\n")
        return self.ok()

    def listing(self, text):
        self.command(text)
        while self.link.line() != ".":
            pass


class Lmtp(Client):
    GOODBYE = "421"

    @staticmethod
    def port(node):
        return node.lmtp

    def session(self, link):
        self.link = link
        self.reply()
        self.greeted = True
        self.command("LHLO client")
        for _ in range(self.random.randrange(1, 6)):
            self.timed("lmtp deliver", self.deliver)
        self.command("QUIT")

    def deliver(self):
        self.command("MAIL FROM:<a@example.org>")
        self.command(f"RCPT TO:<{self.account}>")
        message = self.message()
        self.command("DATA")
        self.link.send(message + b".\r\n")
        self.reply()
        self.acknowledged()

    def command(self, text):
        self.link.send(text.encode() + b"\r\n")
        self.reply(text)

    def reply(self, text="message"):
        while (line := self.link.line())[3:4] == "-":
            pass
        if line.startswith("421"):
            raise Ended(line)
        if line[0] not in "23":
            raise ValueError(f"{text}: {line}")


class Reader(Imap):
    """What is there, when all is over."""

    def session(self, link):
        self.link, self.tags = link, 0
        self.greeting()
        self.command(f"LOGIN {self.account} {PASSWORD}")
        self.command("SELECT INBOX")
        told = self.command("FETCH 1:* (BODY.PEEK[HEADER.FIELDS (X-Marker)])")
        self.found = re.findall(r"X-Marker: (\S+)", "\n".join(told))


def logged_in(account, cluster, report):
    client = Imap(account, cluster, report, threading.Event())
    client.link, client.tags = Lines(cluster.nodes[0].imap), 0
    client.greeting()
    client.command(f"LOGIN {account} {PASSWORD}")
    return client


def prepare(cluster, report):
    for account in ACCOUNTS:
        client = logged_in(account, cluster, report)
        client.command("CREATE Other")
        for _ in range(5):
            client.append()
        client.link.close()


def roll(cluster):
    for node in cluster.nodes:
        began = time.monotonic()
        if node is cluster.nodes[1]:
            status, said = node.drain()
            assert "No new connections" in said and "Sessions may go on for 2 s" in said and "The server has ended." in said, said
        else:
            status = node.end()
        ended = time.monotonic()
        assert status == 0, f"{node.name} ended with {status}"
        node.start(cluster.nodes)
        node.await_ready()
        print(f"{node.name}: ended in {ended - began:.1f} s, ready again in {time.monotonic() - ended:.1f} s", flush=True)
        time.sleep(1)


def wake(clients, cluster, report):
    """Waits for the clients' ends: those that idle see that they shall when something changes, wherever it does."""
    for client in clients:
        if not isinstance(client, Idler):
            client.join(PAUSE_MAX_SECONDS)
    began = time.monotonic()
    for account in itertools.cycle(ACCOUNTS):
        idle = [client for client in clients if client.is_alive()]
        if not idle or time.monotonic() - began > PAUSE_MAX_SECONDS:
            break
        if any(client.account == account for client in idle):
            client = logged_in(account, cluster, report)
            client.append()
            client.link.close()
            time.sleep(0.1)
    report.errors.extend(f"{client.name} goes on" for client in clients if client.is_alive())


def verify(cluster, report):
    for number, account in enumerate(ACCOUNTS):
        reader = Reader(account, cluster, report, threading.Event())
        link = Lines(cluster.nodes[number % len(cluster.nodes)].imap)
        reader.session(link)
        link.close()
        sent = [marker for owner, marker in report.sent if owner == account]
        unknown = [marker for owner, marker in report.unknown if owner == account]
        missing = set(sent) - set(reader.found)
        doubled = {marker for marker in reader.found if reader.found.count(marker) > 1}
        foreign = set(reader.found) - set(sent) - set(unknown)
        for what, markers in (("missing", missing), ("there twice", doubled), ("never sent", foreign)):
            if markers:
                report.error(account, f"{what}: {sorted(markers)[:10]}")


def main():
    cluster = Cluster("data", ACCOUNTS, ("cluster.drainSeconds=2", *os.environ.get("ROLL_SET", "").split())).start()
    assert len({node.certificate() for node in cluster.nodes}) == 1, "they generated several certificates"
    unclear = tool("drain", "--data", "data", expect=1).stderr
    assert "several nodes run on this machine: n0, n1, n2; say which with --node" in unclear, unclear
    report, stop = Report(), threading.Event()
    prepare(cluster, report)
    clients = [kind(account, cluster, report, stop) for account in ACCOUNTS for kind in (Imap, Imap, Idler, Pop3, Lmtp)]
    for client in clients:
        client.start()
    time.sleep(2)
    for _ in range(ROUNDS):
        roll(cluster)
    stop.set()
    wake(clients, cluster, report)
    verify(cluster, report)
    statuses = cluster.end()
    assert statuses == [0, 0, 0], statuses
    print(f"seed {SEED}: {sum(report.done.values())} operations, {len(report.sent)} messages, {report.reconnects} reconnects,"
          f" {len(report.unknown)} not known")
    for operation, count in sorted(report.done.items()):
        print(f"  {operation}: {count}, longest {report.longest[operation]:.2f} s")
    print(f"{len(report.errors)} errors")
    for error in report.errors[:60]:
        print("  " + error)
    return 1 if report.errors else 0


if __name__ == "__main__":
    sys.exit(main())
