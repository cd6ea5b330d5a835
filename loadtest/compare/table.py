"""The lines of the comparison, with the goals that Godwit set itself: how many times Dovecot's operations per second."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Line:
    """One line: the operation as imapbench calls it, on so many connections, as so many users; 0 users: those of the run."""

    name: str
    goal: float
    op: str = ""
    conns: int = 8
    nusers: int = 0
    tls: bool = False

    @property
    def operation(self):
        return self.op or self.name


# Reading first: what appends makes the mailboxes larger, and larger for the server that appends faster.
LINES = [
    Line("login", 4), Line("noop", 2), Line("status", 4), Line("list", 2), Line("select", 4), Line("flags", 4),
    Line("envelope", 20), Line("structure", 5), Line("headers", 4), Line("body", 3), Line("bodies", 2),
    Line("search-flag", 3), Line("search-header", 10), Line("search-text", 50), Line("sort", 5), Line("pop3", 6),
    Line("store", 2), Line("copy", 6), Line("mixed", 3),
    Line("append", 4), Line("append-64", 6, op="append", conns=64),
    Line("lmtp", 5), Line("lmtp-64", 10, op="lmtp", conns=64),
]

# No goals of their own: no slower than Dovecot.
TLS_LINES = [Line(name + "-tls", 1, op=name, tls=True) for name in ("login", "noop", "body", "bodies")]

# The same while mail comes and goes beside it, so that checkpoints, compaction and index building run.
UPKEEP_LINES = [Line(name + "-upkeep", 1, op=name) for name in ("noop", "select", "flags", "envelope", "body", "search-flag", "store", "append")]

IDLE_KB_MAX = 16.0


@dataclasses.dataclass(frozen=True)
class Share:
    """What a server reaches of what the machine allows, and the goal for it."""

    name: str
    machine: str
    goal: float
    reached: float
    limit: float

    @property
    def ratio(self):
        return self.reached / self.limit if self.limit else 0.0
