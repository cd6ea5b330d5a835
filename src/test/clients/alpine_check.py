"""Alpine at a pseudo-terminal: keys are pressed when the screen shows what they wait for."""
import os
import pty
import re
import select
import subprocess
import time

HOST = "{%s:%s/notls/user=%s}" % (os.environ["IMAP_HOST"], os.environ["IMAP_PORT"], os.environ["IMAP_USER"])
PASSWORD = os.environ["IMAP_PASSWORD"]
SECONDS_MAX = 30

with open("pinerc", "w") as settings:
    settings.write("inbox-path=%sINBOX\nuser-domain=localhost\npersonal-name=Demo\nuse-only-domain-name=No\n" % HOST)
    settings.write("folder-collections=far %s[]\nlast-version-used=9.99\n" % HOST)
    settings.write("feature-list=enable-aggregate-command-set,quit-without-confirm,save-will-not-delete\n")


class Screen:
    """The program and all that it has written."""

    def __init__(self, *command):
        pid, self.terminal = pty.fork()
        if pid == 0:
            os.environ.update(TERM="vt100", LINES="40", COLUMNS="100")
            os.execvp(command[0], command)
        self.pid = pid
        self.text = ""

    def read(self):
        ready, _, _ = select.select([self.terminal], [], [], 0.2)
        if ready:
            try:
                piece = os.read(self.terminal, 65536).decode(errors="replace")
            except OSError:
                return False
            self.text += re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[()][0-9A-Z]", " ", piece)
        return True

    def wait(self, pattern):
        until = time.time() + SECONDS_MAX
        while not re.search(pattern, self.text):
            assert self.read() and time.time() < until, "no %r in: %s" % (pattern, self.text[-2000:])

    def press(self, keys, pattern):
        """Presses keys, then waits for what they bring."""
        self.text = ""
        os.write(self.terminal, keys.encode())
        self.wait(pattern)


def search(mailbox, what):
    url = "imap://%s:%s/%s" % (os.environ["IMAP_HOST"], os.environ["IMAP_PORT"], mailbox)
    command = ["curl", "-sS", "-u", "%s:%s" % (os.environ["IMAP_USER"], PASSWORD), url, "-X", "SEARCH " + what]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()[2:]


screen = Screen("alpine", "-p", "pinerc", "-f", HOST + "INBOX")
screen.wait(r"(?i)password")
screen.press(PASSWORD + "\r", r"Preserve password|opened with 5 messages")
if "Preserve" in screen.text:
    screen.press("n", r"opened with 5 messages")
screen.press("i", r"Welcome to Godwit")
screen.press("j1\r", r"jump to")
screen.press("\r", r"eleven days|this its first message")
screen.press("<", r"attached")
screen.press("j2\r", r"jump to")
screen.press("s", r"SAVE")
screen.press("saved\r", r"(?i)create")
screen.press("y", r"(?i)DONE|copied")
screen.press("j3\r", r"jump to")
screen.press("d", r"(?s).")
screen.press("x", r"(?i)expunge")
if "Yes" in screen.text:
    screen.press("y", r"(?i)expunged")
screen.press("q", r"(?i)quit|bye|finish|closing")
while screen.read():
    pass
assert len(search("INBOX", "ALL")) == 4, search("INBOX", "ALL")
assert search("INBOX", "SEEN")[0] == "1"
assert search("INBOX", "SUBJECT attached") == []
assert search("saved", "SUBJECT image") == ["1"]
