#!/bin/sh
# A small disk that fills up while compaction and checkpoints run: see squeeze_check.py.
# needs: python3 mount
set -eu
# shellcheck source=src/test/clients/smalldisk
. "$CLIENTS/smalldisk"
small_disk 64m
python3 "$CLIENTS/squeeze_check.py" "$place"
