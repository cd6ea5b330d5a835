#!/bin/sh
# A small disk that fills up while compaction and checkpoints run: see squeeze_check.py.
# needs: python3 mount
set -eu
if [ "$(id -u)" != 0 ]; then
  echo "only root can mount a small disk"
  exit 77
fi
place=$(mktemp -d)
trap 'umount "$place" 2>/dev/null || true; rmdir "$place"' EXIT
if ! mount -t tmpfs -o size=64m,mode=755 godwit "$place"; then
  echo "this root may not mount anything"
  exit 77
fi
python3 "$CLIENTS/squeeze_check.py" "$place"
