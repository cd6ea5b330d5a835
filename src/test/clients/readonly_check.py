"""A file system becomes read-only under the running server; called with a directory in which data/accounts is a file system of its own.

First an administrator remounts it, and later back (the server runs all the time). The kernel refuses that while a file is open for writing,
so the journal being written is made to be closed first, by a directory that may not be written for a moment. Then what a bad disk
does: ext4, mounted with errors=remount-ro, finds an error while files are open for writing (/sys/fs/ext4/.../trigger_fs_error); from
that only unmounting leads back.

Meanwhile all that was acknowledged can be read over IMAP and POP3, every write is refused with a response code, a 4xx reply or -ERR, and
the log stays short; afterwards writing goes on.
"""

import glob
import os
import poplib
import shutil
import smtplib
import subprocess
import sys
import time

import ledger
import served

PLACE = sys.argv[1]
DATA = os.path.join(PLACE, "data")
ACCOUNTS = os.path.join(DATA, "accounts")
poplib._MAXLINE = 1 << 30
LOG_LINES = 120
NAMES = ("writer", "reader", "sleeper", "unborn")


class Server(served.Server):
    """As user nobody, whom permissions hold; with POP3."""

    def __init__(self):
        self.pop3_port = served.free_port()
        super().__init__(DATA, f"pop3.port={self.pop3_port}", "storage.segmentBytes=1M", "storage.checkpointBytes=256K",
                         "storage.bodyFileBytesMin=256K", "storage.idleUnloadSeconds=3600", lmtp=True, options=("--user", "nobody"))


def mount(*words):
    return subprocess.run(["mount", *words], capture_output=True, text=True)


def deliver(server, name, message):
    """The reply's code to a delivery over LMTP."""
    with smtplib.LMTP("127.0.0.1", server.lmtp_port, timeout=60) as client:
        try:
            client.sendmail("", [name], message)
            return 250
        except smtplib.SMTPRecipientsRefused as refused:
            return refused.recipients[name][0]
        except smtplib.SMTPResponseException as refused:
            return refused.smtp_code


def pop3(server, account):
    client = poplib.POP3("127.0.0.1", server.pop3_port, timeout=60)
    client.user(account.name)
    client.pass_(served.PASSWORD)
    return client


def fill(server, account):
    for number in range(24):
        assert account.append((300, 20_000, 70_000, 400_000)[number % 4])
    assert account.flag(min(account.bodies)) and account.expunge(sorted(account.bodies)[3:6])
    assert deliver(server, account.name, account.message(5000)) == 250
    adopt(account)


def adopt(account):
    """What was delivered over LMTP has header fields that the server added: taken from there."""
    uid = max(account.bodies) + 1
    account.client.ok("NOOP")
    account.record(uid, account.client.body(uid)[0])


def refused(command, account):
    state, text, _ = account.client.run(command)
    assert not account.took(command.split()[0], state, text), f"{command} is carried out on a read-only disk"


def reads(server, account):
    """Everything that reads, over IMAP and POP3."""
    account.verify()
    uid, last = min(account.bodies), max(account.bodies)
    found = account.client.ok(f"UID SEARCH SUBJECT {account.name}").split()[2:]
    assert len(found) >= len(account.bodies) - 1, found
    header, words = account.client.body(uid, "HEADER")
    assert header and header.startswith(b"Subject: "), words
    account.client.ok(f"UID FETCH {uid}:{last} (ENVELOPE BODYSTRUCTURE)")
    account.client.ok('LIST "" "*"')
    account.client.ok("STATUS INBOX (MESSAGES UIDNEXT UNSEEN)")
    client = pop3(server, account)
    assert client.stat()[0] == len(account.bodies)
    for number in range(1, len(account.bodies) + 1):
        assert client.retr(number)[0].startswith(b"+OK")
    client.quit()


def writes(server, account):
    """Everything that writes: refused, each with its reason."""
    uid = min(account.bodies)
    for size in (300, 20_000, 400_000):
        assert not account.append(size), "an APPEND on a read-only disk"
        code = deliver(server, account.name, account.message(size))
        assert 400 <= code < 500, f"LMTP: {code}"
    for command in (f"UID STORE {uid} +FLAGS (\\Deleted)", f"UID COPY {uid} INBOX", "CREATE new", "SUBSCRIBE new", "RENAME INBOX old"):
        refused(command, account)
    client = pop3(server, account)
    client.dele(1)
    try:
        raise AssertionError(f"POP3 QUIT: {client.quit()}")
    except poplib.error_proto as failure:
        assert b"-ERR [" in failure.args[0], failure


def storm(account):
    for _ in range(100):
        assert not account.append(1000)
        assert not account.flag(max(account.bodies))


def unborn_is_refused(server):
    """An account that nobody has written to yet."""
    client = server.connect("unborn")
    state, text, _ = client.run("SELECT INBOX")
    assert state == "NO" and ledger.CODES.search(text), f"{state} {text}"
    code = deliver(server, "unborn", b"Subject: first\r\n\r\n")
    assert 400 <= code < 500, f"LMTP: {code}"
    return client


