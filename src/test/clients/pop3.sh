#!/bin/sh
# POP3 with curl (in clear, with STLS, with TLS from the start) and fetchmail: keep, then only what is new, then delete.
# needs: curl fetchmail
set -eu
url=pop3://$IMAP_HOST:$POP3_PORT

pop3() {
  curl -sS --max-time 20 -u "$IMAP_USER:$IMAP_PASSWORD" "$@"
}

[ "$(pop3 "$url/" | wc -l)" = 5 ]
pop3 "$url/1" | tr -d '\r' >first.eml
grep -q '^Subject: Welcome to Godwit$' first.eml
pop3 --insecure --ssl-reqd "$url/1" | tr -d '\r' | cmp - first.eml
pop3 --insecure "pop3s://$IMAP_HOST:$POP3S_PORT/1" | tr -d '\r' | cmp - first.eml
pop3 "$url/" -X 'UIDL' >uidl
[ "$(wc -l <uidl)" = 5 ]
pop3 "$url/" -l -X 'TOP 1 0' | grep -q '^Subject: Welcome to Godwit'
status=0
curl -sS --max-time 20 -u "$IMAP_USER:wrong" "$url/" >/dev/null 2>&1 || status=$?
[ "$status" = 67 ] # CURLE_LOGIN_DENIED

fetch() {
  cat >rc <<EOF
poll $IMAP_HOST service $POP3_PORT protocol POP3 auth password uidl
  user "$IMAP_USER" password "$IMAP_PASSWORD"
  sslproto "" mda "cat >>$CLIENT_DIR/received" $1
EOF
  chmod 600 rc
  : >received
  status=0
  fetchmail -f rc --nosyslog --nodetach --pidfile pid --idfile ids || status=$?
}
received() {
  grep -c '^Message-ID: <demo-.*@godwit.invalid>' received || true
}

fetch keep
[ "$status" = 0 ] && [ "$(received)" = 5 ]
fetch keep
[ "$status" = 1 ] && [ "$(received)" = 0 ] # the unique-ids are the same
[ "$(pop3 "$url/" | wc -l)" = 5 ]
fetch 'nokeep fetchall'
[ "$status" = 0 ] && [ "$(received)" = 5 ]
[ -z "$(pop3 "$url/" | tr -d '\r\n')" ] # curl shows an empty listing as an empty line
curl -sS --max-time 20 -u "$IMAP_USER:$IMAP_PASSWORD" "imap://$IMAP_HOST:$IMAP_PORT/INBOX" -X 'STATUS INBOX (MESSAGES)' | grep -q 'MESSAGES 0'

# What UW's ipop3d showed for the messages of its mbox is what POP3 shows now.
echo secret | "$LAUNCHER" user add --data "$DATA" uma
cat >uw <<EOF
From a@example.org Thu Jan  1 00:00:10 1970
X-IMAPbase: 1069500000 0000000300
X-UID: 5
Subject: one

one

From a@example.org Thu Jan  1 00:00:10 1970
X-UID: 299
X-UIDL: of-another-server
Subject: two

two

From a@example.org Thu Jan  1 00:00:10 1970
X-UIDL: kept
Subject: three

three
EOF
"$LAUNCHER" import mbox uw --data "$DATA" --user uma --uidl uw
curl -sS --max-time 20 -u uma:secret "$url/" -X UIDL | tr -d '\r' >uidl
printf '%s\n' '1 3fbf466000000005' '2 3fbf46600000012b' '3 kept' | cmp - uidl
