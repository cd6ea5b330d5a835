"""Three nodes in network namespaces that know of each other only by the addresses of one name, which dnsmasq serves.

The records come after the nodes; one node comes back with another address; the server falls silent while a node starts.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "loadtest" / "chaos"))

from clients import Imap  # noqa: E402
from network import Network  # noqa: E402
from nodes import Node, add_users  # noqa: E402
from verify import patiently  # noqa: E402

NAME = "godwit.test"
SECONDS_MAX = 120


class Dns:
    """dnsmasq on the host's end of the bridge, for the namespaces of this network alone."""

    def __init__(self, network, directory):
        self.records = Path(directory) / "records"
        self.records.write_text("")
        self.network = network
        self.homes = [Path("/etc/netns") / network.namespace(node) for node in range(network.count)]
        for home in self.homes:
            home.mkdir(parents=True)
            (home / "resolv.conf").write_text(f"nameserver {network.subnet}.1\noptions timeout:1 attempts:2\n")
        self.process = subprocess.Popen(
            ["dnsmasq", "--keep-in-foreground", "--no-resolv", "--no-hosts", "--bind-interfaces", f"--listen-address={network.subnet}.1", "--conf-file=/dev/null",
             "--except-interface=lo", f"--addn-hosts={self.records}", "--local=/test/", "--local-ttl=0", "--pid-file=", "--user=root"], stderr=sys.stderr)

    def say(self, *nodes):
        """These nodes' addresses are the records from now on."""
        self.records.write_text("".join(f"{self.network.address(node)} {NAME}\n" for node in nodes))
        self.process.send_signal(signal.SIGHUP)

    def close(self):
        self.process.kill()
        self.process.wait()
        for home in self.homes:
            shutil.rmtree(home, ignore_errors=True)


def said(node, text):
    """Whether this life of the node has said so."""
    log = (node.directory / f"node{node.number}.log").read_text(errors="replace")
    return text in log[log.rindex("==== start"):]


def together(nodes):
    """Waits until every node has had all of them in one view since it started, and then until all of them serve one mailbox."""
    until = time.monotonic() + SECONDS_MAX
    for node in nodes:
        if not node.await_ready(max(1, until - time.monotonic())):
            raise RuntimeError(f"n{node.number} does not start")
    client = patiently(lambda: Imap(nodes[0].address, "anna"))
    _, uid = patiently(lambda: client.append("INBOX", b"Subject: together\r\n\r\ntext\r\n"))
    client.close()
    for node in nodes:
        reader = patiently(lambda: Imap(node.address, "anna"))
        patiently(lambda: reader.select("INBOX"))
        assert uid in reader.messages(), f"n{node.number} does not see UID {uid}"
        reader.close()


def step(text, began=time.monotonic()):
    print(f"{time.monotonic() - began:5.1f} s  {text}", flush=True)


def check(nodes, dns, network):
    step("nodes 0 and 1 start, and the name has no records")
    nodes[0].start()
    nodes[1].start()
    # each is alone then, and knows it
    until = time.monotonic() + SECONDS_MAX
    while not all(said(node, "waits for more than half") for node in nodes[:2]) and time.monotonic() < until:
        time.sleep(0.1)
    assert all(said(node, "waits for more than half") for node in nodes[:2])
    assert not nodes[0].ready.is_set(), "a node alone must not serve"
    dns.say(0, 1, 2)
    step("the records are there")
    together(nodes[:2])
    step("nodes 0 and 1 are together; node 2 starts")
    nodes[2].start()
    together(nodes)
    step("all are together; node 2 dies and comes back with another address")
    nodes[2].kill()
    network.move(2, 77)
    dns.say(0, 1, 2)
    nodes[2].start()
    together(nodes)
    step("all are together; node 1 starts anew, and nobody answers questions about names")
    dns.process.send_signal(signal.SIGSTOP)
    nodes[1].kill()
    nodes[1].start()
    together([nodes[0], nodes[2]])
    step("nodes 0 and 2 serve; names are answered again")
    dns.process.send_signal(signal.SIGCONT)
    together(nodes)
    step("all are together")


def main():
    directory = Path(os.environ.get("CLIENT_DIR", ".")).resolve() / "dns"
    directory.mkdir()
    data = str(directory / "data")
    add_users(data, ["anna"])
    network = Network(3)
    nodes = [Node(number, network, os.environ["LAUNCHER"], directory, data, 3, ["cluster.joinSeconds=120"], NAME) for number in range(3)]
    dns = None
    done = False
    try:
        dns = Dns(network, directory)
        check(nodes, dns, network)
        for node in nodes:
            assert node.end() == 0, f"n{node.number} does not end well"
        done = True
    finally:
        for node in nodes:
            if node.is_running():
                node.kill()
            log = directory / f"node{node.number}.log"
            if not done and log.exists():
                print(f"--- n{node.number}\n" + "\n".join(line[:300] for line in log.read_text(errors="replace").splitlines()[-25:]))
        if dns:
            dns.close()
        network.close()


main()
