"""A session with Python's imaplib against the demo account; any surprise is an exception."""
import email
import email.policy
import imaplib
import os
import time


def ok(answer):
    status, data = answer
    assert status == "OK", answer
    return data


def login():
    client = imaplib.IMAP4(os.environ["IMAP_HOST"], int(os.environ["IMAP_PORT"]), timeout=20)
    ok(client.login(os.environ["IMAP_USER"], os.environ["IMAP_PASSWORD"]))
    return client


def uids(data):
    return data[0].split()


def messages_of_the_demo_account(client):
    assert ok(client.select("INBOX")) == [b"5"]
    for number in range(1, 6):
        (head, body), _ = ok(client.fetch(str(number), "(UID RFC822.SIZE BODY.PEEK[])"))
        size = int(head.split(b"RFC822.SIZE ")[1].split()[0].rstrip(b")"))
        assert size == len(body), (size, len(body))
        parsed = email.message_from_bytes(body, policy=email.policy.default)
        (_, part), _ = ok(client.fetch(str(number), "(BODY.PEEK[HEADER])"))
        assert body.startswith(part) and parsed["Subject"]
    assert uids(ok(client.search(None, "SUBJECT", "Welcome"))) == [b"1"]
    client.literal = "веретенник".encode()
    assert uids(ok(client.search("UTF-8", "TEXT"))) == [b"4"]
    assert uids(ok(client.search(None, "BODY", '"no stop on the way"'))) == [b"5"]


def mailboxes(client):
    ok(client.create("lists"))
    ok(client.create("lists/birds"))
    ok(client.rename("lists/birds", "lists/waders"))
    names = b"\n".join(ok(client.list()))
    assert b"lists/waders" in names and b"birds" not in names, names
    ok(client.subscribe("lists/waders"))
    assert b"waders" in b"".join(ok(client.lsub()))
    ok(client.unsubscribe("lists/waders"))
    ok(client.delete("lists/waders"))
    assert client.select("lists/waders")[0] == "NO"


def change_and_copy(client):
    message = b"From: a@localhost\r\nSubject: appended\r\n\r\n" + b"line \xc3\xa4\r\n" * 2000
    ok(client.append("lists", r"(\Seen keyword)", imaplib.Time2Internaldate(time.time()), message))
    assert ok(client.select("lists")) == [b"1"]
    (head, body), _ = ok(client.fetch("1", "(FLAGS INTERNALDATE BODY[])"))
    assert body == message and b"keyword" in head and b"\\Seen" in head
    ok(client.store("1", "-FLAGS", r"(\Seen)"))
    ok(client.copy("1", "INBOX"))
    ok(client.uid("MOVE", "1:*", "INBOX"))
    assert ok(client.select("INBOX")) == [b"7"]
    ok(client.store("6:7", "+FLAGS.SILENT", r"(\Deleted)"))
    assert len(ok(client.expunge())) == 2
    assert ok(client.select("INBOX", readonly=True)) == [b"5"]
    assert client.store("1", "+FLAGS", r"(\Seen)")[0] == "NO"


def two_sessions(client):
    other = login()
    ok(client.select("INBOX"))
    ok(other.select("INBOX"))
    ok(other.append("INBOX", None, None, b"Subject: news\r\n\r\nx\r\n"))
    ok(client.noop())
    assert client.response("EXISTS")[1][-1] == b"6"
    ok(other.store("6", "+FLAGS", r"(\Deleted)"))
    ok(other.expunge())
    ok(client.noop())
    assert client.response("EXPUNGE")[1][-1] == b"6"
    other.logout()


def wrong_password():
    client = imaplib.IMAP4(os.environ["IMAP_HOST"], int(os.environ["IMAP_PORT"]), timeout=20)
    try:
        client.login(os.environ["IMAP_USER"], "wrong")
        raise AssertionError("a wrong password was accepted")
    except imaplib.IMAP4.error as refused:
        assert b"AUTHENTICATIONFAILED" in refused.args[0] or "AUTHENTICATIONFAILED" in str(refused), refused
    client.logout()


session = login()
messages_of_the_demo_account(session)
mailboxes(session)
change_and_copy(session)
two_sessions(session)
wrong_password()
assert session.logout()[0] == "BYE"
