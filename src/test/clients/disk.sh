#!/bin/sh
# A small disk that is full again and again, and directories that may not be written: see disk_check.py.
# needs: python3 mount
set -eu
if [ "$(id -u)" != 0 ]; then
  echo "only root can mount a small disk"
  exit 77
fi
place=$(mktemp -d)
trap 'umount "$place" 2>/dev/null || true; rmdir "$place"' EXIT
if ! mount -t tmpfs -o size=24m,mode=755 godwit "$place"; then
  echo "this root may not mount anything"
  exit 77
fi
python3 "$CLIENTS/disk_check.py" "$place"
