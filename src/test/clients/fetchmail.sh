#!/bin/sh
# fetchmail takes all mail of the account to a local program, then again with nothing left.
# needs: fetchmail curl
set -eu
cat >rc <<EOF
poll $IMAP_HOST service $IMAP_PORT protocol IMAP auth password
  user "$IMAP_USER" password "$IMAP_PASSWORD"
  sslproto "" mda "cat >>$CLIENT_DIR/received" nokeep fetchall
EOF
chmod 600 rc
fetchmail -f rc --nosyslog --nodetach --pidfile pid --idfile ids
[ "$(grep -c '^Message-ID: <demo-.*@godwit.invalid>' received)" = 5 ]
status=0
fetchmail -f rc --nosyslog --nodetach --pidfile pid --idfile ids || status=$?
[ "$status" = 1 ] # nothing there
curl -sS --max-time 20 -u "$IMAP_USER:$IMAP_PASSWORD" "imap://$IMAP_HOST:$IMAP_PORT/INBOX" -X 'STATUS INBOX (MESSAGES)' | grep -q 'MESSAGES 0'
