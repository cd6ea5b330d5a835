"""The steps of loadtest/memory: each drives a server of its own and adds rows to the table."""

import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from common.bench import Bench
from common.imap import Client
from common.pod import Pod
from common.servers import Godwit, Sampler, ServerError, log_in, pss_of, status_of

USERS = [f"u{i:04d}" for i in range(1, 21)]
WORK = ("login noop status list select flags envelope structure headers body bodies store copy search-flag search-header "
        "search-text sort pop3 mixed append lmtp").split()
BIG_BYTES = 100_000_000
SMALLER = 40
TURNS = 3
POD_MB = 512
FIRST_COPY = 1000
WARM = "mixed append select body bodies".split()
WARM_MESSAGES = 100
REST_SECONDS = 20
GOALS = {"idle": 128, "sessions": 300, "selected": 64, "APPEND": 4, "FETCH": 4}
# What touches all of a mailbox.
HUGE_WORK = ["SELECT Huge", "FETCH 1:* (FLAGS)", "FETCH 1:* (ENVELOPE BODYSTRUCTURE)", "SORT (SUBJECT) UTF-8 ALL", "SORT (REVERSE DATE) UTF-8 ALL",
             "THREAD REFERENCES UTF-8 ALL", "SEARCH SUBJECT zanzibar", "SEARCH TEXT xylophone", "STORE 1:* +FLAGS.SILENT (\\Seen)",
             "COPY 1:100000 Some", "STORE 1:100000 +FLAGS.SILENT (\\Deleted)", "EXPUNGE"]


class Table:
    """Rows as they are found; each is also told at once."""

    def __init__(self):
        self.rows = []

    def add(self, what, server, before=None, goal=None, peak=None):
        """before: VmRSS that the step is compared with; peak: counts instead of what is there now. Returns VmRSS."""
        now = status_of(server.pid)
        more = (peak or now["VmRSS"]) - (before or 0)
        verdict = "" if goal is None else f"{goal}, {'reached' if more <= goal else 'MISSED'}"
        self.rows.append([what, f"{more:+.1f}" if before else f"{more:.1f}", verdict, f"{now['VmRSS']:.0f}", f"{pss_of(server.pid):.0f}",
                          f"{now['RssAnon']:.0f}", f"{now['RssFile']:.0f}"])
        print(" | ".join(self.rows[-1]), file=sys.stderr, flush=True)
        return now["VmRSS"]

    def note(self, what, server, value, goal):
        """As add, for a value that was measured already."""
        self.add(what, server, goal=goal, peak=value)

    def lines(self):
        header = ["step", "MiB, or more than before", "goal at most", "resident", "PSS", "anonymous", "files"]
        return ["| " + " | ".join(row) + " |" for row in [header, ["---"] * len(header), *self.rows]]


