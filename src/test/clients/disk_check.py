"""A server on a disk of 24 MB that fills up, and in directories that lose their permissions; called with the mount point.

Whatever happens: a command that cannot be carried out is answered NO with a response code, what was acknowledged stays and can
be read meanwhile, and writing goes on when the cause is gone, without a restart.
"""

import hashlib
import imaplib
import os
import re
import signal
import socket
import subprocess
import sys
import time

PLACE = sys.argv[1]
DATA = os.path.join(PLACE, "data")
FILLER = os.path.join(PLACE, "filler")
LAUNCHER = os.environ["LAUNCHER"]
CODES = re.compile(rb"\[(OVERQUOTA|UNAVAILABLE|LIMIT|TRYCREATE)\b")
SMALL = ["--set", "storage.segmentBytes=1M", "--set", "storage.checkpointBytes=256K", "--set", "storage.bodyFileBytesMin=256K",
         "--set", "storage.idleUnloadSeconds=3600",
         # squeeze_check.py is about what is kept; here everything may be used up
         "--set", "storage.roomKeptBytes=0"]


class Server:
    """The process, as user nobody, whom permissions hold."""

    def __init__(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = subprocess.Popen(
            [LAUNCHER, "serve", "--user", "nobody", "--data", DATA, "--set", f"imap.port={self.port}", "--set", "lmtp.port=0", *SMALL],
            stdout=subprocess.PIPE, stderr=open("disk.log", "ab"), text=True)
        self.password = None
        for line in self.process.stdout:
            words = line.split()
            if words[:1] == ["password"]:
                self.password = words[1]
            if "Ctrl-C ends it" in line:
                return
        raise AssertionError("the server did not start; see disk.log")

    def end(self, number):
        self.process.send_signal(number)
        return self.process.wait(60)


class Account:
    """What the server acknowledged, and the means to hold it to that."""

    def __init__(self, password):
        self.password = password
        self.bodies = {}
        self.flagged = set()
        self.number = 0
        self.refusals = {}

    def connect(self, server):
        self.client = imaplib.IMAP4("127.0.0.1", server.port, timeout=60)
        self.client.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.client.login("demo", self.password)

    def done(self, what, state, answer):
        """True for OK; a NO must have a response code that says what is wrong."""
        if state == "OK":
            return True
        text = answer[-1]
        assert state == "NO" and CODES.search(text), f"{what}: {state} {answer}"
        key = what + " " + text.decode()[text.index(b"["):].strip()
        self.refusals[key] = self.refusals.get(key, 0) + 1
        return False

    def append(self, size):
        self.number += 1
        message = b"Subject: %d\r\n\r\n" % self.number + os.urandom(size // 2).hex().encode()
        state, answer = self.client.append("INBOX", None, None, message)
        if not self.done("APPEND", state, answer):
            return False
        uid = int(re.search(rb"APPENDUID \d+ (\d+)", answer[-1])[1])
        assert uid not in self.bodies, f"UID {uid} used twice"
        self.bodies[uid] = hashlib.sha256(message).digest()
        return True

    def flag(self, uid):
        done = self.done("STORE", *self.plain("UID STORE %d +FLAGS.SILENT (\\Flagged)" % uid))
        if done:
            self.flagged.add(uid)
        return done

    def expunge(self, uids):
        if self.done("STORE", *self.plain("UID STORE %s +FLAGS.SILENT (\\Deleted)" % ",".join(map(str, uids)))):
            if self.done("EXPUNGE", *self.plain("UID EXPUNGE %s" % ",".join(map(str, uids)))):
                for uid in uids:
                    del self.bodies[uid]
                    self.flagged.discard(uid)
                return True
        return False

    def plain(self, command):
        """Sends a command that imaplib has no words for; returns state and tagged text."""
        tag = self.client._new_tag()
        self.client.send(tag + b" " + command.encode() + b"\r\n")
        while True:
            line = self.client.readline()
            if not line:
                raise AssertionError(command + ": connection closed")
            if line.startswith(tag + b" "):
                return line.split()[1].decode(), [line]

    def verify(self, server):
        """Everything acknowledged is there, in this session and for one that comes now."""
        other = Account(self.password)
        other.connect(server)
        for client in (self.client, other.client):
            state, _ = client.select("INBOX")
            assert state == "OK", "SELECT"
            state, response = client.uid("FETCH", "1:*", "(UID FLAGS BODY.PEEK[])")
            assert state == "OK", f"FETCH: {state} {response}"
            found, flagged = {}, set()
            for head, body in (part for part in response if isinstance(part, tuple)):
                uid = int(re.search(rb"UID (\d+)", head)[1])
                found[uid] = hashlib.sha256(body).digest()
                if b"\\Flagged" in head:
                    flagged.add(uid)
            assert found == self.bodies, f"lost {set(self.bodies) - set(found)}, new {set(found) - set(self.bodies)}, or changed"
            assert self.flagged == flagged, f"flags: {self.flagged ^ flagged}"
        other.client.logout()

    def adopt(self):
        """Takes what is there at the beginning (the demo's messages) for acknowledged."""
        self.client.select("INBOX")
        for head, body in (part for part in self.client.uid("FETCH", "1:*", "(UID BODY.PEEK[])")[1] if isinstance(part, tuple)):
            self.bodies[int(re.search(rb"UID (\d+)", head)[1])] = hashlib.sha256(body).digest()


def free():
    state = os.statvfs(PLACE)
    return state.f_bavail * state.f_frsize


def leave(octets):
    """Fills the disk up to so much."""
    with open(FILLER, "ab") as filler:
        while free() > octets:
            filler.write(b"\0" * min(1 << 20, free() - octets))
            filler.flush()


def give_back():
    if os.path.exists(FILLER):
        os.remove(FILLER)


def journal_check():
    checked = subprocess.run([LAUNCHER, "check", "--data", DATA], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def resumes(account):
    began = time.monotonic()
    assert account.append(2000), "writing does not go on"
    assert account.flag(max(account.bodies)), "writing does not go on"
    return time.monotonic() - began


def full_disk(server, account):
    """Fills up by mail alone, then from various amounts of free space, each with appends small and large, flags and expunges."""
    for left in (4 << 20, 0, 4 << 10, 20 << 10, 100 << 10, 300 << 10, 700 << 10, 1500 << 10):
        leave(left)
        refused = 0
        for turn in range(2000):
            size = (300, 5_000, 60_000, 400_000)[turn % 4]
            refused += not account.append(size)
            if turn % 5 == 0:
                refused += not account.flag(max(account.bodies))
            if turn % 7 == 0 and len(account.bodies) > 8:
                refused += not account.expunge(sorted(account.bodies)[5:8])
            if refused >= 30:
                break
        assert refused >= 30, "the disk never got full"
        account.done("CREATE", *account.plain(f"CREATE full{left}"))
        account.done("COPY", *account.plain(f"UID COPY {max(account.bodies)} copies"))
        account.verify(server)
        give_back()
        seconds = resumes(account)
        account.verify(server)
        print(f"{left >> 10} KiB left: {refused} refusals, then written again within {seconds * 1000:.0f} ms")
        half = sorted(account.bodies)[5:len(account.bodies) // 2]
        if half:
            assert account.expunge(half)


def restart_on_full_disk(server, account):
    leave(0)
    status = server.end(signal.SIGTERM)
    assert status == 0, f"ended with {status}"
    server = Server()
    account.connect(server)
    account.verify(server)
    assert not account.append(50_000), "there is no space for this"
    give_back()
    seconds = resumes(account)
    account.verify(server)
    print(f"started on a full disk: readable, and written again within {seconds * 1000:.0f} ms of space")
    return server


def killed_on_full_disk(server, account):
    leave(0)
    while account.append(300):
        pass
    server.end(signal.SIGKILL)
    server = Server()
    account.connect(server)
    account.verify(server)
    give_back()
    resumes(account)
    account.verify(server)
    print("killed on a full disk: nothing lost")
    return server


def permissions(server, account):
    """Directories that may not be written: what is open goes on, until a new file is needed."""
    directories = [path for path, _, _ in os.walk(os.path.join(DATA, "accounts"))]
    for directory in directories:
        os.chmod(directory, 0o555)
    refused = 0
    for turn in range(400):
        refused += not account.append(20_000)
        if turn % 10 == 0 and refused:
            refused += not account.flag(max(account.bodies))
        if refused >= 30:
            break
    assert refused >= 30, "nothing was refused"
    account.verify(server)
    for directory in directories:
        os.chmod(directory, 0o755)
    resumes(account)
    account.verify(server)
    print(f"no permission: {refused} refusals, then written again")


def started_without_permission(server, account):
    """An account that cannot be claimed can be read; writing begins when it may, without a restart."""
    directory = [path for path, _, _ in os.walk(os.path.join(DATA, "accounts")) if path.endswith("/journal")][0]
    assert server.end(signal.SIGTERM) == 0
    os.chmod(directory, 0o555)
    server = Server()
    account.connect(server)
    account.verify(server)
    assert not account.append(100), "there is no permission for this"
    account.verify(server)
    os.chmod(directory, 0o755)
    # Refusals within a second of the last attempt are answered without another.
    deadline = time.monotonic() + 10
    while not account.append(100):
        assert time.monotonic() < deadline, "writing does not go on"
    account.verify(server)
    print("started without permission: readable, then written again")
    return server


def main():
    server = Server()
    account = Account(server.password)
    account.connect(server)
    account.adopt()
    account.client.create("copies")
    full_disk(server, account)
    journal_check()
    permissions(server, account)
    server = started_without_permission(server, account)
    server = restart_on_full_disk(server, account)
    server = killed_on_full_disk(server, account)
    journal_check()
    for refusal, times in sorted(account.refusals.items()):
        print(f"{times} times {refusal}")
    assert server.end(signal.SIGTERM) == 0
    journal_check()


main()
