#!/bin/sh
# A small disk that is full again and again, and directories that may not be written: see disk_check.py.
# needs: python3 mount
set -eu
# shellcheck source=src/test/clients/smalldisk
. "$CLIENTS/smalldisk"
small_disk 24m
python3 "$CLIENTS/disk_check.py" "$place"
