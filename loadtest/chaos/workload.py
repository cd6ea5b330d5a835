"""Clients that write uniquely marked messages through random nodes, each its own, and note what became of it."""

import itertools
import random
import threading
import time

from clients import Imap, Lmtp, Pop3, Refused
from ledger import Message

MAILBOXES = ("INBOX", "Work")
MESSAGES_MAX = 150


class Worker(threading.Thread):
    """Works on one account; other workers do too. Only this one changes the messages that it has sent."""

    numbers = itertools.count(1)

    def __init__(self, account, addresses, ledger, seed, stop):
        super().__init__(daemon=True)
        self.number = next(Worker.numbers)
        self.account = account
        self.addresses = addresses
        self.ledger = ledger
        self.random = random.Random(seed * 1000 + self.number)
        self.stop = stop
        self.mine = []
        self.sent = 0
        self.created = 0
        self.own_mailboxes = []
        self.imap = None

    OPERATIONS = (("append", 30), ("lmtp", 15), ("store", 25), ("move", 12), ("expunge", 12), ("look", 20), ("mailbox", 4), ("pop3", 3), ("roam", 8))

    def run(self):
        names = [name for name, weight in self.OPERATIONS for _ in range(weight)]
        while not self.stop.is_set():
            operation = self.random.choice(names)
            try:
                done = getattr(self, operation)()
                self.ledger.count(self.ledger.acknowledged, operation) if done else None
            except Refused:
                self.ledger.count(self.ledger.refused, operation)
                self.leave()
                self.stop.wait(0.1)
            except (OSError, AttributeError, TypeError, ValueError) as failure:
                # what a connection gave that broke in the middle cannot be read
                self.ledger.count(self.ledger.unknown, operation + ":" + type(failure).__name__)
                self.leave()
                self.stop.wait(0.1)
        self.leave()

    def leave(self):
        if self.imap is not None:
            self.imap.close()
        self.imap = None

    def client(self):
        if self.imap is None:
            self.imap = Imap(self.random.choice(self.addresses), self.account)
        return self.imap

    def roam(self):
        self.leave()
        self.client()
        return True

    def marker(self):
        self.sent += 1
        # none is part of another: HEADER finds substrings
        return f"m{self.number}x{self.sent}z"

    @staticmethod
    def text(marker, size):
        return f"Subject: {marker}\r\nX-Marker: {marker}\r\nFrom: <chaos@example.org>\r\n\r\n{'x' * size}\r\n".encode()

    def size(self):
        return 1_200_000 if self.random.random() < 0.01 else self.random.randrange(10, 20_000)

    def own(self):
        """A message of which all is known."""
        certain = [message for message in self.mine if message.is_certain()]
        return self.random.choice(certain) if certain else None

    def begin(self, places):
        message = Message(self.account, self.marker(), places)
        self.mine.append(message)
        self.ledger.add(message)
        return message

    def append(self):
        if len(self.mine) > MESSAGES_MAX:
            return self.expunge()
        mailbox = self.random.choice(MAILBOXES)
        client = self.client()
        message = self.begin({None, mailbox})
        validity, uid = client.append(mailbox, self.text(message.marker, self.size()))
        message.places = {mailbox}
        self.ledger.uid(self.account, mailbox, validity, uid, message.marker)
        return True

    def lmtp(self):
        if len(self.mine) > MESSAGES_MAX:
            return self.expunge()
        client = Lmtp(self.random.choice(self.addresses))
        try:
            message = self.begin({None, "INBOX"})
            client.deliver(self.account, self.text(message.marker, self.size()))
            message.places = {"INBOX"}
        finally:
            client.close()
        return True

    def found(self, message):
        """The message's mailbox is selected; its UID. It must be there."""
        (mailbox,) = message.places
        client = self.client()
        client.ensure(mailbox)
        uid = client.find(message.marker)
        if uid is None:
            client.command("NOOP")
            uid = client.find(message.marker)
        if uid is None:
            self.ledger.violation(f"{self.account} {mailbox}: {message.marker} was acknowledged and is not there")
            message.places = {None, mailbox}
        return uid

    def store(self):
        message = self.own()
        uid = self.found(message) if message else None
        if uid is None:
            return False
        keyword = f"$k{self.random.randrange(4)}"
        wanted = self.random.random() < 0.6
        message.flags[keyword] = None
        self.imap.command(f"UID STORE {uid} {'+' if wanted else '-'}FLAGS ({keyword})")
        message.flags[keyword] = wanted
        return True

    def move(self):
        message = self.own()
        uid = self.found(message) if message else None
        if uid is None:
            return False
        (mailbox,) = message.places
        target = MAILBOXES[1 - MAILBOXES.index(mailbox)] if mailbox in MAILBOXES else "INBOX"
        message.places = {mailbox, target}
        self.imap.command(f"UID MOVE {uid} {target}")
        message.places = {target}
        return True

    def expunge(self):
        message = self.own()
        uid = self.found(message) if message else None
        if uid is None:
            return False
        self.imap.command(f"UID STORE {uid} +FLAGS.SILENT (\\Deleted)")
        message.places = message.places | {None}
        self.imap.command(f"UID EXPUNGE {uid}")
        message.places = {None}
        self.mine.remove(message)
        return True

    def look(self):
        """A mailbox is never older than what was acknowledged before."""
        mailbox = self.random.choice(MAILBOXES)
        client = self.client()
        known = self.ledger.known_modseq(self.account, mailbox)
        validity, modseq, _ = client.select(mailbox)
        if modseq < known.get(validity, 0):
            self.ledger.violation(f"{self.account} {mailbox}: HIGHESTMODSEQ {modseq} after {known[validity]}")
        self.ledger.modseq(self.account, mailbox, validity, modseq)
        if self.random.random() < 0.3:
            messages = client.messages()
            for uid, (marker, _, _) in messages.items():
                self.ledger.uid(self.account, mailbox, validity, uid, marker)
            self.ledger.snapshot(self.account, mailbox, validity, modseq, set(messages))
        return True

    def mailbox(self):
        client = self.client()
        if self.own_mailboxes and self.random.random() < 0.5:
            name = self.own_mailboxes.pop()
            self.ledger.mailbox(self.account, name, None)
            if self.random.random() < 0.5:
                client.command(f"DELETE {name}")
                self.ledger.mailbox(self.account, name, False)
            else:
                other = name + "r"
                self.ledger.mailbox(self.account, other, None)
                client.command(f"RENAME {name} {other}")
                self.ledger.mailbox(self.account, name, False)
                self.ledger.mailbox(self.account, other, True)
        else:
            self.created += 1
            name = f"box{self.number}x{self.created}"
            self.ledger.mailbox(self.account, name, None)
            client.command(f"CREATE {name}")
            self.ledger.mailbox(self.account, name, True)
            self.own_mailboxes.append(name)
        return True

    def pop3(self):
        """Reads over POP3 and deletes one message of its own with QUIT."""
        own = [message for message in self.mine if message.places == {"INBOX"}]
        client = Pop3(self.random.choice(self.addresses), self.account)
        try:
            numbers = client.listing("LIST")
            chosen = None
            for line in self.random.sample(numbers, min(5, len(numbers))):
                head = client.listing(f"TOP {line.split()[0]} 0")
                marker = next((field[10:] for field in head if field.startswith("X-Marker: ")), None)
                chosen = next((message for message in own if message.marker == marker), None)
                if chosen:
                    client.command(f"DELE {line.split()[0]}")
                    break
            if chosen:
                chosen.places = {"INBOX", None}
            client.command("QUIT")
            if chosen:
                chosen.places = {None}
                self.mine.remove(chosen)
        finally:
            client.close()
        return True


class Prober:
    """Has an account of its own at one node, and when that is hurt measures how long it takes until another node acknowledges a change of it."""

    def __init__(self, account):
        self.account = account

    def write(self, address, seconds):
        client = Imap(address, self.account, seconds)
        try:
            return client.append("INBOX", Worker.text(f"p{time.monotonic_ns()}", 100))
        finally:
            client.close()

    def prepare(self, address):
        """Makes the node its owner, if nobody is."""
        try:
            self.write(address, 20)
            return True
        except (OSError, Refused):
            return False

    def measure(self, addresses, began, seconds_max=60):
        """Seconds from the fault to the first acknowledged write through another node; None if there was none."""
        for attempt in itertools.count():
            if time.monotonic() - began > seconds_max:
                return None
            try:
                self.write(addresses[attempt % len(addresses)], 30)
                return time.monotonic() - began
            except (OSError, Refused, AttributeError):
                time.sleep(0.02)
