"""Servers on loopback that belong to a run: started on an empty directory and free ports, ended and forgotten with it."""

import grp
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

PASSWORD = "pass"
HOME = Path(__file__).resolve().parents[2]
READY_SECONDS_MAX = 120
TICKS = os.sysconf("SC_CLK_TCK")


class ServerError(Exception):
    """A server that does not start; the text is for the person who started the run."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def log_in(port, user="u0001"):
    """One LOGIN and LOGOUT over a connection of its own; raises OSError if it is not answered with OK."""
    with socket.create_connection(("127.0.0.1", port), 60) as client:
        stream = client.makefile("rwb")
        stream.readline()
        stream.write(f"a LOGIN {user} {PASSWORD}\r\n".encode())
        stream.flush()
        if not stream.readline().startswith((b"a OK", b"* CAPABILITY")):
            raise OSError("LOGIN was refused")
        stream.write(b"b LOGOUT\r\n")
        stream.flush()
        stream.read()


def status_of(pid):
    """VmRSS, RssAnon and RssFile of a process, in MiB."""
    text = Path(f"/proc/{pid}/status").read_text()
    return {key: int(re.search(rf"^{key}:\s+(\d+) kB", text, re.M)[1]) / 1024 for key in ("VmRSS", "RssAnon", "RssFile")}


def cpu_seconds(pid, task=None):
    """Processor time (utime + stime) of a process, or of one of its threads."""
    file = f"/proc/{pid}/task/{task}/stat" if task else f"/proc/{pid}/stat"
    words = Path(file).read_text().rsplit(")", 1)[1].split()
    return (int(words[11]) + int(words[12])) / TICKS


def pss_of(pid):
    """Proportional set size of a process and its descendants, in MiB: shared pages are counted once."""
    total = 0
    for process in descendants(pid):
        try:
            total += int(re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{process}/smaps_rollup").read_text(), re.M)[1])
        except (OSError, TypeError):
            pass  # it has ended meanwhile
    return total / 1024


def descendants(pid):
    """The process and everything that it started, directly or not."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except OSError:
                pass
    found = [pid]
    for process in found:
        found += [child for child, parent in parents.items() if parent == process]
    return found


def sizes_below(directory):
    """Octets of all files below a directory."""
    return sum(file.stat().st_size for file in Path(directory).rglob("*") if file.is_file())


