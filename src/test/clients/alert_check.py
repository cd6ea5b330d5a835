"""Python's imaplib hears alerts; the tool says how many it reached."""
import imaplib
import subprocess
import sys

port, launcher, data = int(sys.argv[1]), sys.argv[2], sys.argv[3]


def login(user):
    client = imaplib.IMAP4("127.0.0.1", port, timeout=30)
    client.login(user, "secret")
    return client


def alert(*arguments):
    return subprocess.run([launcher, "alert", "--data", data, *arguments], check=True, capture_output=True, text=True).stdout


def alerts(client):
    told = [line[8:] for line in client.untagged_responses.get("OK", []) if line.startswith(b"[ALERT] ")]
    client.untagged_responses.clear()
    return told


def heard(client):
    client.noop()
    return alerts(client)


assert alert("--all", "nobody", "there") == "Sent to 0 sessions of 0 users.\n"

quiet = login("alice")
assert alerts(quiet) == []

with open(data + "/alert", "w", encoding="utf-8") as file:
    file.write("The server restarts at 18:00.\r\n\nSpäter * BYE\n")
first = login("alice")
assert alerts(first) == [b"The server restarts at 18:00.", b"Spater * BYE"]
with open(data + "/alert", "w", encoding="utf-8") as file:
    file.write("Changed.\n")
second = login("bob")
assert alerts(second) == [b"Changed."]

idle = login("alice")
idle.send(b"i IDLE\r\n")
assert idle.readline() == b"+ idling\r\n"
said = alert("--user", "Alice", "Lunch is ready")
assert said == "Sent to 3 sessions of 1 user.\n", said
assert idle.readline() == b"* OK [ALERT] Lunch is ready\r\n"
idle.send(b"DONE\r\n")
assert idle.readline().startswith(b"i OK")
assert heard(first) == [b"Lunch is ready"]
assert heard(second) == []
said = alert("--all", "Tea\r\n* BYE")
assert said == "Sent to 4 sessions of 2 users.\n", said
assert heard(second) == [b"Tea * BYE"]
