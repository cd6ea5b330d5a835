#!/bin/sh
# Alpine, at a terminal: log in, open a message, flag it as deleted, expunge, save another to a new mailbox.
# needs: alpine tmux python3 curl
exec python3 "$CLIENTS/alpine_check.py"
