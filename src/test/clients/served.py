"""A server of a check's own, started as a newcomer starts it, and a client that shows how long each command took."""

import atexit
import imaplib
import os
import re
import signal
import socket
import subprocess
import time

imaplib._MAXLINE = 1 << 30
LAUNCHER = os.environ["LAUNCHER"]
PASSWORD = "secret"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def tool(*words, expect=0, stdin=None):
    """Runs bin/godwit; returns its output. expect: the exit status, None for any."""
    done = subprocess.run([LAUNCHER, *words], capture_output=True, text=True, input=stdin)
    assert expect is None or done.returncode == expect, f"{words} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
    return done


class Server:
    """bin/godwit serve on a data directory; the log goes to a file."""

    def __init__(self, data, *settings, log="served.log", lmtp=False, options=()):
        self.data = data
        self.log = log
        self.port = free_port()
        self.lmtp_port = free_port() if lmtp else 0
        words = [LAUNCHER, "serve", "--no-demo", "--data", data, *options]
        for setting in (f"imap.port={self.port}", f"lmtp.port={self.lmtp_port}", "imaps.port=0", "pop3.port=0", "pop3s.port=0",
                        *settings):
            words += ["--set", setting]
        self.process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=open(log, "ab"), text=True)
        atexit.register(self.process.terminate)
        for line in self.process.stdout:
            if "Ctrl-C ends it" in line:
                return
        raise AssertionError("the server did not start; its log:\n" + self.logged())

    def logged(self):
        with open(self.log, errors="replace") as log:
            return log.read()

    def end(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        return self.process.wait(120)

    def connect(self, user, mailbox=None):
        return Client(self.port, user, mailbox)


class Client:
    """A small IMAP client: one command at a time, with everything that the server said, and how long it took."""

    def __init__(self, port, user, mailbox=None):
        self.imap = imaplib.IMAP4("127.0.0.1", port, timeout=600)
        self.imap.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.imap.login(user, PASSWORD)
        self.seconds = 0.0
        if mailbox:
            self.ok("SELECT " + mailbox)

    def run(self, command):
        """Returns the state (OK, NO, BAD), the tagged text, and all untagged lines and literals as one bytes value."""
        tag = self.imap._new_tag()
        began = time.monotonic()
        self.imap.send(tag + b" " + command.encode() + b"\r\n")
        told = []
        while True:
            line = self.imap.readline()
            if not line:
                raise ConnectionError(command + ": connection closed")
            if line.startswith(tag + b" "):
                break
            told.append(line)
            literal = re.search(rb"\{(\d+)\}\r\n$", line)
            if literal:
                told.append(self.imap.read(int(literal[1])))
        self.seconds = time.monotonic() - began
        words = line.split(b" ", 2)
        return words[1].decode(), words[2].decode(errors="replace").strip(), b"".join(told)

    def ok(self, command):
        state, text, told = self.run(command)
        assert state == "OK", f"{command}: {state} {text}"
        return told

    def append(self, mailbox, message, flags=None):
        """Returns the UID."""
        state, answer = self.imap.append(mailbox, flags, None, message)
        assert state == "OK", f"APPEND: {state} {answer}"
        return int(re.search(rb"APPENDUID \d+ (\d+)", answer[-1])[1])

    def body(self, uid, section=""):
        """One message's octets and the server's words; None for octets that it does not give."""
        state, text, told = self.run(f"UID FETCH {uid} (UID BODY.PEEK[{section}])")
        literal = re.search(rb"\{(\d+)\}\r\n", told)
        if not literal:
            return None, f"{state} {text}"
        return told[literal.end():literal.end() + int(literal[1])], f"{state} {text}"

    def close(self):
        self.imap.logout()


def add_users(data, names):
    """Each with the same password, in clear so that a thousand logins cost no thousand hashes."""
    os.makedirs(data, mode=0o700, exist_ok=True)
    place = os.path.join(data, "users")
    with open(place, "a") as file:
        for name in names:
            file.write(f"{name}:{{PLAIN}}{PASSWORD}\n")
    os.chmod(place, 0o600)
