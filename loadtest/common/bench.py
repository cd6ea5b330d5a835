"""The load tool, built from loadtest/imapbench, and what it reports."""

import dataclasses
import re
import shutil
import subprocess
from pathlib import Path

SOURCES = Path(__file__).resolve().parents[1]
LINE = re.compile(r"ops/s\s+([\d.]+)\s+MB/s\s+([\d.]+)\s+p50us\s+(\d+)\s+p99us\s+(\d+)\s+errors (\d+)"
                  r".*?\((-?[\d.]+) us/op\)\s+MB ([\d.]+)")


class BenchError(Exception):
    """The load tool cannot be built or does not run; the text is for the person who started the run."""


@dataclasses.dataclass(frozen=True)
class Result:
    """One run of one operation: per second, megabytes received per second, latency and server CPU in microseconds, memory in MiB."""

    ops: float = 0.0
    mb_per_second: float = 0.0
    p50: float = 0.0
    p99: float = 0.0
    errors: int = 0
    cpu: float = 0.0
    memory_mb: float = 0.0
    why: str = ""


def compile_c(output, sources, *options):
    """Compiles with cc; returns whether that went well, and what cc said."""
    if not shutil.which("cc"):
        raise BenchError("no C compiler: there is no program cc (Debian: gcc libc6-dev)")
    done = subprocess.run(["cc", "-O2", "-pthread", "-o", output, *sorted(sources), *options], capture_output=True, text=True)
    return done.returncode == 0, done.stderr


class Bench:
    """Compiled into the directory; .tls says whether OpenSSL was there."""

    def __init__(self, directory):
        self.program = Path(directory) / "imapbench"
        sources = (SOURCES / "imapbench").glob("*.c")
        sources = list(sources)
        self.tls, _ = compile_c(self.program, sources, "-DTLS", "-lssl", "-lcrypto")
        if not self.tls:
            built, said = compile_c(self.program, sources)
            if not built:
                raise BenchError("imapbench does not compile:\n" + said)

    def fill(self, server, nusers, messages, size=8192, users="u%04d", mailbox="INBOX", conns=8):
        done = self.call("fill", server, server.ports["imap"], nusers=nusers, messages=messages, size=size, users=users,
                         mailbox=mailbox, conns=conns)
        if done.returncode:
            raise BenchError(f"filling {server.name}: {(done.stderr or done.stdout).strip()}")

    def run(self, op, server, tls=False, **options):
        """Runs one operation; options are those of imapbench: conns, nusers, seconds, size, messages, users, mailbox."""
        protocol = op if op in ("lmtp", "pop3") else "imaps" if tls else "imap"
        done = self.call(op, server, server.ports[protocol], tls=int(tls), **options)
        match = LINE.search(done.stdout)
        why = done.stderr.strip()[:200]
        if not match:
            return Result(errors=1, why=why or done.stdout.strip()[:200] or f"imapbench ended with {done.returncode}")
        number = [float(text) for text in match.groups()]
        return Result(number[0], number[1], number[2], number[3], int(number[4]), number[5], number[6], why)

    def idle(self, server, conns, nusers):
        """KiB of memory for each connection that is in IDLE, with a mailbox selected."""
        done = self.call("idle", server, server.ports["imap"], conns=conns, nusers=nusers, seconds=1)
        match = re.search(r"KB/conn\s+(-?[\d.]+)", done.stdout)
        if done.returncode or not match:
            raise BenchError(f"idle connections to {server.name}: {(done.stderr or done.stdout).strip()}")
        return float(match[1])

    def call(self, op, server, port, **options):
        words = [self.program, op, "--port", str(port), "--pid", str(server.pid), "--ptree", "1"]
        for name, value in options.items():
            words += ["--" + name, str(value)]
        return subprocess.run(words, capture_output=True, text=True)
