"""Damages the files of a stopped server, each account's in another way, and sees what is left.

damage_check.py                 each kind of file and place once
damage_check.py ROUNDS [SEED]   besides: ROUNDS times some flipped bits, cuts and removals anywhere in every account

`godwit check` is clean before, and names the damaged file afterwards. The server starts; every message that was not hit comes to the
octet, with its flags; a damaged one is answered NO and nothing else; no message ever comes with other octets than were appended. All accounts take
new mail. What is rebuilt from the journal is whole after the next start.
"""

import hashlib
import os
import random
import re
import shutil
import signal
import sys

import served

DATA = "damage-data"
MESSAGES = 36
SETTINGS = ["storage.segmentBytes=1M", "storage.checkpointBytes=64K", "storage.bodyFileBytesMin=256K", "storage.compactionDeadFraction=0.9"]
ENTRY = re.compile(r"^  \d+-(\d+):(\d+)#\d+ \S+, (\d+) octets$")
ADDED = re.compile(r"^    MessageAdded (\S+) uid (\d+) .*Extent\[segment=(-?\d+), offset=(\d+), length=(\d+)\]")


class Account:
    """One user's mail: what the server acknowledged, and where the journal has it."""

    def __init__(self, name):
        self.name = name
        self.path = os.path.join(DATA, "accounts", hashlib.sha256(name.encode()).hexdigest()[:2], name)
        self.bodies = {}
        self.expunged = {}
        self.seen = set()
        self.places = {}

    def fill(self, server):
        client = server.connect(self.name, "INBOX")
        for number in range(MESSAGES):
            size = 300_000 if number % 20 == 10 else 40_000
            body = b"Subject: %d\r\nTo: %s\r\n\r\n" % (number, self.name.encode()) + os.urandom(size // 2).hex().encode() + b"\r\n"
            self.bodies[client.append("INBOX", body)] = body
        # A checkpoint in the middle makes files of several ages.
        self.seen = set(list(self.bodies)[::3])
        client.ok("UID STORE " + ",".join(map(str, sorted(self.seen))) + " +FLAGS.SILENT (\\Seen)")
        client.ok("UID STORE 5,6 +FLAGS.SILENT (\\Deleted)")
        client.ok("UID EXPUNGE 5,6")
        for uid in (5, 6):
            self.expunged[uid] = self.bodies.pop(uid)
            self.seen.discard(uid)
        client.close()

    def find_bodies(self):
        """Where each body lies: segment, or body file as a negative number, offset and length."""
        for directory, suffix, sign in (("journal", ".seg", 1), ("bodies", ".body", -1)):
            for name in self.some(directory, suffix):
                with open(self.file(directory, name), "rb") as file:
                    octets = file.read()
                for uid, body in self.bodies.items():
                    at = octets.find(body)
                    if at >= 0:
                        self.places[uid] = (sign * int(name.split(".")[0], 16), at, len(body))
        assert set(self.places) == set(self.bodies), "not every message is in the files"

    def entries(self):
        """Where the journal's entries are, from what `godwit journal dump` prints; it shows every message, where it is."""
        found, shown = [], {}
        for line in served.tool("journal", "dump", "--data", DATA, "--user", self.name).stdout.splitlines():
            entry, added = ENTRY.match(line), ADDED.match(line)
            if entry:
                found.append((int(entry[1]), int(entry[2]), int(entry[3])))
            if added and int(added[2]) in self.bodies:
                shown[int(added[2])] = (int(added[3]), int(added[4]), int(added[5]))
        assert shown == self.places, "the dump shows other places"
        return found

    def last_segment(self):
        return int(self.some("journal", ".seg")[-1].split(".")[0], 16)

    def file(self, *names):
        return os.path.join(self.path, *names)

    def segment(self, number):
        return self.file("journal", f"{number:08x}.seg")

    def some(self, directory, suffix):
        return sorted(name for name in os.listdir(self.file(directory)) if name.endswith(suffix))

    def verify(self, server, may_be_lost):
        """Returns the UIDs that are gone, and those that the server has but does not give."""
        client = server.connect(self.name, "INBOX")
        state, text, told = client.run("UID FETCH 1:* (UID FLAGS)")
        assert state == "OK", f"{state} {text}"
        flags = {int(uid): set(words.split()) for uid, words in re.findall(rb"\(UID (\d+) FLAGS \(([^)]*)\)\)", told)}
        gone = set(self.bodies) - set(flags)
        assert gone <= may_be_lost, f"lost {gone - may_be_lost}"
        assert set(flags) <= set(self.bodies), f"back are {set(flags) - set(self.bodies)}"
        for uid in set(flags) - may_be_lost:
            assert (b"\\Seen" in flags[uid]) == (uid in self.seen), f"flags of {uid}: {flags[uid]}"
        refused = self.verify_bodies(client, flags)
        assert refused <= may_be_lost, f"refused {refused - may_be_lost}"
        for uid in [*sorted(refused)[:2], *sorted(set(flags) - refused)[:2]]:
            self.verify_parts(client, uid, uid in refused)
        body = b"Subject: after\r\n\r\nthe damage\r\n"
        uid = client.append("INBOX", body)
        assert uid not in self.bodies, f"UID {uid} used twice"
        self.bodies[uid] = body
        client.close()
        return gone, refused

    def verify_bodies(self, client, flags):
        """All with one command: damaged ones do not keep the others away."""
        state, text, told = client.run("UID FETCH 1:* (UID BODY.PEEK[])")
        given = {}
        at = 0
        while literal := re.compile(rb"UID (\d+) BODY\[\] \{(\d+)\}\r\n").search(told, at):
            at = literal.end() + int(literal[2])
            given[int(literal[1])] = told[literal.end():at]
        for uid, body in given.items():
            assert body == (self.bodies.get(uid) or self.expunged[uid]), f"UID {uid} comes with {len(body)} other octets"
        refused = set(flags) - set(given)
        assert text.startswith("[CORRUPTION]") if refused else state == "OK", f"{state} {text}"
        return refused

    def verify_parts(self, client, uid, refused):
        for section in ("", "HEADER", "TEXT", "1"):
            part, words = client.body(uid, section)
            assert words.startswith("NO [CORRUPTION]" if refused else "OK"), f"UID {uid} BODY[{section}]: {words}"
            assert (part is None) == refused and (refused or part in self.bodies[uid]), f"UID {uid} BODY[{section}]: {part}"


def flip(path, at, count=1):
    with open(path, "r+b") as file:
        for octet in range(at, at + count):
            file.seek(octet)
            was = file.read(1)
            file.seek(octet)
            file.write(bytes([was[0] ^ 0x10]))


def cut(path, size):
    os.truncate(path, size)


# Each returns the file that check must name (None: no damage to tell of), and the UIDs that may be lost with it.

def body_bit(account):
    segment, offset, length = account.places[7]
    flip(account.segment(segment), offset + length // 2)
    return f"{segment:08x}.seg at {offset}", {7}


def body_first_bit(account):
    segment, offset, _ = account.places[20]
    flip(account.segment(segment), offset)
    return f"{segment:08x}.seg at {offset}", {20}


def body_frame(account):
    segment, offset, _ = account.places[8]
    flip(account.segment(segment), offset - 14)
    return f"{segment:08x}.seg at {offset}", {8}


def entry_head(account):
    entries = account.entries()
    segment, offset, _ = entries[len(entries) // 2]
    flip(account.segment(segment), offset + 20)
    return f"{segment:08x}.seg at {offset}", set()


def entry_records(account):
    entries = account.entries()
    segment, offset, _ = entries[len(entries) // 3]
    flip(account.segment(segment), offset + 52)
    return f"{segment:08x}.seg at {offset}", set()


def header_copy(account):
    flip(account.segment(1), 30)
    return f"{1:08x}.seg", set()


def header(account):
    flip(account.segment(2), 30)
    flip(account.segment(2), 512 + 30)
    return f"{2:08x}.seg", set()


def last_header(account):
    last = account.last_segment()
    flip(account.segment(last), 30)
    flip(account.segment(last), 512 + 30)
    return f"{last:08x}.seg", set()


def segment_cut(account):
    size = os.path.getsize(account.segment(1)) // 2
    cut(account.segment(1), size)
    return f"{1:08x}.seg", {uid for uid, (segment, offset, length) in account.places.items() if segment == 1 and offset + length > size}


def segment_removed(account):
    os.remove(account.segment(1))
    return f"{1:08x}.seg", {uid for uid, place in account.places.items() if place[0] == 1}


def last_segment_removed(account):
    last = account.last_segment()
    os.remove(account.segment(last))
    return f"{last:08x}.seg", {uid for uid, place in account.places.items() if place[0] == last}


def catalogue_bit(account):
    path = account.file("checkpoint", account.some("checkpoint", ".catalogue")[-1])
    flip(path, os.path.getsize(path) // 2)
    return os.path.basename(path), set()


def catalogue_removed(account):
    for name in account.some("checkpoint", ".catalogue"):
        os.remove(account.file("checkpoint", name))
    return None, set()


def index_bit(account):
    path = account.file("checkpoint", account.some("checkpoint", ".index")[-1])
    flip(path, os.path.getsize(path) * 2 // 3)
    return os.path.basename(path), set()


def index_cut(account):
    path = account.file("checkpoint", account.some("checkpoint", ".index")[-1])
    cut(path, os.path.getsize(path) // 2)
    return os.path.basename(path), set()


def index_removed(account):
    path = account.file("checkpoint", account.some("checkpoint", ".index")[-1])
    os.remove(path)
    return os.path.basename(path), set()


def summary_bit(account):
    path = account.file("checkpoint", account.some("checkpoint", ".summaries")[0])
    flip(path, os.path.getsize(path) // 2)
    return os.path.basename(path), set()


def summaries_cut(account):
    path = account.file("checkpoint", account.some("checkpoint", ".summaries")[0])
    cut(path, os.path.getsize(path) // 2)
    return os.path.basename(path), set()


def summaries_removed(account):
    path = account.file("checkpoint", account.some("checkpoint", ".summaries")[0])
    os.remove(path)
    return os.path.basename(path), set()


def checkpoint_removed(account):
    shutil.rmtree(account.file("checkpoint"))
    return None, set()


def large(account):
    return next(uid for uid, place in sorted(account.places.items()) if place[0] < 0)


def body_file_bit(account):
    uid = large(account)
    path = account.file("bodies", f"{-account.places[uid][0]:08x}.body")
    flip(path, 1234)
    return os.path.basename(path), {uid}


def body_file_cut(account):
    uid = large(account)
    path = account.file("bodies", f"{-account.places[uid][0]:08x}.body")
    cut(path, os.path.getsize(path) - 1000)
    return os.path.basename(path), {uid}


def body_file_removed(account):
    uid = large(account)
    path = account.file("bodies", f"{-account.places[uid][0]:08x}.body")
    os.remove(path)
    return os.path.basename(path), {uid}


def epochs_removed(account):
    for name in account.some("journal", ".epoch"):
        os.remove(account.file("journal", name))
    return None, set()


def strange_files(account):
    for directory, name in (("journal", "x.seg"), ("journal", "0000000g.epoch"), ("journal", "ffffffff.seg"), ("checkpoint", "a.index"),
                            ("checkpoint", "1.summaries"), ("bodies", "z.body"), ("bodies", "7fffffff.body"), ("incoming", "q.part")):
        os.makedirs(account.file(directory), exist_ok=True)
        with open(account.file(directory, name), "wb") as file:
            file.write(b"strange")
    return None, set()


def last_entry_cut(account):
    segment, offset, length = account.entries()[-1]
    cut(account.segment(segment), offset + length // 2)
    return f"{segment:08x}.seg", {uid for uid, place in account.places.items() if place[0] == segment and place[1] > offset}


def nothing(account):
    return None, set()


CASES = [nothing, body_bit, body_first_bit, body_frame, entry_head, entry_records, header_copy, header, last_header, segment_cut,
         segment_removed, last_segment_removed, catalogue_bit, catalogue_removed, index_bit, index_cut, index_removed, summary_bit,
         summaries_cut, summaries_removed, checkpoint_removed, body_file_bit, body_file_cut, body_file_removed, epochs_removed,
         strange_files, last_entry_cut]


def sections(text):
    """What check said of each account."""
    told, name = {}, None
    for line in text.splitlines():
        if not line.startswith("  "):
            name = line.split(":")[0]
        told.setdefault(name, []).append(line)
    return {name: "\n".join(lines) for name, lines in told.items()}


def named(accounts):
    shutil.rmtree(DATA, ignore_errors=True)
    accounts = {name: Account(name) for name in accounts}
    served.add_users(DATA, accounts)
    server = served.Server(DATA, *SETTINGS)
    for account in accounts.values():
        account.fill(server)
    assert served.tool("check", "--data", DATA).returncode == 0, "a healthy store in use"
    assert server.end() == 0
    served.tool("check", "--data", DATA)
    for account in accounts.values():
        account.find_bodies()
    return accounts


def each_kind():
    accounts = named([case.__name__ for case in CASES])
    expected = {case.__name__: case(accounts[case.__name__]) for case in CASES}
    checked = served.tool("check", "--data", DATA, expect=1)
    print(checked.stdout)
    told = sections(checked.stdout)
    wrong = []
    for name, (file, _) in expected.items():
        if file is None and "DAMAGED" in told[name]:
            wrong.append(f"check tells of damage in {name}")
        if file is not None and file not in told[name]:
            wrong.append(f"check does not name {file} in {name}")
    server = served.Server(DATA, *SETTINGS)
    for name, (_, may_be_lost) in expected.items():
        try:
            gone, refused = accounts[name].verify(server, may_be_lost)
            print(f"{name}: {len(gone)} gone, {len(refused)} refused")
        except (AssertionError, ConnectionError) as failure:
            wrong.append(f"{name}: {failure}")
    served.tool("check", "--data", DATA, expect=1)
    assert server.end() == 0
    server = served.Server(DATA, *SETTINGS)
    for name, (_, may_be_lost) in expected.items():
        try:
            accounts[name].verify(server, may_be_lost)
        except AssertionError as failure:
            wrong.append(f"after another start: {failure}")
    assert server.end() == 0
    assert not wrong, server.logged()[-20000:] + "\n" + "\n".join(wrong)


def strike(chance, account):
    """One damage to a random file of an account; the journal's files are hit more often, they are larger."""
    places = [os.path.join(path, name) for path, _, names in os.walk(account.path) for name in names]
    place = chance.choice(places)
    size = os.path.getsize(place)
    what = chance.random()
    if size == 0 or what < 0.1:
        os.remove(place)
    elif what < 0.3:
        cut(place, chance.randrange(size))
    else:
        for _ in range(chance.randint(1, 3)):
            flip(place, chance.randrange(size))
    return place


def anywhere(rounds, seed):
    """What check calls clean is whole; of the rest no octet is ever wrong, and an account that cannot be read says so."""
    chance = random.Random(seed)
    accounts = named([f"user{number}" for number in range(12)])
    shutil.rmtree(DATA + "-pristine", ignore_errors=True)
    shutil.copytree(DATA, DATA + "-pristine")
    clean = closed = refusals = 0
    for turn in range(rounds):
        shutil.rmtree(DATA)
        shutil.copytree(DATA + "-pristine", DATA)
        hit = {name: [strike(chance, account) for _ in range(chance.randint(1, 3))] for name, account in accounts.items()}
        told = sections(served.tool("check", "--data", DATA, expect=None).stdout)
        server = served.Server(DATA, *SETTINGS)
        for name, account in accounts.items():
            was_clean = name in told and "DAMAGED" not in told[name] and "cannot be read" not in told[name]
            try:
                client = server.connect(name)
                state, text, _ = client.run("SELECT INBOX")
                if state != "OK":
                    assert not was_clean and text.startswith("["), f"{state} {text}"
                    closed += 1
                    continue
                refused = account.verify_bodies(client, found(client, account))
                client.close()
                if was_clean:
                    assert not refused, f"check says that it is clean, and {refused} are refused"
                    before = dict(account.bodies)
                    assert account.verify(server, set()) == (set(), set())
                    account.bodies = before
                clean += was_clean
                refusals += len(refused)
            except AssertionError as failure:
                raise AssertionError(f"seed {seed}, round {turn}, {name}, {hit[name]}: {failure}\n{told.get(name)}\n" +
                                     server.logged()[-10000:]) from failure
        assert server.end() == 0
        print(f"round {turn}: {clean} accounts clean, {closed} not readable, {refusals} messages refused so far", flush=True)


def found(client, account):
    """UIDs that are there, of those that were appended and not expunged."""
    return {int(uid) for uid in re.findall(rb"UID (\d+)\)", client.ok("UID FETCH 1:* (UID)"))} & set(account.bodies)


if len(sys.argv) > 1:
    anywhere(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
else:
    each_kind()
