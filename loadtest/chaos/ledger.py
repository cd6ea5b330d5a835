"""What was acknowledged, and what may therefore be read."""

import threading
import time


class Message:
    """One message that was sent once. `places`: where it may be, None for nowhere; `flags`: keyword -> True, False, or None for unknown."""

    def __init__(self, account, marker, places):
        self.account = account
        self.marker = marker
        self.places = set(places)
        self.flags = {}

    def is_certain(self):
        return len(self.places) == 1 and None not in self.places


class Ledger:
    """All accounts' acknowledgements. Safe on any thread."""

    def __init__(self):
        self.lock = threading.Lock()
        self.messages = []
        self.uids = {}
        self.modseqs = {}
        self.mailboxes = {}
        self.snapshots = []
        self.violations = []
        self.acknowledged = {}
        self.refused = {}
        self.unknown = {}
        self.began = time.monotonic()

    def violation(self, text):
        with self.lock:
            self.violations.append(f"{time.monotonic() - self.began:8.1f} s  {text}")
            print("VIOLATION", self.violations[-1], flush=True)

    def count(self, table, operation):
        with self.lock:
            table[operation] = table.get(operation, 0) + 1

    def add(self, message):
        with self.lock:
            self.messages.append(message)

    def uid(self, account, mailbox, validity, uid, marker):
        """A UID means one message, for good."""
        key = (account, mailbox, validity, uid)
        with self.lock:
            before = self.uids.setdefault(key, marker)
        if before != marker:
            self.violation(f"UID used twice: {key} was {before} and is {marker}")

    def modseq(self, account, mailbox, validity, modseq):
        """This modification sequence has been acknowledged."""
        key = (account, mailbox, validity)
        with self.lock:
            self.modseqs[key] = max(self.modseqs.get(key, 0), modseq)

    def known_modseq(self, account, mailbox):
        with self.lock:
            return {validity: modseq for (a, m, validity), modseq in self.modseqs.items() if (a, m) == (account, mailbox)}

    def mailbox(self, account, name, exists):
        """exists: True, False, or None for unknown."""
        with self.lock:
            self.mailboxes[(account, name)] = exists

    def snapshot(self, account, mailbox, validity, modseq, messages):
        with self.lock:
            if len(self.snapshots) < 5000:
                self.snapshots.append((account, mailbox, validity, modseq, messages))
