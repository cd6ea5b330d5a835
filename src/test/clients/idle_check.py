"""IDLE: how long after a change somebody else's client is told; idle_check.py [RUNS], default 25 of each kind of change.

The time from sending the change's last octet to reading the news on another connection. 100 ms is what is asked for; a machine that is
busy otherwise is given more, by IDLE_MS.
"""

import os
import re
import shutil
import smtplib
import sys
import threading
import time

import served

DATA = "idle-data"
MS = float(os.environ.get("IDLE_MS", "100"))


class Idler(threading.Thread):
    """A connection in IDLE that notes when it is told what."""

    def __init__(self, server):
        super().__init__(daemon=True)
        self.client = server.connect("alice", "INBOX")
        self.told = threading.Event()
        self.pattern = None
        self.at = 0.0
        self.client.imap.send(b"i IDLE\r\n")
        assert self.client.imap.readline().startswith(b"+")

    def run(self):
        while line := self.client.imap.readline():
            if self.pattern and re.match(self.pattern, line):
                self.at = time.monotonic()
                self.pattern = None
                self.told.set()

    def expect(self, pattern):
        self.told.clear()
        self.pattern = pattern

    def wait(self, began, what):
        assert self.told.wait(30), f"{what}: not told"
        return (self.at - began) * 1000


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 25
    shutil.rmtree(DATA, ignore_errors=True)
    served.add_users(DATA, ["alice"])
    server = served.Server(DATA, lmtp=True)
    other = server.connect("alice", "INBOX")
    idler = Idler(server)
    idler.start()
    lmtp = smtplib.LMTP("127.0.0.1", server.lmtp_port)
    message = b"From: a@example.org\r\nSubject: news\r\n\r\nhello\r\n"

    def append():
        other.append("INBOX", message)

    def store():
        other.ok("STORE 1 FLAGS.SILENT (\\Seen)" if store.turn else "STORE 1 FLAGS.SILENT ()")
        store.turn = not store.turn

    def expunge():
        other.ok("STORE * +FLAGS.SILENT (\\Deleted)")
        idler.expect(rb"\* \d+ EXPUNGE")
        expunge.began = time.monotonic()
        other.ok("EXPUNGE")

    def deliver():
        lmtp.sendmail("b@example.org", ["alice"], message)

    store.turn = True
    kinds = [("APPEND", append, rb"\* \d+ EXISTS"), ("STORE", store, rb"\* 1 FETCH"), ("LMTP", deliver, rb"\* \d+ EXISTS"),
             ("EXPUNGE", expunge, rb"never")]
    for _ in range(10):
        append()  # the paths are warm then
        store()
    worst = 0.0
    for name, change, pattern in kinds:
        times = []
        for _ in range(runs):
            time.sleep(0.02)
            idler.expect(pattern)
            began = time.monotonic()
            change()
            times.append(idler.wait(expunge.began if name == "EXPUNGE" else began, name))
        times.sort()
        worst = max(worst, times[-1])
        print(f"{name}: {runs} times, median {times[runs // 2]:.1f} ms, p99 {times[runs * 99 // 100]:.1f} ms, max {times[-1]:.1f} ms")
    assert server.end() == 0
    assert worst <= MS, f"told after {worst:.1f} ms"


main()
