"""Godwit nodes as processes, each in its namespace, all on one data directory."""

import os
import signal
import subprocess
import threading
import time
from pathlib import Path

IMAP, POP3, LMTP = 143, 110, 24
PASSWORD = "secret"


class Node:
    def __init__(self, number, network, launcher, directory, data, size, settings=(), dns=None):
        self.number = number
        self.network = network
        self.launcher = launcher
        self.directory = Path(directory)
        self.data = str(data)
        self.size = size
        self.settings = list(settings)
        self.dns = dns
        self.process = None
        self.starts = 0
        self.lock = threading.Lock()
        self.forbidden = False

    @property
    def address(self):
        return self.network.address(self.number)

    def gone(self):
        """Kills it, if it runs, and sees to it that nobody starts it again."""
        with self.lock:
            self.forbidden = True
        if self.is_running():
            self.kill()

    def start(self):
        members = ",".join(self.network.address(node) for node in range(self.size))
        others = f"cluster.dns={self.dns}" if self.dns else f"cluster.members={members}"
        words = ["ip", "netns", "exec", self.network.namespace(self.number), self.launcher, "serve", "--cluster", "--no-demo", "--data", self.data]
        for setting in (f"cluster.node=n{self.number}", f"cluster.host={self.address}", others, f"cluster.size={self.size}",
                        "listen.hosts=0.0.0.0", "lmtp.hosts=0.0.0.0", f"imap.port={IMAP}", f"pop3.port={POP3}", f"lmtp.port={LMTP}", "imaps.port=0", "pop3s.port=0",
                        "auth.cleartext=always", f"limits.trusted={self.network.subnet}.0/24", *self.settings):
            words += ["--set", setting]
        self.starts += 1
        log = open(self.directory / f"node{self.number}.log", "ab")
        log.write(f"==== start {self.starts} at {time.strftime('%H:%M:%S')}\n".encode())
        log.flush()
        self.ready = threading.Event()
        # ip and the launcher become the server by exec: the pid is its own
        with self.lock:
            if self.forbidden:
                raise RuntimeError(f"n{self.number} is not to be started any more")
            self.process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=log, text=True, start_new_session=True)
        threading.Thread(target=self._read, args=(self.process, self.ready, log), daemon=True).start()

    def _read(self, process, ready, log):
        for line in process.stdout:
            log.write(line.encode())
            log.flush()
            if "Ctrl-C ends it" in line:
                ready.set()
        ready.set()

    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def await_ready(self, seconds=180):
        return self.ready.wait(seconds) and self.is_running()

    def signal(self, number):
        if self.is_running():
            self.process.send_signal(number)

    def kill(self):
        self.signal(signal.SIGKILL)
        self.process.wait()

    def end(self, seconds=120):
        """Asks it to end; the exit status."""
        self.signal(signal.SIGTERM)
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            return None


def add_users(data, names):
    os.makedirs(data, mode=0o700, exist_ok=True)
    place = Path(data) / "users"
    place.write_text("".join(f"{name}:{{PLAIN}}{PASSWORD}\n" for name in names))
    place.chmod(0o600)
