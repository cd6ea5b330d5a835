"""The machine: what it is, and what it allows."""

import datetime
import os
import platform
import re
import subprocess
from pathlib import Path

from .bench import SOURCES, BenchError, compile_c

BODY_BYTES = 16_000_000


def first(pattern, file, default="unknown"):
    try:
        match = re.search(pattern, Path(file).read_text(), re.M)
    except OSError:
        match = None
    return match[1].strip() if match else default


def file_system(directory):
    """Where the data is: file system type, device, and whether that is a disk at all."""
    done = subprocess.run(["findmnt", "-no", "FSTYPE,SOURCE,OPTIONS", "-T", directory], capture_output=True, text=True)
    return " ".join(done.stdout.split()) or "unknown"


def is_memory(directory):
    """On a file system that keeps everything in memory, where fdatasync costs nothing and means nothing."""
    return file_system(directory).split()[0] in ("tmpfs", "ramfs", "overlay/tmpfs")


def describe(directory):
    """What a reader needs to know to compare with another machine: pairs of name and value."""
    memory = int(first(r"^MemTotal:\s+(\d+) kB", "/proc/meminfo", "0")) / 1024 / 1024
    load = os.getloadavg()[0]
    return [
        ("date", datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC")),
        ("processors", f"{len(os.sched_getaffinity(0))} x {first(r'^model name.*: (.*)', '/proc/cpuinfo', platform.machine())}"),
        ("memory", f"{memory:.1f} GiB"),
        ("kernel", platform.release()),
        ("data on", file_system(directory)),
        ("load before the run", f"{load:.1f}" + (" (the machine was not quiet: read rates as rough)" if load > 0.5 else "")),
    ]


class Limits:
    """Measures what the machine allows, in the directory where the servers have their data. Rates per second, MB/s."""

    def __init__(self, directory):
        self.directory = Path(directory)
        self.program = self.directory / "machine"
        built, said = compile_c(self.program, [SOURCES / "machine/machine.c"])
        if not built:
            raise BenchError("machine.c does not compile:\n" + said)

    def fdatasync(self, threads, seconds, size):
        return self.call("fdatasync", self.directory, threads, seconds, size)

    def sendfile(self, streams, seconds):
        file = self.directory / "sendfile.data"
        file.write_bytes(os.urandom(1_000_000) * (BODY_BYTES // 1_000_000))
        try:
            return self.call("sendfile", file, streams, seconds)
        finally:
            file.unlink()

    def call(self, *words):
        done = subprocess.run([self.program, *map(str, words)], capture_output=True, text=True)
        if done.returncode:
            raise BenchError("machine: " + done.stderr.strip())
        return float(done.stdout)
