"""A bound on the memory of a server, as a pod has it."""

import os
from pathlib import Path

ROOT = Path("/sys/fs/cgroup")


class Pod:
    """A control group of so many MiB, where this user may make one; else Java is only told that the machine has no more.

    with Pod(512) as pod: ...; pod.prefix starts a program in it, pod.java_options tell Java.
    """

    def __init__(self, megabytes):
        self.bytes = megabytes * 1024 * 1024
        self.group = None
        self.kind = "a control group"
        self.prefix = []
        self.java_options = ""

    def __enter__(self):
        for parent, bound in ((ROOT / "memory", "memory.limit_in_bytes"), (ROOT, "memory.max")):
            group = parent / f"godwit-{os.getpid()}"
            try:
                group.mkdir()
                self.group = group
                (group / bound).write_text(str(self.bytes))
                self.prefix = ["sh", "-c", 'echo $$ >"$0" && exec "$@"', str(group / "cgroup.procs")]
                return self
            except OSError:
                self.remove()
        self.kind = "-XX:MaxRAM: no control group can be made here"
        self.java_options = f"-XX:MaxRAM={self.bytes}"
        return self

    def killed(self):
        """How many processes the system has ended because there was too little; unknown without a control group."""
        for file in ("memory.oom_control", "memory.events"):
            if self.group and (self.group / file).exists():
                found = dict(line.split() for line in (self.group / file).read_text().splitlines())
                return found.get("oom_kill", "unknown")
        return "unknown"

    def remove(self):
        if self.group and self.group.exists():
            self.group.rmdir()
        self.group = None

    def __exit__(self, *_):
        self.remove()