def resumes(account):
    """Seconds until a message and a flag were taken."""
    began = time.monotonic()
    while not (account.append(2000) and account.append(400_000) and account.flag(max(account.bodies))):
        assert time.monotonic() - began < 30, f"writing does not go on: {account.refused}"
        time.sleep(0.1)
    return time.monotonic() - began


def close_journals(account):
    """Has the segment being written closed: the next one cannot be made for want of a permission."""
    journals = glob.glob(ACCOUNTS + "/**/journal", recursive=True)
    for journal in journals:
        os.chmod(journal, 0o555)
    while account.append(90_000):
        pass
    for journal in journals:
        os.chmod(journal, 0o755)


def healthy():
    served.tool("check", "--data", DATA)


def remounted():
    server = Server()
    names = NAMES[:3]
    accounts = {name: ledger.Ledger(server, name) for name in names}
    for account in accounts.values():
        fill(server, account)
    assert server.end() == 0
    server = Server()
    for name in ("writer", "reader"):
        accounts[name].server = server
        accounts[name].connect()
    writer = accounts["writer"]
    assert writer.append(20_000)
    close_journals(writer)
    done = mount("-o", "remount,ro", ACCOUNTS)
    assert done.returncode == 0, done.stderr
    told = len(server.logged().splitlines())
    # opened before that and never written to; and not open at all
    accounts["sleeper"].server = server
    accounts["sleeper"].connect()
    for account in accounts.values():
        reads(server, account)
        writes(server, account)
        storm(account)
        reads(server, account)
    unborn = unborn_is_refused(server)
    healthy()
    lines = len(server.logged().splitlines()) - told
    assert lines < LOG_LINES, f"{lines} lines of log"
    assert mount("-o", "remount,rw", ACCOUNTS).returncode == 0
    times = [resumes(account) for account in accounts.values()]
    for account in accounts.values():
        account.verify()
    deadline = time.monotonic() + 30
    while unborn.run("SELECT INBOX")[0] != "OK":
        assert time.monotonic() < deadline, "an account cannot be made"
    assert deliver(server, "unborn", b"Subject: first\r\n\r\n") == 250
    healthy()
    print(f"remounted: {sum(account.refusals() for account in accounts.values())} refusals, {lines} lines of log; "
          f"written again within {max(times) * 1000:.0f} ms", flush=True)
    finish(server, accounts.values())


def finish(server, accounts):
    assert server.end() == 0
    healthy()
    server = Server()
    for account in accounts:
        account.server = server
        account.connect()
        account.verify()
        resumes(account)
        account.verify()
    assert server.end() == 0
    healthy()


def break_file_system():
    device = os.path.basename(subprocess.run(["findmnt", "-no", "SOURCE", ACCOUNTS], capture_output=True, text=True).stdout.strip())
    with open(f"/sys/fs/ext4/{device}/trigger_fs_error", "w") as trigger:
        trigger.write("a disk that failed")


def bad_disk(image):
    """ext4 finds an error and becomes read-only while the journal is open for writing."""
    server = Server()
    account = ledger.Ledger(server, "writer")
    fill(server, account)
    told = len(server.logged().splitlines())
    break_file_system()
    reads(server, account)
    writes(server, account)
    storm(account)
    reads(server, account)
    lines = len(server.logged().splitlines()) - told
    assert lines < LOG_LINES, f"{lines} lines of log"
    assert server.end() == 0
    assert subprocess.run(["umount", ACCOUNTS]).returncode == 0
    subprocess.run(["e2fsck", "-fy", image], capture_output=True)
    assert mount("-o", "loop", image, ACCOUNTS).returncode == 0
    healthy()
    print(f"a bad disk: {account.refusals()} refusals, {lines} lines of log", flush=True)
    server = Server()
    account.server = server
    account.connect()
    account.verify()
    finish(server, [account])


def ext4():
    """An image of a file system, mounted in place of the other; None if that is not possible here."""
    image = os.path.join(PLACE, "image")
    with open(image, "wb") as file:
        file.truncate(64 << 20)
    made = subprocess.run(["mkfs.ext4", "-q", image], capture_output=True).returncode == 0
    return image if made and mount("-o", "loop,errors=remount-ro", image, ACCOUNTS).returncode == 0 else None


def main():
    served.add_users(DATA, NAMES)
    for place in (PLACE, DATA, ACCOUNTS, os.path.join(DATA, "users")):
        shutil.chown(place, "nobody", "nogroup")
    remounted()
    assert subprocess.run(["umount", ACCOUNTS]).returncode == 0
    image = ext4()
    if image is None:
        print("no loop devices here: the part with a bad disk is left out")
        return
    shutil.chown(ACCOUNTS, "nobody", "nogroup")
    bad_disk(image)


main()
