"""Accounts that nobody uses leave memory; unload_check.py [ACCOUNTS], default 100.

Every account is logged in to once and its INBOX looked at. How much heap they take is measured (jcmd, after a collection), when all are
open, when their clients are gone and the idle time is over, and how long one takes that is opened again.
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


def main():
    accounts = [f"user{number}" for number in range(int(sys.argv[1]) if len(sys.argv) > 1 else 100)]
    shutil.rmtree(DATA, ignore_errors=True)
    served.add_users(DATA, accounts + ["first"])
    server = served.Server(DATA, "storage.idleUnloadSeconds=5")
    process = server.process.pid
    server.connect("first", "INBOX").close()
    before, _ = heap(process)
    began = time.monotonic()
    for name in accounts:
        client = server.connect(name, "INBOX")
        client.append("INBOX", b"Subject: here\r\n\r\n" + name.encode())
        client.close()
    seconds = time.monotonic() - began
    during, open_then = heap(process)
    deadline = time.monotonic() + 90
    while True:
        after, counts = heap(process)
        if not counts[LIVE[0]]:
            break
        assert time.monotonic() < deadline, f"{counts} are left"
        time.sleep(1)
    assert not counts[LIVE[1]], f"{counts} are left"
    print(f"{len(accounts)} accounts touched in {seconds:.0f} s; heap before {before >> 10} KiB, after the last {during >> 10} KiB with "
          f"{open_then[LIVE[0]]} accounts open, later {after >> 10} KiB with none")
    name = accounts[len(accounts) // 2]
    began = time.monotonic()
    client = server.connect(name, "INBOX")
    assert client.body(1)[0].endswith(name.encode())
    print(f"opened again, logged in, selected and read in {(time.monotonic() - began) * 1000:.0f} ms")
    per_account = (after - before) / len(accounts)
    assert per_account < 4096, f"{per_account:.0f} octets of each account stay in memory"
    assert server.end() == 0


main()
