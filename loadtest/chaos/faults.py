"""What is done to nodes, by a seed. Not more nodes at once than leaves a majority, so that mail goes on."""

import random
import signal
import time

KINDS = ("kill", "stop", "cut", "cut-out", "cut-in", "slow", "restart")
# Those after which the time is taken until another node acknowledges a write.
MEASURED = ("kill", "stop", "cut")


class Faults:
    KINDS = KINDS
    MEASURED = MEASURED

    def __init__(self, nodes, network, seed, probers, takeovers, hold):
        """hold: seconds that a fault lasts, at most"""
        self.nodes = nodes
        self.network = network
        self.random = random.Random(seed)
        self.probers = probers
        self.takeovers = takeovers
        self.hold = hold
        self.counts = dict.fromkeys(self.KINDS, 0)

    def one(self, kinds):
        """Hurts a node, measures, heals it, and waits until it is well."""
        node = self.random.choice(self.nodes)
        kind = self.random.choice(kinds)
        prober = self.probers[node.number]
        prepared = prober.prepare(node.address)
        print(f"{time.strftime('%H:%M:%S')} {kind} n{node.number}", flush=True)
        self.counts[kind] += 1
        began = time.monotonic()
        end = getattr(self, kind.replace("-", "_"))(node)
        if prepared and kind in self.MEASURED:
            others = [other.address for other in self.nodes if other is not node]
            taken = prober.measure(others, began)
            self.takeovers.setdefault(kind, []).append(taken)
        left = began + self.random.uniform(1, min(12, self.hold)) - time.monotonic()
        time.sleep(max(0.0, left))
        end()

    def kill(self, node):
        node.kill()
        return lambda: self.again(node)

    def again(self, node):
        node.start()
        if not node.await_ready():
            raise RuntimeError(f"n{node.number} does not start; see its log")

    def stop(self, node):
        node.signal(signal.SIGSTOP)
        left = self.random.uniform(1, self.hold)
        began = time.monotonic()

        def go_on():
            time.sleep(max(0.0, began + left - time.monotonic()))
            node.signal(signal.SIGCONT)
        return go_on

    def cut(self, node):
        self.network.cut(node.number)
        return lambda: self.network.heal(node.number)

    def cut_out(self, node):
        self.network.cut(node.number, "out")
        return lambda: self.network.heal(node.number)

    def cut_in(self, node):
        self.network.cut(node.number, "in")
        return lambda: self.network.heal(node.number)

    def slow(self, node):
        self.network.slow(node.number)
        return lambda: self.network.heal(node.number)

    def restart(self, node):
        node.end()
        return lambda: self.again(node)
