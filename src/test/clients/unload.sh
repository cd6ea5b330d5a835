#!/bin/sh
# Accounts that nobody uses leave memory: see unload_check.py.
# needs: python3
if ! command -v jcmd >/dev/null; then
  echo "jcmd is not on the path"
  exit 77
fi
exec python3 "$CLIENTS/unload_check.py"
