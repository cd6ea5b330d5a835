"""What else can go wrong when the directory is on a distributed file system: its servers, and machines together with their mounts."""

import signal
import time

from faults import KINDS, MEASURED, Faults

STORAGE_KINDS = ("brick", "brick-stop", "crash", "freeze")


class StorageFaults(Faults):
    KINDS = KINDS + STORAGE_KINDS
    # Not "freeze": the kernel answers for a stopped process, so the bricks keep its locks, which those of a dead machine lose in seconds.
    MEASURED = MEASURED + ("brick", "brick-stop", "crash")

    def __init__(self, gluster, *others):
        super().__init__(*others)
        self.gluster = gluster

    def brick(self, node):
        """One of the servers that have the files dies; the node that was chosen has nothing to do with it."""
        brick = self.random.randrange(len(self.gluster.bricks))
        self.gluster.signal_brick(brick, signal.SIGKILL)

        def again():
            self.gluster.start_bricks()
            self.heal()
        return again

    def brick_stop(self, node):
        """... or does not answer for a while."""
        brick = self.random.randrange(len(self.gluster.bricks))
        self.gluster.signal_brick(brick, signal.SIGSTOP)

        def again():
            self.gluster.signal_brick(brick, signal.SIGCONT)
            self.heal()
        return again

    def heal(self):
        began = time.monotonic()
        if not self.gluster.await_healed():
            raise RuntimeError("GlusterFS does not heal itself; see its logs")
        print(f"         healed after {time.monotonic() - began:.0f} s", flush=True)

    def crash(self, node):
        """The machine dies: the node, and what its file system had not sent."""
        self.gluster.signal_mount(node.number, signal.SIGKILL)
        node.kill()

        def again():
            self.gluster.unmount(node.number)
            self.gluster.mount(node.number)
            self.again(node)
        return again

    def freeze(self, node):
        """The machine stops with all that its file system is about to do, and goes on later."""
        self.gluster.signal_mount(node.number, signal.SIGSTOP)
        go_on = self.stop(node)

        def again():
            go_on()
            self.gluster.signal_mount(node.number, signal.SIGCONT)
        return again
