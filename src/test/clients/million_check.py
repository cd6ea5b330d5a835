"""A mailbox of a million messages, and what others notice of it.

million_check.py DATA USER OTHER   on a data directory with these users, of whom USER has the mailbox INBOX of many messages

Each command is timed, and while it runs another user's NOOP, SELECT and FETCH of a small mailbox.
"""

import re
import subprocess
import sys
import threading
import time

import served


class Other(threading.Thread):
    """Somebody else, on another account: the times of small commands, by what the first user did meanwhile."""

    def __init__(self, server, user):
        super().__init__(daemon=True)
        self.client = server.connect(user, "INBOX")
        for number in range(20):
            self.client.append("INBOX", b"Subject: %d\r\n\r\nsmall" % number)
        self.times = []
        self.ended = False

    def run(self):
        while not self.ended:
            for command in ("NOOP", "SELECT INBOX", "FETCH 1:20 (FLAGS ENVELOPE)", "STORE 1 FLAGS (\\Seen)"):
                self.client.ok(command)
                self.times.append((self.client.seconds * 1000, command))
            time.sleep(0.002)

    def taken(self):
        times, self.times = sorted(self.times), []
        return times


def heap(process):
    shown = subprocess.run(["jcmd", str(process), "GC.class_histogram"], capture_output=True, text=True, check=True).stdout
    return int(re.search(r"^Total\s+\d+\s+(\d+)", shown, re.M)[1]) >> 20


def main():
    data, user, small = sys.argv[1:4]
    server = served.Server(data)
    other = Other(server, small)
    other.start()
    time.sleep(3)
    big = served.Client(server.port, user)
    before = heap(server.process.pid)
    other.taken()
    time.sleep(1)
    show("nothing", 0, 0, other)
    for command in (sys.argv[4:] or COMMANDS):
        state, text, told = big.run(command)
        show(command, big.seconds, len(told), other, "" if state == "OK" else f"{state} {text}")
        if command.startswith("SELECT"):
            print(f"   heap {before} MiB before, {heap(server.process.pid)} MiB with it open", flush=True)
            other.taken()
    other.ended = True
    other.join()
    began = time.monotonic()
    assert server.end() == 0
    print(f"ended in {time.monotonic() - began:.1f} s")


def show(command, seconds, octets, other, wrong=""):
    times = other.taken() or [(0.0, "none")]
    print(f"{command[:60]:60} {seconds * 1000:9.0f} ms {octets:10} octets; others p50 {times[len(times) // 2][0]:6.1f} p99 "
          f"{times[len(times) * 99 // 100][0]:6.1f} max {times[-1][0]:7.1f} ms ({times[-1][1][:6]}) of {len(times)} {wrong}", flush=True)


COMMANDS = [
    "SELECT INBOX", "SELECT INBOX", "FETCH 1:* (FLAGS)", "UID FETCH 500000:500020 (UID FLAGS ENVELOPE BODY.PEEK[])", "STATUS INBOX (MESSAGES UNSEEN SIZE)",
    "UID SEARCH UNSEEN", "UID SEARCH RETURN (COUNT) FLAGGED", "UID SEARCH RETURN (COUNT) SUBJECT topic", "UID SEARCH RETURN (COUNT) TEXT needle",
    "UID STORE 1:* +FLAGS.SILENT (\\Seen)", "UID STORE 1:200000 +FLAGS (\\Flagged)", "SORT RETURN (COUNT) (SUBJECT) UTF-8 ALL", "SORT (ARRIVAL) UTF-8 ALL",
    "THREAD REFERENCES UTF-8 ALL", "THREAD ORDEREDSUBJECT UTF-8 ALL", "UID COPY 1:200000 INBOX", "UID STORE 1:300000 +FLAGS.SILENT (\\Deleted)", "EXPUNGE",
]
main()
