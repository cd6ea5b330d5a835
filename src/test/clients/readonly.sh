#!/bin/sh
# A file system that becomes read-only under the running server: see readonly_check.py.
# needs: python3 mount mkfs.ext4
set -eu
if [ "$(id -u)" != 0 ]; then
  echo "only root can remount a file system"
  exit 77
fi
place=$(mktemp -d)
trap 'umount -l "$place/data/accounts" 2>/dev/null || true; rm -rf "$place"' EXIT
mkdir -p "$place/data/accounts"
if ! mount -t tmpfs -o size=64m godwit "$place/data/accounts"; then
  echo "this root may not mount anything"
  exit 77
fi
python3 "$CLIENTS/readonly_check.py" "$place"
