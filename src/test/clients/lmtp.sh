#!/bin/sh
# LMTP as a pedant and as an enemy would speak it: see lmtp_check.py.
# needs: python3
set -eu
for user in anna berta anton+x; do
  echo secret | "$LAUNCHER" user add --data "$DATA" "$user"
done
python3 "$CLIENTS/lmtp_check.py" "$LMTP_PORT" "$IMAP_PORT"
