"""The series of loadtest/growth: each makes what grows, step by step, and yields (operation, size, (CPU, median latency))."""

import sys
import time

from common.bench import Bench
from common.imap import Client
from common.servers import Godwit, ServerError, cpu_seconds

BY_MESSAGES = ("noop", "select", "status", "store", "copy", "body", "append", "expunge", "flags", "envelope", "search-flag")
# The first of these prepares something (keys, an index) from which the others live.
PREPARED = (("sort", ("sort",)), ("search-text", ("search-header", "search-text")))
BY_MAILBOXES = ("login", "select", "status", "append", "create", "list-few", "list")
BY_ACCOUNTS = ("login", "pop3", "lmtp")
BY_CONNECTIONS = ("noop", "status", "body", "store", "append")
SIZE = 512
# Messages that are sent; the rest of a mailbox are copies of them.
SENT = 1000
# Threads that touch accounts for the first time.
TOUCHING = 64
TOUCH_SECONDS_MAX = 600
# A server that takes less of a processor than this, for so many seconds on end, has nothing to do.
QUIET_SHARE = 0.15
QUIET_SECONDS = 3
SETTLE_SECONDS_MAX = 120


def create_mailboxes(server, user, first, last):
    """Mailboxes m<first> to m<last>, each hundred below one name."""
    client = Client(server, user)
    for number in range(first, last + 1):
        client.command(f"CREATE m{number // 100}/m{number}")
    client.close()


class Run:
    """A server for each series, all on one data directory."""

    def __init__(self, options, work):
        self.options = options
        self.bench = Bench(work)
        self.most = max(options.accounts + [10])
        users = [f"u{i:04d}" for i in range(1, self.most + 1)] + [f"m{i:04d}" for i in range(1, len(options.messages) + 1)] + ["b0001"]
        settings = ["mail.mailboxesMax=100000"]
        Godwit.build()
        self.server = Godwit(work / "godwit", users, settings, java_options=options.java_options)

    def start(self):
        self.stop()
        self.server.start()
        self.warm()

    def stop(self):
        self.server.stop()

    def warm(self):
        """Most of Java's compiling comes before the first step, which would look dear otherwise."""
        self.bench.fill(self.server, 10, 20, SIZE)
        for op in ("login", "status", "store", "body", "append", "list", "flags"):
            self.bench.run(op, self.server, seconds=self.options.seconds, size=SIZE, nusers=10, messages=20)

    def settle(self):
        """Waits until the server has nothing to do in the background (checkpoints, compaction, an index), or for long enough."""
        ends = time.monotonic() + SETTLE_SECONDS_MAX
        quiet = 0
        while quiet < QUIET_SECONDS and time.monotonic() < ends:
            before = cpu_seconds(self.server.pid)
            time.sleep(1)
            quiet = quiet + 1 if cpu_seconds(self.server.pid) - before < QUIET_SHARE else 0
        if quiet < QUIET_SECONDS:
            print(f"still at work in the background after {SETTLE_SECONDS_MAX} s", file=sys.stderr)

    def once(self, op, **options):
        """Cost of one operation: server's CPU and median latency, microseconds."""
        result = self.bench.run(op, self.server, **{"seconds": self.options.seconds, "size": SIZE, **options})
        if result.errors or not result.ops:
            raise ServerError(f"{op}: {result.errors} errors: {result.why}")
        return result.cpu, result.p50

    def by_messages(self):
        for number, count in enumerate(self.options.messages, 1):
            # a user for each size; imapbench takes a pattern of names
            user = f"m{number:04d}"
            self.bench.fill(self.server, 1, min(count, SENT), SIZE, users=user, conns=1)
            client = Client(self.server, user)
            client.command("SELECT INBOX")
            client.fill_by_copies("INBOX", min(count, SENT), count)
            client.close()
            self.settle()
            for op in BY_MESSAGES:
                yield op, count, self.once(op, conns=2, nusers=1, users=user, messages=count)
            for first, then in PREPARED:
                yield first + ", first", count, self.once(first, conns=1, most=1, nusers=1, users=user, messages=count)
                self.settle()
                for op in then:
                    yield op, count, self.once(op, conns=2, nusers=1, users=user, messages=count)

    def by_mailboxes(self):
        made = 0
        for count in self.options.mailboxes:
            create_mailboxes(self.server, "b0001", made + 1, count)
            made = count
            for op in BY_MAILBOXES:
                yield op, count, self.once(op, conns=2, nusers=1, users="b0001", messages=1)

    def by_accounts(self):
        """Those that are new are touched once; then all are in use."""
        touched = 10
        for count in self.options.accounts:
            if count > touched:
                yield "first login", count, self.once("login", conns=TOUCHING, nusers=self.most, roam=1, first=touched,
                                                      most=count - touched, seconds=TOUCH_SECONDS_MAX)
                touched = count
            for op in BY_ACCOUNTS:
                yield op, count, self.once(op, conns=16, nusers=count, roam=1)

    def by_connections(self):
        self.bench.fill(self.server, 10, 10, SIZE)
        for count in self.options.connections:
            for op in BY_CONNECTIONS:
                yield op, count, self.once(op, conns=count, nusers=10, messages=10)
