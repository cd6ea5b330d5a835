"""Nodes in network namespaces of their own, on one bridge; the clients are on the host's end of it."""

import os
import subprocess


def run(*words, check=True):
    done = subprocess.run(words, capture_output=True, text=True)
    if check and done.returncode:
        raise RuntimeError(f"{' '.join(words)}: {done.stderr.strip()}")
    return done


class Network:
    """A bridge with so many namespaces; everything it made goes with `close`."""

    def __init__(self, count):
        self.tag = f"gw{os.getpid() % 100000}"
        self.subnet = f"10.{64 + os.getpid() // 256 % 64}.{os.getpid() % 256}"
        self.count = count
        self.hosts = {node: 10 + node for node in range(count)}
        self.bridge = self.tag
        run("ip", "link", "add", self.bridge, "type", "bridge")
        run("ip", "address", "add", f"{self.subnet}.1/24", "dev", self.bridge)
        run("ip", "link", "set", self.bridge, "up")
        for node in range(count):
            self._add(node)

    def namespace(self, node):
        return f"{self.tag}n{node}"

    def address(self, node):
        return f"{self.subnet}.{self.hosts[node]}"

    def _outer(self, node):
        return f"{self.tag}o{node}"

    def _add(self, node):
        namespace = self.namespace(node)
        run("ip", "netns", "add", namespace)
        run("ip", "link", "add", self._outer(node), "type", "veth", "peer", "name", "eth0", "netns", namespace)
        run("ip", "link", "set", self._outer(node), "master", self.bridge, "up")
        for words in (("link", "set", "lo", "up"), ("address", "add", f"{self.address(node)}/24", "dev", "eth0"),
                      ("link", "set", "eth0", "up"), ("route", "add", "default", "via", f"{self.subnet}.1")):
            run("ip", "-n", namespace, *words)

    def move(self, node, host):
        """Gives a node on which nothing runs another address, as a pod gets one that comes back."""
        before = self.address(node)
        self.hosts[node] = host
        run("ip", "-n", self.namespace(node), "address", "del", f"{before}/24", "dev", "eth0")
        run("ip", "-n", self.namespace(node), "address", "add", f"{self.address(node)}/24", "dev", "eth0")
        run("ip", "-n", self.namespace(node), "route", "replace", "default", "via", f"{self.subnet}.1")

    # A queue that is too small for any packet drops all of them and tells nobody, as a cut cable does.
    _DROP = ("tbf", "rate", "1kbit", "burst", "10", "latency", "1ms")
    _SLOW = ("tbf", "rate", "2mbit", "burst", "16kb", "latency", "300ms")

    def _out(self, node, *queue):
        run("ip", "netns", "exec", self.namespace(node), "tc", "qdisc", "replace", "dev", "eth0", "root", *queue)

    def _in(self, node, *queue):
        run("tc", "qdisc", "replace", "dev", self._outer(node), "root", *queue)

    def cut(self, node, ways="both"):
        """Nothing comes out of the node, or into it, or both."""
        if ways in ("both", "out"):
            self._out(node, *self._DROP)
        if ways in ("both", "in"):
            self._in(node, *self._DROP)

    def slow(self, node):
        self._out(node, *self._SLOW)
        self._in(node, *self._SLOW)

    def heal(self, node):
        run("ip", "netns", "exec", self.namespace(node), "tc", "qdisc", "del", "dev", "eth0", "root", check=False)
        run("tc", "qdisc", "del", "dev", self._outer(node), "root", check=False)

    def close(self):
        for node in range(self.count):
            run("ip", "netns", "del", self.namespace(node), check=False)
        run("ip", "link", "del", self.bridge, check=False)