class Run:
    """The steps, each on a server that is started for it."""

    def __init__(self, options, work):
        self.options = options
        self.work = work
        self.bench = Bench(work)
        self.table = Table()
        self.made = set()
        self.server = None

    def start(self, name, users=USERS, pod=None):
        self.stop()
        self.server = Godwit(self.work / name, users, settings=["mail.messageBytesMax=128M"], java_options=self.options.java_options, pod=pod)
        self.server.start()
        return self.server

    def stop(self):
        if self.server:
            self.server.stop()
            self.server = None

    def rest(self):
        """Memory that is given back is given back within this time."""
        time.sleep(self.options.rest)

    def warm(self):
        """Fills the young generation and lets the compilers work, as any server's first minutes do: what a step takes then is its own."""
        self.bench.fill(self.server, len(USERS), WARM_MESSAGES)
        for op in WARM:
            self.bench.run(op, self.server, nusers=len(USERS), seconds=min(2, self.options.seconds), messages=WARM_MESSAGES)

    def rested(self):
        """VmRSS once what is given back is given back."""
        self.rest()
        return status_of(self.server.pid)["VmRSS"]

    def idle(self):
        server = self.start("idle")
        self.table.add(f"started, first LOGIN after {server.started_seconds:.2f} s", server, goal=GOALS["idle"])
        log_in(server.ports["imap"])
        self.rest()
        self.table.add(f"idle for {self.options.rest:g} s", server, goal=GOALS["idle"])

    def sessions(self):
        server = self.start("sessions")
        self.warm()
        before = self.rested()
        count = self.options.connections
        clients = [self.idle_session(number) for number in range(count)]
        now = self.table.add(f"{count} sessions in IDLE", server, before, GOALS["sessions"])
        self.table.rows[-1][0] += f" ({(now - before) * 1024 / count:.1f} KiB each; goal 16)"
        for client in clients:
            client.close()
        self.rest()
        self.table.add("and gone", server, before)

    def idle_session(self, number):
        client = Client(self.server, USERS[number % len(USERS)])
        client.command("SELECT INBOX")
        client.send("IDLE")
        client.until(b"+")
        client.stream.close()
        return client

    def accounts(self):
        """What an account takes that is only known, and one that is used."""
        count = self.options.accounts
        names = [f"u{number:04d}" for number in range(1, count + 1)]
        self.start("accounts")
        self.warm()
        before = self.rested()
        self.start("accounts", names)
        self.warm()
        self.rest()
        self.each("accounts in the file of users", count, before)
        before = status_of(self.server.pid)["VmRSS"]
        with ThreadPoolExecutor(16) as pool:
            list(pool.map(self.use, names))
        self.rest()
        self.each("of them used in the last minutes", count, before)

    def use(self, name):
        client = Client(self.server, name)
        client.command("SELECT INBOX")
        client.close()

    def each(self, what, count, before):
        now = self.table.add(f"{count:,} {what}", self.server, before)
        self.table.rows[-1][0] += f" ({(now - before) * 1024 / count:.2f} KiB each)"

    def make_huge(self):
        """A mailbox made by copies of copies, once."""
        client = Client(self.start("huge"), USERS[0])
        if "huge" in self.made:
            client.close()
            return
        self.made.add("huge")
        client.command("CREATE Huge")
        self.bench.fill(self.server, 1, FIRST_COPY, 200, mailbox="Huge")
        client.command("SELECT Huge")
        client.fill_by_copies("Huge", FIRST_COPY, self.options.messages)
        client.close()

    def huge_mailbox(self):
        """Another server than the one that made it opens it."""
        self.make_huge()
        self.start("huge")
        self.warm()
        client = Client(self.server, USERS[0])
        before = self.rested()
        client.command("SELECT Huge")
        self.table.add(f"a mailbox of {self.options.messages:,} messages selected", self.server, before, GOALS["selected"])
        self.rest()
        self.table.add(f"the same {self.options.rest:g} s later", self.server, before, GOALS["selected"])

    def big_message(self):
        """The peak while it goes through. Smaller ones have gone before: Java's compilers take more than what is measured here."""
        client = Client(self.start("big"), USERS[0])
        client.command("CREATE Big")
        client.command("SELECT Big")
        for turn in range(SMALLER):
            client.append("Big", BIG_BYTES // 10)
            client.command("NOOP")
            client.command(f"FETCH {turn + 1} BODY.PEEK[]")
        self.rest()
        found = {"APPEND": [], "FETCH": []}
        for turn in range(SMALLER, SMALLER + TURNS):
            for name in found:
                found[name].append(self.most(client, name, turn + 1))
        for name, more in found.items():
            told = ", ".join(f"{value:+.1f}" for value in more)
            self.table.note(f"{name} of {BIG_BYTES / 1e6:g} MB, at most meanwhile: the middle one of {told}", self.server,
                            statistics.median(more), GOALS[name])

    def most(self, client, name, number):
        """How much more there is at most, while a large message comes in as the one with the number, or goes out."""
        before = status_of(self.server.pid)["VmRSS"]
        with Sampler(self.server.pid, 0.02) as sampler:
            if name == "APPEND":
                client.append("Big", BIG_BYTES)
            else:
                client.command(f"FETCH {number} BODY.PEEK[]")
            client.command("NOOP")
        return sampler.peak_mb - before

    def everything(self):
        server = self.start("work")
        log_in(server.ports["imap"])
        self.rest()
        before = status_of(server.pid)["VmRSS"]
        with Sampler(server.pid) as sampler:
            self.work_of_all_kinds()
        self.table.add(f"every operation, {self.options.seconds:g} s each (peak {sampler.peak_mb:.0f})", server, before)
        self.rest()
        self.table.add(f"{self.options.rest:g} s after it", server, before)

    def work_of_all_kinds(self):
        self.bench.fill(self.server, len(USERS), self.options.fill)
        for op in WORK:
            result = self.bench.run(op, self.server, nusers=len(USERS), seconds=self.options.seconds, messages=self.options.fill)
            if result.errors:
                raise ServerError(f"{op}: {result.errors} errors: {result.why}")

    def pod(self):
        """A machine of 512 MiB: every operation, then everything that touches all of a huge mailbox, and messages of 100 MB."""
        self.make_huge()
        self.stop()
        with Pod(POD_MB) as pod:
            server = self.start("huge", pod=pod)
            self.table.add(f"in a pod of {POD_MB} MiB ({pod.kind}), started", server)
            with Sampler(server.pid) as sampler:
                self.work_of_all_kinds()
            self.table.note(f"every operation, {self.options.seconds:g} s each, at most", server, sampler.peak_mb, POD_MB)
            client = Client(server, USERS[0])
            client.command("CREATE Some")
            for words in HUGE_WORK:
                with Sampler(server.pid) as sampler:
                    began = time.monotonic()
                    client.command(words)
                self.table.note(f"{words} of {self.options.messages:,}, {time.monotonic() - began:.1f} s, at most", server, sampler.peak_mb, POD_MB)
            with Sampler(server.pid) as sampler:
                client.append("INBOX", BIG_BYTES)
                client.command("SELECT INBOX")
                client.command("FETCH * BODY.PEEK[]")
            self.table.note(f"APPEND and FETCH of {BIG_BYTES / 1e6:g} MB besides, at most", server, sampler.peak_mb, POD_MB)
            self.check_log()
            self.stop()
            self.table.rows[-1][0] += f"; killed for memory: {pod.killed()}"

    def check_log(self):
        """A server that ran out of memory would have said so."""
        if "OutOfMemory" in self.server.logged():
            raise ServerError("OutOfMemoryError; the log ends with:\n" + self.server.logged()[-2000:])
