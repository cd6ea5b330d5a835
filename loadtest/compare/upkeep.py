"""Work that gives a server's upkeep something to do while others are measured: mail comes, is searched and goes again."""

import threading
import time

from common.imap import Client
from common.servers import ServerError

USER = "churn"
CYCLE_SECONDS = 0.4
MESSAGES = 20
OCTETS = 64 * 1024


class Churn:
    """While it is entered: 20 messages of 64 KB appended, searched for a text that none has and expunged, every 0.4 s at most."""

    def __init__(self, server):
        self.server = server
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.cycles = 0
        self.seconds = 0.0
        self.why = None

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join(60)
        if self.why:
            raise ServerError(f"beside the load on {self.server.name}: {self.why}")

    def run(self):
        began = time.monotonic()
        try:
            client = Client(self.server, USER)
            client.command("SELECT INBOX")
            while not self.ended.is_set():
                start = time.monotonic()
                self.cycle(client)
                self.cycles += 1
                self.ended.wait(max(0, CYCLE_SECONDS - (time.monotonic() - start)))
            client.close()
        except (OSError, ServerError) as error:
            self.why = str(error)
        self.seconds = time.monotonic() - began

    def cycle(self, client):
        for _ in range(MESSAGES):
            client.append("INBOX", OCTETS)
        client.command("UID SEARCH TEXT xylophone")
        client.command("STORE 1:* +FLAGS.SILENT (\\Deleted)")
        client.command("EXPUNGE")
