#!/bin/sh
# Python's imaplib: a session of every kind of command it knows.
# needs: python3
exec python3 "$CLIENTS/imaplib_check.py"