def end_on_sigterm():
    """SIGTERM ends the program as an exception does, so that nothing is left behind."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


class Server:
    """name, version, pid; ports: imap, imaps, pop3, lmtp; started_seconds: from the start to the first answered LOGIN."""

    name = version = ""
    pid = 0

    def __init__(self, directory, users):
        self.directory = Path(directory)
        self.users = users
        self.ports = {protocol: free_port() for protocol in ("imap", "imaps", "pop3", "lmtp")}
        self.started_seconds = 0.0

    def start(self):
        began = time.monotonic()
        self.launch()
        self.await_login()
        self.started_seconds = time.monotonic() - began
        return self

    def await_login(self):
        """Until the server that was launched answers a LOGIN of u0001."""
        began = time.monotonic()
        while True:
            try:
                log_in(self.ports["imap"])
                return
            except OSError:
                if self.has_ended() or time.monotonic() - began > READY_SECONDS_MAX:
                    raise ServerError(f"{self.name} did not start; its log ends with:\n{self.logged()[-2000:]}") from None
                time.sleep(0.01)

    def memory_mb(self):
        return pss_of(self.pid)

    def log_file(self):
        return self.directory / "log"

    def logged(self):
        try:
            return self.log_file().read_text(errors="replace")
        except OSError:
            return ""

    def launch(self):
        raise NotImplementedError

    def has_ended(self):
        raise NotImplementedError

    def stop(self):
        raise NotImplementedError


class Godwit(Server):
    """bin/godwit of this checkout (it builds itself when that is needed), with default settings but for ports."""

    name = "Godwit"

    def __init__(self, directory, users, settings=(), java_options=None, launcher=HOME / "bin" / "godwit", data=None, words=(),
                 pod=None):
        """`data`: the data directory, for several nodes of one; `words`: further options of `serve`; `pod`: see common.pod."""
        super().__init__(directory, users)
        self.settings = settings
        self.words = words
        self.java_options = java_options
        self.launcher = launcher
        self.pod = pod
        self.process = None
        self.version = git_version()
        self.directory.mkdir(parents=True, exist_ok=True)
        self.data = data or self.directory / "data"
        self.data.mkdir(mode=0o700, exist_ok=True)
        file = self.data / "users"
        file.write_text("".join(f"{user}:{{PLAIN}}{PASSWORD}\n" for user in users))
        file.chmod(0o600)

    @staticmethod
    def build():
        """Builds what bin/godwit would build on first use, so that no start of a server has to."""
        if subprocess.run([HOME / "bin" / "godwit", "--version"], stdout=subprocess.DEVNULL).returncode:
            raise ServerError("bin/godwit does not build; see above")

    def launch(self):
        words = [*(self.pod.prefix if self.pod else ()), self.launcher, "serve", *self.words, "--no-demo", "--data", self.data, "--set", "pop3s.port=0"]
        for protocol, port in self.ports.items():
            words += ["--set", f"{protocol}.port={port}"]
        for setting in self.settings:
            words += ["--set", setting]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GODWIT_")}
        options = self.java_options if self.java_options is not None else os.environ.get("GODWIT_JAVA_OPTS", "")
        environment["GODWIT_JAVA_OPTS"] = f"{options} {self.pod.java_options}".strip() if self.pod else options
        with open(self.log_file(), "ab") as log:
            self.process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment)
        self.pid = self.process.pid

    def has_ended(self):
        return self.process.poll() is not None

    def certificate(self):
        """The certificate and key that it made for itself: PEM files."""
        return self.data / "tls/generated.crt", self.data / "tls/generated.key"

    def stop(self):
        if self.process and not self.has_ended():
            self.process.terminate()
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


class Dovecot(Server):
    """Dovecot 2.3 with a configuration of its own, made for speed, where OK means "on disk": mdbox, mail_fsync=always.

    As root its processes run as the users that its package made; else all as the user who runs this, without chroot.
    """

    name = "Dovecot"

    def __init__(self, directory, users, certificate=None, mail_format="mdbox", fsync="always"):
        super().__init__(directory, users)
        self.certificate = certificate
        self.mail_format = mail_format
        self.fsync = fsync
        self.program = find_dovecot()
        self.version = subprocess.run([self.program, "--version"], capture_output=True, text=True).stdout.split()[0]

    def launch(self):
        (self.directory / "mail").mkdir(parents=True, exist_ok=True)
        (self.directory / "run").mkdir(exist_ok=True)
        for directory in (self.directory, self.directory / "run"):
            directory.chmod(0o755)
        users = self.directory / "users"
        users.write_text("".join(f"{user}:{{PLAIN}}{PASSWORD}\n" for user in self.users))
        users.chmod(0o644)
        accounts = self.accounts()
        if os.geteuid() == 0:
            owner = pwd.getpwnam(accounts["mail_user"])
            os.chown(self.directory / "mail", owner.pw_uid, owner.pw_gid)
        template = (Path(__file__).parent / "dovecot.conf.in").read_text()
        values = dict(accounts, dir=self.directory, format=self.mail_format, fsync=self.fsync, **self.ports)
        text = re.sub(r"@(\w+)@", lambda match: str(values[match[1]]), template) + self.tls_settings()
        configuration = self.directory / "dovecot.conf"
        configuration.write_text(text)
        # A pipe would stay open for as long as the processes that it leaves behind live.
        said = self.directory / "start.log"
        with open(said, "wb") as output:
            status = subprocess.run([self.program, "-c", configuration], stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        if status.returncode:
            raise ServerError("Dovecot refuses its configuration: " + said.read_text(errors="replace").strip())
        self.pid = self.await_pid()

    def await_pid(self):
        file = self.directory / "run/master.pid"
        for _ in range(200):
            if file.exists() and file.read_text().strip():
                return int(file.read_text())
            time.sleep(0.05)
        raise ServerError("Dovecot did not start; its log:\n" + self.logged()[-2000:])

    @staticmethod
    def accounts():
        if os.geteuid() == 0:
            mail = pwd.getpwnam("nobody")
            return dict(internal="dovecot", login="dovenull", mail_user="nobody", mail_group=grp.getgrgid(mail.pw_gid).gr_name,
                        login_chroot="login")
        me = pwd.getpwuid(os.geteuid())
        return dict(internal=me.pw_name, login=me.pw_name, mail_user=me.pw_name, mail_group=grp.getgrgid(me.pw_gid).gr_name,
                    login_chroot="")

    def tls_settings(self):
        if not self.certificate:
            return "ssl = no\n"
        for file in self.certificate:
            shutil.copy(file, self.directory / file.name)
        certificate, key = (self.directory / file.name for file in self.certificate)
        return f"ssl = yes\nssl_cert = <{certificate}\nssl_key = <{key}\nssl_min_protocol = TLSv1.2\n"

    def has_ended(self):
        try:
            os.kill(self.pid, 0)
            return False
        except ProcessLookupError:
            return True

    def stop(self):
        """Ends the processes of this Dovecot and waits for them; also after a start that was interrupted."""
        file = self.directory / "run/master.pid"
        if not self.pid and file.exists():
            self.pid = int(file.read_text() or 0)
        if not self.pid:
            return
        processes = descendants(self.pid)
        os.kill(self.pid, signal.SIGTERM)
        for _ in range(200):
            processes = [process for process in processes if Path(f"/proc/{process}").exists()]
            if not processes:
                return
            time.sleep(0.05)
        for process in processes:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                pass


def find_dovecot():
    """The program, or a ServerError that says what to do."""
    program = shutil.which("dovecot", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")
    if not program:
        raise ServerError("Dovecot is not installed (Debian: dovecot-imapd dovecot-pop3d dovecot-lmtpd)")
    protocols = Path("/usr/lib/dovecot")
    missing = [name for name in ("imap", "pop3", "lmtp") if protocols.exists() and not (protocols / name).exists()]
    if missing:
        raise ServerError("Dovecot lacks " + ", ".join(missing) + " (Debian: " + " ".join(f"dovecot-{n}d" for n in missing) + ")")
    return program


def git_version():
    """What is measured: the commit, and whether it was changed."""
    done = subprocess.run(["git", "-C", HOME, "describe", "--always", "--dirty"], capture_output=True, text=True)
    return done.stdout.strip() or "unknown"


class Sampler:
    """Notes the largest resident memory of a process while it runs: with Sampler(pid) as s: ...; s.peak_mb."""

    def __init__(self, pid, seconds=0.1):
        self.pid = pid
        self.seconds = seconds
        self.peak_mb = 0.0
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)

    def run(self):
        while not self.over.wait(self.seconds):
            self.peak_mb = max(self.peak_mb, status_of(self.pid)["VmRSS"])

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()
