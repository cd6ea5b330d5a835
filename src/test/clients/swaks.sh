#!/bin/sh
# swaks over TCP, with STARTTLS and through the UNIX socket: to INBOX, to a mailbox, to several, to nobody, too much.
# needs: swaks curl
set -eu
url=imap://$IMAP_HOST:$IMAP_PORT

deliver() {
  swaks --protocol LMTP --from sender@example.org --timeout 20 --hide-informational "$@"
}

tcp() {
  deliver --server "$IMAP_HOST" --port "$LMTP_PORT" "$@"
}

imap() {
  curl -sS --max-time 20 -u "$IMAP_USER:$IMAP_PASSWORD" "$@"
}

imap "$url/" -X 'CREATE Lists'
tcp --to "$IMAP_USER@example.org" --header 'Subject: over TCP'
tcp --to "$IMAP_USER+lists@example.org" --header 'Subject: to a mailbox' --body '.a line that begins with a dot'
swaks --protocol LMTP --from sender@example.org --timeout 20 --socket "$LMTP_SOCKET" --to "$IMAP_USER" --header 'Subject: through the socket'
tcp -tls --to "$IMAP_USER" --header 'Subject: over TLS'
echo secret | "$LAUNCHER" user add --data "$DATA" alice
tcp --to "$IMAP_USER,alice" --header 'Subject: to two'

# The demo account has five messages.
imap "$url/INBOX" -X 'SEARCH ALL' | grep -q '^\* SEARCH 1 2 3 4 5 6 7 8 9'
imap "$url/INBOX;MAILINDEX=6" | tr -d '\r' >first.eml
sed -n 1p first.eml | grep -qx 'Return-Path: <sender@example.org>'
sed -n 2p first.eml | grep -qx "Delivered-To: $IMAP_USER@example.org"
sed -n 3p first.eml | grep -q '^Received: from '
grep -qx 'Subject: over TCP' first.eml
imap "$url/INBOX;MAILINDEX=7" | grep -q 'Subject: through the socket'
imap "$url/INBOX;MAILINDEX=8" | grep -q 'with LMTPS id'
imap "$url/Lists;MAILINDEX=1" | tr -d '\r' | grep -qx '\.a line that begins with a dot'
curl -sS --max-time 20 -u alice:secret "$url/INBOX;MAILINDEX=1" | tr -d '\r' | grep -qx 'Delivered-To: alice'

status=0
tcp --to nobody@example.org >out 2>&1 || status=$?
[ "$status" = 24 ]
grep -q '550 5.1.1' out
[ "$(stat -c %a "$LMTP_SOCKET")" = 660 ]
