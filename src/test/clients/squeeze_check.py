"""Disk full while compaction and checkpoints run; called with the mount point of a small file system of its own, and perhaps how often.

An account is filled until its mail is refused, half of it is expunged, and so on: every command is answered OK (and what it did is there
afterwards) or NO with a response code. Expunging works on the full disk, and what it frees takes mail again within seconds. Another user's
reading goes on, the log stays short, and what a server that was killed on the full disk left is clean. In the end all is expunged: then
hardly anything is left of it on disk.
"""

import os
import random
import shutil
import signal
import sys
import threading
import time

import ledger
import served

MB = 1 << 20
PLACE = sys.argv[1]
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 2
DATA = os.path.join(PLACE, "data")
LOG_LINES = 60
SIZES = (300, 2_000, 20_000, 60_000, 60_000, 400_000)
SETTINGS = ["storage.segmentBytes=4M", "storage.checkpointBytes=1M", "storage.bodyFileBytesMin=256K"]


def free():
    state = os.statvfs(PLACE)
    return state.f_bavail * state.f_frsize


def used(name):
    """Octets of the account's files."""
    return sum(os.stat(os.path.join(path, file)).st_blocks * 512
               for path, _, files in os.walk(os.path.join(DATA, "accounts")) if f"/{name}" in path for file in files)


class Reader(threading.Thread):
    """Another user, who reads and sets flags all the time."""

    def __init__(self, account):
        super().__init__(daemon=True)
        self.account = account
        self.ended = False
        self.failure = None
        self.slowest = 0.0
        self.turns = 0

    def run(self):
        try:
            while not self.ended:
                self.turn()
                time.sleep(0.02)
        except (AssertionError, ConnectionError) as failure:
            self.failure = failure

    def turn(self):
        account = self.account
        uid = random.choice(sorted(account.bodies))
        body, words = account.client.body(uid)
        self.slowest = max(self.slowest, account.client.seconds)
        assert body is not None and ledger.digest(body) == account.bodies[uid], f"UID {uid}: {words}"
        account.flag(uid)
        self.slowest = max(self.slowest, account.client.seconds)
        self.turns += 1

    def finish(self):
        self.ended = True
        self.join()
        assert self.failure is None, self.failure


def fill(account):
    """Appends until hardly anything is taken any more; octets taken."""
    taken = refused = 0
    while refused < 20:
        size = random.choice(SIZES)
        if account.append(size):
            taken += size
            refused = 0
        else:
            refused += 1
    return taken


def expunge_half(account):
    """Every second message, a hundred at a time; octets of mail."""
    chosen = sorted(account.bodies)[::2]
    octets = sum(account.sizes[uid] for uid in chosen)
    for at in range(0, len(chosen), 100):
        assert account.expunge(chosen[at:at + 100]), f"mail cannot be expunged on the full disk: {account.refused}"
    return octets


def room_again(octets):
    """Seconds until half of what was expunged can be written again."""
    began = time.monotonic()
    while free() < octets // 2:
        assert time.monotonic() - began < 60, f"{free() / MB:.1f} MB free 60 s after {octets / MB:.1f} MB of mail were expunged"
        time.sleep(0.05)
    return time.monotonic() - began


def squeeze(account, number):
    taken = fill(account)
    left = free()
    account.verify()
    gone = expunge_half(account)
    seconds = room_again(gone)
    print(f"round {number}: {taken / MB:.1f} MB taken, refused with {left / MB:.1f} MB free; {gone / MB:.1f} MB expunged, half of that free "
          f"after {seconds:.1f} s", flush=True)


def killed_on_full_disk(server, accounts):
    fill(accounts[0])
    chosen = sorted(accounts[0].bodies)[::2]
    accounts[0].expunge(chosen[:50])
    server.end(signal.SIGKILL)
    served.tool("check", "--data", DATA)
    server = served.Server(DATA, *SETTINGS)
    for account in accounts:
        account.server = server
        account.connect()
        account.verify()
    print("killed on the full disk: nothing lost, check clean", flush=True)
    return server


def other_things_fill_the_disk(account):
    """What is kept back for expunges is taken by somebody else: everything is refused with its reason, and works again afterwards."""
    filler = os.path.join(PLACE, "filler")
    with open(filler, "ab", buffering=0) as file:
        while free() > 0:
            file.write(b"\0" * min(1 << 16, free()))
    refused = 0
    for _ in range(40):
        refused += not account.append(random.choice(SIZES))
        refused += not account.flag(random.choice(sorted(account.bodies)))
    assert refused >= 40, "the disk is not full"
    account.verify()
    os.remove(filler)
    assert account.flag(min(account.bodies)), f"writing does not go on: {account.refused}"
    account.verify()
    print(f"filled by others: {refused} of 80 refused, then written again", flush=True)


def emptied(account):
    chosen = sorted(account.bodies)
    for at in range(0, len(chosen), 500):
        assert account.expunge(chosen[at:at + 500])
    began = time.monotonic()
    while used(account.name) > 6 * MB:
        assert time.monotonic() - began < 60, f"{used(account.name) / MB:.1f} MB left of an empty account"
        time.sleep(0.1)
    print(f"all expunged: {used(account.name) / MB:.1f} MB left after {time.monotonic() - began:.1f} s", flush=True)


def main():
    shutil.rmtree(DATA, ignore_errors=True)
    served.add_users(DATA, ["writer", "reader"])
    server = served.Server(DATA, *SETTINGS)
    writer, other = (ledger.Ledger(server, name) for name in ("writer", "reader"))
    for _ in range(20):
        assert other.append(20_000)
    reader = Reader(other)
    reader.start()
    for number in range(ROUNDS):
        squeeze(writer, number + 1)
    other_things_fill_the_disk(writer)
    reader.finish()
    print(f"the other user: {reader.turns} turns, the slowest answer after {reader.slowest * 1000:.0f} ms")
    server = killed_on_full_disk(server, [writer, other])
    emptied(writer)
    for account in (writer, other):
        account.verify()
        for refusal, times in sorted(account.refused.items()):
            print(f"{account.name}: {times} times {refusal}")
    assert server.end() == 0
    log = server.logged().splitlines()
    assert len(log) < LOG_LINES, "\n".join([f"{len(log)} lines of log:", *log[:LOG_LINES]])
    served.tool("check", "--data", DATA)
    print(f"{len(log)} lines of log")


main()
