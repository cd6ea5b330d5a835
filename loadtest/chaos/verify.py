"""Reads every mailbox through every node, when all is well again, and compares it with what was acknowledged."""

import re
import time

from clients import Imap, Refused


def patiently(action, seconds=120):
    """The cluster may still be coming together."""
    until = time.monotonic() + seconds
    while True:
        try:
            return action()
        except (OSError, Refused) as failure:
            if time.monotonic() > until:
                raise RuntimeError(f"no answer after {seconds} s: {failure}") from failure
            time.sleep(0.5)


def read(address, account):
    """mailbox -> (UIDVALIDITY, HIGHESTMODSEQ, messages)"""
    client = Imap(address, account, 60)
    try:
        found = {}
        for mailbox in client.mailboxes():
            validity, modseq, _ = client.select(mailbox)
            found[mailbox] = (validity, modseq, client.messages())
        return found
    finally:
        client.close()


def verify(addresses, accounts, ledger):
    for account in accounts:
        views = [patiently(lambda where=address: read(where, account)) for address in addresses]
        for number, view in enumerate(views[1:], 1):
            if view != views[0]:
                ledger.violation(f"{account}: n{number} and n0 do not agree")
        check_messages(account, views[0], ledger)
        check_mailboxes(account, views[0], ledger)
        check_modseqs(account, views[0], ledger)
    check_snapshots(addresses, ledger)


def check_messages(account, view, ledger):
    places = {}
    for mailbox, (validity, _, messages) in view.items():
        for uid, (marker, flags, _) in messages.items():
            places.setdefault(marker, []).append((mailbox, flags))
            ledger.uid(account, mailbox, validity, uid, marker)
    for message in (m for m in ledger.messages if m.account == account):
        found = places.get(message.marker, [])
        if len(found) > 1:
            ledger.violation(f"{account}: {message.marker} is there {len(found)} times")
        place = found[0][0] if found else None
        if place not in message.places:
            ledger.violation(f"{account}: {message.marker} is in {place} and may be in {message.places}")
        elif found:
            check_flags(account, message, found[0][1], ledger)


def check_flags(account, message, flags, ledger):
    for keyword, value in message.flags.items():
        if value is not None and (keyword in flags) != value:
            ledger.violation(f"{account}: {message.marker} {'lacks' if value else 'has'} {keyword}")


def check_mailboxes(account, view, ledger):
    for (owner, name), exists in ledger.mailboxes.items():
        if owner == account and exists is not None and (name in view) != exists:
            ledger.violation(f"{account}: mailbox {name} {'is missing' if exists else 'is there'}")


def check_modseqs(account, view, ledger):
    for mailbox, (validity, modseq, messages) in view.items():
        known = ledger.known_modseq(account, mailbox).get(validity, 0)
        if modseq < known:
            ledger.violation(f"{account} {mailbox}: HIGHESTMODSEQ {modseq} after {known}")
        if any(changed > modseq for _, _, changed in messages.values()):
            ledger.violation(f"{account} {mailbox}: a message is newer than HIGHESTMODSEQ {modseq}")


def numbers(text):
    found = set()
    for part in text.split(","):
        first, _, last = part.partition(":")
        found.update(range(int(first), int(last or first) + 1))
    return found


def check_snapshots(addresses, ledger):
    """QRESYNC from what a client knew at some time leads to what is there now (RFC 7162, 3.2.5)."""
    for number, (account, mailbox, validity, modseq, known) in enumerate(ledger.snapshots):
        if known:
            patiently(lambda: check_snapshot(addresses[number % len(addresses)], account, mailbox, validity, modseq, known, ledger))


def check_snapshot(address, account, mailbox, validity, modseq, known, ledger):
    client = Imap(address, account, 60)
    try:
        now, _, told = client.select(mailbox, f" (QRESYNC ({validity} {modseq}))")
        if now != validity:
            return
        vanished = set()
        for line in re.findall(rb"\* VANISHED \(EARLIER\) ([0-9:,]+)", told):
            vanished |= numbers(line.decode())
        changed = {int(uid) for uid in re.findall(rb"FETCH \([^\r]*?UID (\d+)", told)}
        exists = set(client.messages())
        if (known | changed) - vanished != exists:
            wrong = ((known | changed) - vanished) ^ exists
            ledger.violation(f"{account} {mailbox}: QRESYNC from {modseq} is wrong about UIDs {sorted(wrong)[:10]}")
    finally:
        client.close()
