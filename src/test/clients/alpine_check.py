"""Alpine in a terminal of tmux: keys are pressed when the screen shows what they are for."""
import os
import re
import subprocess
import time

HOST = "{%s:%s/notls/user=%s}" % (os.environ["IMAP_HOST"], os.environ["IMAP_PORT"], os.environ["IMAP_USER"])
PASSWORD = os.environ["IMAP_PASSWORD"]
SECONDS_MAX = 60

with open("pinerc", "w") as settings:
    settings.write("inbox-path=%sINBOX\nuser-domain=localhost\npersonal-name=Demo\nuse-only-domain-name=No\n" % HOST)
    settings.write("folder-collections=far %s[]\nlast-version-used=9.99\n" % HOST)
    settings.write("feature-list=enable-aggregate-command-set,quit-without-confirm,save-will-not-delete\n")


class Screen:
    """A program and what its terminal shows."""

    def __init__(self, command):
        self.socket = os.path.join(os.environ["CLIENT_DIR"], "tmux")
        self.tmux("-f", "/dev/null", "new-session", "-d", "-x", "100", "-y", "40", command)

    def tmux(self, *words):
        done = subprocess.run(["tmux", "-S", self.socket, *words], capture_output=True, text=True)
        return done.stdout if done.returncode == 0 else None

    def shown(self):
        """The screen's text, or None when the program has ended."""
        return self.tmux("capture-pane", "-p")

    def wait(self, pattern):
        until = time.time() + SECONDS_MAX
        while not re.search(pattern, self.shown() or ""):
            assert time.time() < until, "no %r in:\n%s" % (pattern, self.shown())
            time.sleep(0.05)

    def press(self, pattern, keys, expected):
        """Presses keys once the screen shows the pattern, until it shows what they bring: Alpine throws away what it
        finds typed when it begins to ask."""
        self.wait(pattern)
        until = time.time() + SECONDS_MAX
        while not re.search(expected, self.shown() or ""):
            assert time.time() < until, "no %r after %r in:\n%s" % (expected, keys, self.shown())
            before = self.shown()
            self.tmux("send-keys", *(["Enter"] if keys == "Enter" else ["-l", "--", keys]))
            self.pause(before, expected)

    def pause(self, before, expected):
        """Until the screen shows what is expected, or for five seconds has shown only what it did before."""
        until = time.time() + 5
        while time.time() < until and not re.search(expected, self.shown() or ""):
            if self.shown() != before:
                until = time.time() + 5
                before = self.shown()
            time.sleep(0.05)

    def type(self, prompt, word, shown=None):
        """Types a word where the screen asks for it, a letter when the one before is shown, and ends it."""
        shown = shown or word
        for typed in range(1, len(word) + 1):
            self.press(prompt, word[typed - 1], prompt + r" *" + re.escape(shown[:typed]) + r" *\n")
        self.tmux("send-keys", "Enter")

    def end(self):
        until = time.time() + SECONDS_MAX
        while self.shown() is not None:
            assert time.time() < until, self.shown()
            time.sleep(0.05)


def search(mailbox, what):
    url = "imap://%s:%s/%s" % (os.environ["IMAP_HOST"], os.environ["IMAP_PORT"], mailbox)
    command = ["curl", "-sS", "-u", "%s:%s" % (os.environ["IMAP_USER"], PASSWORD), url, "-X", "SEARCH " + what]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()[2:]


screen = Screen("alpine -p pinerc -f '%sINBOX'" % HOST)
screen.type(r"(?i)password:", PASSWORD, "*" * len(PASSWORD))
screen.wait(r"Preserve password|opened with 5 messages")
if "Preserve" in screen.shown():
    screen.press(r"Preserve password", "n", r"opened with 5 messages")
screen.press(r"opened with 5 messages", "i", r"1 .*Welcome to Godwit")
screen.press(r"Message 1 of 5", "Enter", r"eleven days")
screen.press(r"MESSAGE TEXT", "<", r"MESSAGE INDEX(?s:.*)A table attached")
screen.press(r"Message 1 of 5", "n", r"Message 2 of 5")
screen.press(r"Message 2 of 5", "s", r"SAVE Msg #2 to folder")
screen.type(r"SAVE Msg #2 to folder \[saved-messages\] :", "saved")
screen.press(r"doesn't exist\.  Create\?", "y", r"\A(?s:(?!.*Create\?).*Message 2 of 5)")
screen.press(r"Message 2 of 5", "n", r"Message 3 of 5")
screen.press(r"Message 3 of 5", "d", r"D +3 ")
screen.press(r"D +3 ", "x", r"Expunge 1 message from INBOX\?")
screen.press(r"Expunge 1 message", "y", r"Message 3 of 4")
screen.press(r"Message 3 of 4", "q", r"^$")
screen.end()
assert len(search("INBOX", "ALL")) == 4, search("INBOX", "ALL")
assert search("INBOX", "SEEN")[0] == "1"
assert search("INBOX", "SUBJECT attached") == []
assert search("saved", "SUBJECT image") == ["1"]
