"""What is done to nodes, by a seed: one node at a time, so that mail goes on, or several."""

import random
import signal
import threading
import time

KINDS = ("kill", "stop", "cut", "cut-out", "cut-in", "slow", "restart")
# Those after which the time is taken until another node acknowledges a write.
MEASURED = ("kill", "stop", "cut")


class Faults:
    KINDS = KINDS
    MEASURED = MEASURED

    def __init__(self, nodes, network, seed, probers, takeovers, hold, together=1):
        """probers: each measures one take-over; hold: seconds that a fault lasts, at most; together: how many nodes may be hurt at a time"""
        self.nodes = nodes
        self.network = network
        self.random = random.Random(seed)
        self.probers = probers
        self.joined = [probers.pop() for _ in nodes]
        self.takeovers = takeovers
        self.hold = hold
        self.together = together
        self.counts = dict.fromkeys(self.KINDS, 0)
        self.healing = {}
        self.failures = []
        self.given_up = threading.Event()

    def one(self, kinds):
        """Hurts a node that is well, and waits until it may go on with another."""
        node = self.random.choice([node for node in self.nodes if node not in self.healing])
        kind = self.random.choice(kinds)
        prober = self.probers.pop() if self.together == 1 and kind in self.MEASURED and self.probers else None
        prepared = prober and prober.prepare(node.address)
        print(f"{time.strftime('%H:%M:%S')} {kind} n{node.number}", flush=True)
        self.counts[kind] += 1
        began = time.monotonic()
        end = getattr(self, kind.replace("-", "_"))(node)
        if prepared:
            others = [other.address for other in self.nodes if other is not node]
            taken = prober.measure(others, began)
            self.takeovers.setdefault(kind, []).append(taken)
            print("         no take-over within a minute" if taken is None else f"         taken over after {taken:.2f} s", flush=True)
        healed_at = began + self.random.uniform(1, min(12, self.hold))
        self.healing[node] = threading.Thread(target=self._heal, args=(node, end, healed_at), daemon=True)
        self.healing[node].start()
        self.await_well(self.together - 1)
        if self.together == 1:
            self.await_serving()

    def _heal(self, node, end, at):
        try:
            if not self.given_up.wait(max(0.0, at - time.monotonic())):
                end()
        except Exception as failure:  # pylint: disable=broad-except
            self.failures.append(failure)

    def await_well(self, hurt_max=0):
        """Waits until not more nodes than that are hurt."""
        while len(self.healing) > hurt_max:
            self.healing = {node: thread for node, thread in self.healing.items() if thread.is_alive()}
            if self.failures:
                raise self.failures[0]
            time.sleep(0.02)

    def give_up(self):
        """No node that is hurt now is healed any more."""
        self.given_up.set()

    def await_serving(self, seconds_max=60):
        """Waits until every node takes mail: one that comes back is not in the cluster again yet, and another one must not be hurt before."""
        until = time.monotonic() + seconds_max
        for node in self.nodes:
            while not self.joined[node.number].prepare(node.address) and time.monotonic() < until:
                time.sleep(0.05)

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
