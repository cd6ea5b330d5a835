"""Accounts that nobody uses leave memory; unload_check.py [ACCOUNTS], default 100.

Every account is logged in to and written to, twice with a while between. How much heap they take is measured (jcmd, after a collection)
when the clients are gone, and when the idle time is over; the second round may leave nothing behind: what the first one leaves is code
and tables that there is one of. And how long one takes that is opened again.
"""

import re
import shutil
import subprocess
import sys
import time

import served

DATA = "unload-data"
LIVE = ("org.godwit.mailbox.AccountOwner", "org.godwit.imap.session.ImapSession")


def heap(process):
    """Octets of live objects, and how many there are of some classes."""
    shown = subprocess.run(["jcmd", str(process), "GC.class_histogram"], capture_output=True, text=True, check=True).stdout
    counts = {name: 0 for name in LIVE}
    for line in shown.splitlines():
        words = line.split()
        if len(words) >= 4 and words[3] in counts:
            counts[words[3]] = int(words[1])
    return int(re.search(r"^Total\s+\d+\s+(\d+)", shown, re.M)[1]), counts


def touch(server, accounts):
    """Logs in to each and appends a message. Octets of heap then, and the accounts that are open."""
    for name in accounts:
        client = server.connect(name, "INBOX")
        client.append("INBOX", b"Subject: here\r\n\r\n" + name.encode())
        client.close()
    octets, counts = heap(server.process.pid)
    return octets, counts[LIVE[0]]


def unloaded(server):
    """Waits until no account is open. Octets of heap then."""
    deadline = time.monotonic() + 90
    while True:
        octets, counts = heap(server.process.pid)
        if not counts[LIVE[0]]:
            assert not counts[LIVE[1]], f"{counts} are left"
            return octets
        assert time.monotonic() < deadline, f"{counts} are left"
        time.sleep(1)


def main():
    accounts = [f"user{number}" for number in range(int(sys.argv[1]) if len(sys.argv) > 1 else 100)]
    shutil.rmtree(DATA, ignore_errors=True)
    served.add_users(DATA, accounts)
    server = served.Server(DATA, "storage.idleUnloadSeconds=5")
    touch(server, accounts)
    before = unloaded(server)
    during, count = touch(server, accounts)
    after = unloaded(server)
    print(f"{len(accounts)} accounts touched; heap before {before >> 10} KiB, after the last {during >> 10} KiB with {count} accounts open, "
          f"later {after >> 10} KiB with none")
    name = accounts[len(accounts) // 2]
    began = time.monotonic()
    client = server.connect(name, "INBOX")
    assert client.body(1)[0].endswith(name.encode())
    print(f"opened again, logged in, selected and read in {(time.monotonic() - began) * 1000:.0f} ms")
    per_account = (after - before) / len(accounts)
    assert per_account < 8192, f"{per_account:.0f} octets of each account stay in memory"
    assert server.end() == 0


main()
