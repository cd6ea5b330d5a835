"""A GlusterFS volume of three bricks on this machine, mounted once for each node, so that each has caches of its own.

Its daemons are in a network namespace of their own, which only they have; the mounts are seen by everybody. Needs Debian's
glusterfs-server, root, and /dev/fuse.
"""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from network import run

ADDRESS = "192.0.2.1"
VOLUME = "mail"

# What the protocol of ownership needs, see ARCHITECTURE.md: nobody remembers names, sizes or contents, and a machine that has
# gone is given up in seconds. The links are for messages with many recipients.
OPTIONS = {
    "performance.stat-prefetch": "off",
    "performance.quick-read": "off",
    "performance.open-behind": "off",
    "performance.io-cache": "off",
    "performance.readdir-ahead": "off",
    "performance.nl-cache": "off",
    "cluster.quorum-type": "auto",
    "network.ping-timeout": "5",
    "client.tcp-user-timeout": "5",
    "server.tcp-user-timeout": "5",
    "storage.max-hardlinks": "0",
    "storage.gfid2path": "off",
}
MOUNT_OPTIONS = {"entry-timeout": "0", "attribute-timeout": "0", "negative-timeout": "0"}

DAEMON = """volume management
    type mgmt/glusterd
    option working-directory {directory}/work
    option run-directory {directory}/run
    option logging-directory {directory}/log
    option glusterd-sockfile {directory}/run/glusterd.sock
    option transport-type socket
    option transport.socket.listen-port 24007
    option ping-timeout 0
end-volume
"""


class Gluster:
    """Started when it is made; `close` ends its processes and takes away all that it made."""

    def __init__(self, directory, count, options=OPTIONS, mount_options=MOUNT_OPTIONS):
        self.directory = Path(directory).resolve()
        self.namespace = f"gwg{os.getpid()}"
        self.mount_options = mount_options
        self.mounts = [self.directory / f"mount{number}" for number in range(count)]
        self.bricks = [self.directory / f"brick{number}" for number in range(3)]
        for place in (*self.mounts, *self.bricks, *(self.directory / name for name in ("work", "run", "log"))):
            place.mkdir(parents=True)
        self.daemon = None
        try:
            self._start(options)
            for number in range(count):
                self.mount(number)
        except BaseException:
            self.close()
            raise

    def _start(self, options):
        run("ip", "netns", "add", self.namespace)
        run("ip", "-n", self.namespace, "link", "set", "lo", "up")
        run("ip", "-n", self.namespace, "address", "add", f"{ADDRESS}/32", "dev", "lo")
        volfile = self.directory / "glusterd.vol"
        volfile.write_text(DAEMON.format(directory=self.directory))
        self.daemon = subprocess.Popen(self._inside("glusterd", "-N", f"--volfile={volfile}", f"--log-file={self.directory}/log/glusterd.log",
                                                    f"--pid-file={self.directory}/run/glusterd.pid"), start_new_session=True)
        until = time.monotonic() + 60
        while run(*self._command("volume", "list"), check=False).returncode:
            if time.monotonic() > until or self.daemon.poll() is not None:
                raise RuntimeError(f"glusterd does not start; see {self.directory}/log")
            time.sleep(0.2)
        self.volume("create", VOLUME, "replica", "3", *(f"{ADDRESS}:{brick}" for brick in self.bricks), "force")
        for name, value in options.items():
            self.volume("set", VOLUME, name, value)
        self.volume("start", VOLUME)

    def _inside(self, *words):
        # only the network: a mount that is made in there is everybody's
        return ["nsenter", f"--net=/run/netns/{self.namespace}", *words]

    def _command(self, *words):
        return ["gluster", f"--glusterd-sock={self.directory}/run/glusterd.sock", f"--log-file={self.directory}/log/cli.log", "--mode=script", *words]

    def volume(self, *words):
        return run(*self._command("volume", *words)).stdout

    def data(self, number):
        """A node's data directory."""
        return self.mounts[number] / "data"

    # --- mounts ---

    def mount(self, number):
        options = [f"--{name}={value}" for name, value in self.mount_options.items()]
        run(*self._inside("glusterfs", f"--volfile-server={ADDRESS}", f"--volfile-id={VOLUME}", *options, "--process-name", "fuse",
                          f"--log-file={self.directory}/log/mount{number}.log", f"--pid-file={self._mount_file(number)}", str(self.mounts[number])))

    def unmount(self, number):
        run("umount", "-l", str(self.mounts[number]), check=False)

    def _mount_file(self, number):
        return self.directory / "run" / f"mount{number}.pid"

    def signal_mount(self, number, what):
        self._signal(self._mount_file(number), what)

    # --- bricks ---

    def _brick_file(self, number):
        return self.directory / "run/vols" / VOLUME / f"{ADDRESS}{str(self.bricks[number]).replace('/', '-')}.pid"

    def signal_brick(self, number, what):
        self._signal(self._brick_file(number), what)

    def start_bricks(self):
        """Those that have ended."""
        self.volume("start", VOLUME, "force")

    def await_healed(self, seconds=180):
        """Until no brick lacks anything, so that another one may be hurt; whether it came to that."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            # by itself it would look every ten minutes when a brick was away that it did not miss
            run(*self._command("volume", "heal", VOLUME), check=False)
            told = run(*self._command("volume", "heal", VOLUME, "statistics", "heal-count"), check=False).stdout
            counts = [line.split(":")[1].strip() for line in told.splitlines() if line.startswith("Number of entries")]
            if counts == ["0"] * len(self.bricks):
                return True
            time.sleep(1)
        return False

    # --- processes ---

    def _signal(self, file, what):
        """Only to a process of this volume: the number in a file may be another's by now."""
        try:
            pid = int(file.read_text())
            if str(self.directory) in Path(f"/proc/{pid}/cmdline").read_text():
                os.kill(pid, what)
        except (OSError, ValueError):
            pass

    def _sockets(self):
        """What the daemons leave in /run/gluster: each tells its own on its command line."""
        for file in (self.directory / "run").rglob("*.pid"):
            try:
                words = Path(f"/proc/{int(file.read_text())}/cmdline").read_text().split("\0")
            except (OSError, ValueError):
                continue
            if "-S" in words and any(str(self.directory) in word for word in words):
                yield Path(words[words.index("-S") + 1])

    def close(self):
        for number in range(len(self.mounts)):
            self.signal_mount(number, signal.SIGCONT)
            self.unmount(number)
            self.signal_mount(number, signal.SIGKILL)
        sockets = list(self._sockets())
        for file in (self.directory / "run").rglob("*.pid"):
            self._signal(file, signal.SIGKILL)
        if self.daemon is not None:
            self.daemon.kill()
            self.daemon.wait()
        for socket in sockets:
            socket.unlink(missing_ok=True)
        run("ip", "netns", "del", self.namespace, check=False)
        for place in (*self.bricks, self.directory / "work", self.directory / "run"):
            shutil.rmtree(place, ignore_errors=True)
