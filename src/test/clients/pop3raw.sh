#!/bin/sh
# POP3 on the wire: pipelining, numbers beyond all bounds, 100,001 messages, and whose maildrop is free the moment its client is gone: see
# pop3raw_check.py.
# needs: python3
set -eu
for user in anna many; do
  echo secret | "$LAUNCHER" user add --data "$DATA" "$user"
done
python3 - >box <<'EOF'
for number in range(100001):
    print("From a@example.org Thu Jan  1 00:00:10 1970\n\n%d\n" % number)
EOF
"$LAUNCHER" import mbox box --data "$DATA" --user many
python3 "$CLIENTS/pop3raw_check.py" "$POP3_PORT" "$IMAP_PORT"
