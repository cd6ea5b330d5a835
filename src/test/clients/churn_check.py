"""Compaction while an account is in use: mail comes and goes, and the account's files stay in bounds.

churn_check.py [MEGABYTES]   that much through an account that keeps some 10 MB (default: 60)

One connection appends, and expunges what is older; another reads: it fetches the newest messages, whose octets must be right, and its times are
told. The share of the account's files that is no mail is looked at all the time. In the end everything is expunged, and what is left is
looked at again. Compaction makes room below 4 MiB of dead octets only where that is more than the share; it needs room for what
it moves, and a segment is closed at 4 MiB here.
"""

import os
import shutil
import sys
import threading
import time

import served

MB = 1 << 20
DATA = "churn-data"
SIZE = 50_000
KEPT = 200
FRACTION = 0.3
FLOOR = 4 * MB
SETTINGS = ["storage.segmentBytes=4M", "storage.checkpointBytes=1M", f"storage.compactionDeadFraction={FRACTION}"]


def used():
    """Octets of all files; those that are deleted and still open too, of the process that has them open."""
    total = 0
    for path, _, names in os.walk(os.path.join(DATA, "accounts")):
        for name in names:
            try:
                total += os.stat(os.path.join(path, name)).st_blocks * 512
            except FileNotFoundError:
                pass
    return total


def open_and_deleted(process):
    total = 0
    for number in os.listdir(f"/proc/{process}/fd"):
        try:
            if os.readlink(f"/proc/{process}/fd/{number}").endswith(".seg (deleted)"):
                total += os.stat(f"/proc/{process}/fd/{number}").st_size
        except OSError:
            pass
    return total


class Reader(threading.Thread):
    """A user at work beside all that."""

    def __init__(self, server):
        super().__init__(daemon=True)
        self.client = server.connect("alice", "INBOX")
        self.times = {"NOOP": [], "FETCH": [], "STORE": []}
        self.newest = None
        self.failure = None
        self.ended = False

    def run(self):
        try:
            while not self.ended:
                self.turn()
                time.sleep(0.01)
        except (AssertionError, ConnectionError) as failure:
            self.failure = failure

    def turn(self):
        self.client.ok("NOOP")
        self.times["NOOP"].append(self.client.seconds)
        if self.newest:
            uid, expected = self.newest
            body, words = self.client.body(uid)
            self.times["FETCH"].append(self.client.seconds)
            assert body == expected or body is None and words.startswith("OK"), f"UID {uid}: {words}"
            self.client.ok(f"UID STORE {uid} +FLAGS (\\Flagged)")
            self.times["STORE"].append(self.client.seconds)


def main():
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    shutil.rmtree(DATA, ignore_errors=True)
    served.add_users(DATA, ["alice"])
    server = served.Server(DATA, *SETTINGS)
    writer = server.connect("alice", "INBOX")
    reader = Reader(server)
    reader.start()
    uids, worst, over, looks, began = [], 0, 0, 0, time.monotonic()
    for number in range(megabytes * MB // SIZE):
        body = b"Subject: %d\r\n\r\n" % number + os.urandom(SIZE // 2).hex().encode()
        uids.append(writer.append("INBOX", body))
        reader.newest = (uids[-1], body)
        if len(uids) >= KEPT + 50:
            old = ",".join(map(str, uids[:50]))
            writer.ok(f"UID STORE {old} +FLAGS.SILENT (\\Deleted)")
            writer.ok(f"UID EXPUNGE {old}")
            del uids[:50]
        if number % 20 == 0:
            live = len(uids) * SIZE
            dead = used() - live
            worst = max(worst, dead)
            looks += 1
            # what compaction is moving at this moment is there twice: at most the live part of what it gives back
            over += dead > max(FRACTION * used(), FLOOR) + 4 * MB
        assert reader.failure is None, reader.failure
    seconds = time.monotonic() - began
    print(f"{megabytes} MB in {seconds:.0f} s; kept {len(uids) * SIZE / MB:.0f} MB; dead at worst {worst / MB:.1f} MB; "
          f"above the bound in {over} of {looks} looks")
    for what, times in reader.times.items():
        times.sort()
        print(f"{what}: {len(times)} times, median {times[len(times) // 2] * 1000:.1f} ms, p99 {times[len(times) * 99 // 100] * 1000:.1f} ms, "
              f"max {times[-1] * 1000:.1f} ms")
    assert worst <= FRACTION * (KEPT + 50) * SIZE / (1 - FRACTION) + FLOOR + 12 * MB, f"{worst / MB:.1f} MB dead"
    reader.newest = None
    writer.ok("UID STORE 1:* +FLAGS.SILENT (\\Deleted)")
    writer.ok("UID EXPUNGE 1:*")
    began = time.monotonic()
    while used() + open_and_deleted(server.process.pid) > FLOOR + 2 * MB:
        assert time.monotonic() - began < 60, f"{used() / MB:.1f} MB, and {open_and_deleted(server.process.pid) / MB:.1f} MB deleted and open, are left"
        time.sleep(0.1)
    print(f"all expunged: {used() / MB:.1f} MB left after {time.monotonic() - began:.1f} s, with two clients connected")
    reader.ended = True
    reader.join()
    assert reader.failure is None, reader.failure
    assert server.end() == 0
    served.tool("check", "--data", DATA)


main()
