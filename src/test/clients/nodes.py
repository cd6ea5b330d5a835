"""A cluster of a check's own: nodes as processes on loopback, each with ports of its own, all on one data directory."""

import atexit
import os
import signal
import ssl
import subprocess
import threading

from served import LAUNCHER, add_users, free_port, socket, tool

JOIN = 3


def free_ports(count):
    """The first of so many in a row."""
    while True:
        first = free_port()
        try:
            for port in range(first, first + count):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port))
            return first
        except (OSError, OverflowError):
            continue


class Node:
    """One node, which may be started again and again; its log goes to NAME.log."""

    def __init__(self, name, data, settings=()):
        self.name = name
        self.data = data
        self.settings = list(settings)
        self.port = free_ports(JOIN)
        self.imap, self.pop3, self.lmtp = free_port(), free_port(), free_port()
        self.process = None
        atexit.register(self.kill)

    def start(self, members, *settings):
        """Begins to start; see await_ready."""
        words = [LAUNCHER, "serve", "--cluster", "--data", self.data]
        for setting in (f"cluster.node={self.name}", "cluster.host=127.0.0.1", f"cluster.port={self.port}", f"cluster.busPort={self.port + 2}",
                        f"cluster.members={','.join(f'127.0.0.1:{node.port}' for node in members)}", f"cluster.size={len(members)}",
                        f"imap.port={self.imap}", f"pop3.port={self.pop3}", f"lmtp.port={self.lmtp}", "imaps.port=0", "pop3s.port=0",
                        "auth.cleartext=always", *self.settings, *settings):
            words += ["--set", setting]
        self.said = []
        self.ready = threading.Event()
        environment = dict(os.environ, GODWIT_JAVA_OPTS="-Xmx192m " + os.environ.get("GODWIT_JAVA_OPTS", ""))
        with open(self.name + ".log", "ab") as log:
            self.process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=log, text=True, env=environment, stdin=subprocess.DEVNULL)
        threading.Thread(target=self._listen, args=(self.process, self.said, self.ready), daemon=True).start()

    @staticmethod
    def _listen(process, said, ready):
        for line in process.stdout:
            said.append(line)
            if "Ctrl-C ends it" in line:
                ready.set()
        ready.set()

    def await_ready(self, seconds=180):
        assert self.ready.wait(seconds) and self.is_running(), f"{self.name} does not start:\n{self.logged()}"
        return self

    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def end(self, seconds=120):
        """Asks it to end; the exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(seconds)

    def drain(self):
        """Ends it with the tool; the exit status, and what the tool said."""
        said = tool("drain", "--data", self.data, "--node", self.name).stdout
        return self.process.wait(10), said

    def certificate(self):
        """What it shows for TLS, whoever vouches for it."""
        with socket.create_connection(("127.0.0.1", self.imap), 60) as plain:
            lines = plain.makefile("rb")
            lines.readline()
            plain.sendall(b"a STARTTLS\r\n")
            assert lines.readline().startswith(b"a OK"), "STARTTLS"
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            with context.wrap_socket(plain) as secure:
                return secure.getpeercert(True)

    def kill(self):
        if self.is_running():
            self.process.kill()
            self.process.wait()

    def logged(self):
        with open(self.name + ".log", errors="replace") as log:
            return log.read()


class Cluster:
    """Three nodes that are ready, unless they are to be started one by one."""

    def __init__(self, data, users=(), settings=(), size=3):
        if users:
            add_users(data, users)
        self.nodes = [Node(f"n{number}", data, settings) for number in range(size)]

    def start(self):
        for node in self.nodes:
            node.start(self.nodes)
        for node in self.nodes:
            node.await_ready()
        return self

    def end(self):
        """Asks all to end, at once; their exit statuses."""
        running = [node for node in self.nodes if node.is_running()]
        for node in running:
            node.process.send_signal(signal.SIGTERM)
        return [node.process.wait(120) for node in running]
