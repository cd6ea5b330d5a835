"""A mailbox of a million messages, and what others notice of it.

million_check.py DATA USER OTHER [COMMAND...]   on a data directory with these users, of whom USER has the mailbox INBOX of many messages

Each command is timed, and while it runs another user's NOOP, SELECT, FETCH and STORE of a small mailbox. That user is a process of its
own, and asks a second server as well, which has nothing to do: what both take long for is the machine's doing.
"""

import multiprocessing
import re
import subprocess
import sys
import tempfile
import time

import served

ASKED = ("NOOP", "SELECT INBOX", "FETCH 1:20 (FLAGS ENVELOPE)", "STORE 1 FLAGS (\\Seen)")


def ask(ports, user, pipe):
    """Somebody else: asks the server in use and the idle one in turn; on each line of the pipe, answers with the times since the last."""
    clients = [served.Client(port, user, "INBOX") for port in ports]
    for client in clients:
        for number in range(20):
            client.append("INBOX", b"Subject: %d\r\n\r\nsmall" % number)
    times = [{}, {}]
    while True:
        for command in ASKED:
            for client, taken in zip(clients, times):
                client.ok(command)
                taken.setdefault(command.split()[0], []).append(client.seconds * 1000)
        if pipe.poll():
            if not pipe.recv():
                return
            pipe.send(times)
            times = [{}, {}]
        time.sleep(0.002)


class Other:
    def __init__(self, ports, user):
        self.pipe, theirs = multiprocessing.Pipe()
        self.process = multiprocessing.get_context("fork").Process(target=ask, args=(ports, user, theirs), daemon=True)
        self.process.start()
        self.taken()

    def taken(self):
        self.pipe.send(True)
        return self.pipe.recv()

    def end(self):
        self.pipe.send(False)
        self.process.join()


def heap(process):
    shown = subprocess.run(["jcmd", str(process), "GC.class_histogram"], capture_output=True, text=True, check=True).stdout
    return int(re.search(r"^Total\s+\d+\s+(\d+)", shown, re.M)[1]) >> 20


def main():
    data, user, small = sys.argv[1:4]
    with tempfile.TemporaryDirectory() as idle:
        served.add_users(idle, [small])
        server, quiet = served.Server(data), served.Server(idle)
        check(server, Other([server.port, quiet.port], small), served.Client(server.port, user))
        began = time.monotonic()
        assert server.end() == 0
        print(f"ended in {time.monotonic() - began:.1f} s")
        assert quiet.end() == 0


def check(server, other, big):
    time.sleep(3)
    before = heap(server.process.pid)
    other.taken()
    time.sleep(2)
    show("nothing", 0, 0, other)
    for command in (sys.argv[4:] or COMMANDS):
        state, text, told = big.run(command)
        show(command, big.seconds, len(told), other, "" if state == "OK" else f"{state} {text}")
        if command.startswith("SELECT"):
            print(f"   heap {before} MiB before, {heap(server.process.pid)} MiB with it open", flush=True)
            other.taken()
    other.end()


def show(command, seconds, octets, other, wrong=""):
    busy, idle = other.taken()
    print(f"{command[:60]:60} {seconds * 1000:9.0f} ms {octets:10} octets {wrong}\n   others' worst: {worst(busy)}\n"
          f"   of an idle server: {worst(idle)}", flush=True)


def worst(times):
    """The longest and, behind the slash, the hundredth of the longest of each command, in milliseconds."""
    return ", ".join(f"{command} {max(of):.1f}/{sorted(of)[len(of) * 99 // 100]:.1f}" for command, of in times.items()) + (
        f" ms; {sum(map(len, times.values()))} commands")


COMMANDS = [
    "SELECT INBOX", "SELECT INBOX", "FETCH 1:* (FLAGS)", "UID FETCH 500000:500020 (UID FLAGS ENVELOPE BODY.PEEK[])", "STATUS INBOX (MESSAGES UNSEEN SIZE)",
    "UID SEARCH UNSEEN", "UID SEARCH RETURN (COUNT) FLAGGED", "UID SEARCH RETURN (COUNT) SUBJECT topic", "UID SEARCH RETURN (COUNT) TEXT needle",
    "UID STORE 1:* +FLAGS.SILENT (\\Seen)", "UID STORE 1:200000 +FLAGS (\\Flagged)", "SORT RETURN (COUNT) (SUBJECT) UTF-8 ALL", "SORT (ARRIVAL) UTF-8 ALL",
    "THREAD REFERENCES UTF-8 ALL", "THREAD ORDEREDSUBJECT UTF-8 ALL", "UID COPY 1:200000 INBOX", "UID STORE 1:300000 +FLAGS.SILENT (\\Deleted)", "EXPUNGE",
]
if __name__ == "__main__":
    main()
