#!/bin/sh
# curl, as the server's invitation says, and more: list, read, search, append, flags, create, delete, wrong password.
# needs: curl
set -eu
url=imap://$IMAP_HOST:$IMAP_PORT

imap() {
  curl -sS --max-time 20 -u "$IMAP_USER:$IMAP_PASSWORD" "$@"
}

imap "$url/" | grep -q 'INBOX'
imap "$url/INBOX;MAILINDEX=1" | tr -d '\r' >first.eml
grep -q '^Subject: Welcome to Godwit$' first.eml
imap "$url/INBOX;MAILINDEX=1;SECTION=TEXT" | grep -q 'eleven days'
imap "$url/INBOX" -X 'SEARCH SUBJECT Welcome' | grep -q '^\* SEARCH 1'
imap "$url/INBOX?SUBJECT%20attached" | grep -q '^\* SEARCH 3'
imap "$url/INBOX" -X 'FETCH 3 BODYSTRUCTURE' | grep -q 'migration.csv\|Zugvo'
imap "$url/" -X 'CREATE sent'
printf 'From: me@localhost\r\nSubject: from curl\r\n\r\nHello.\r\n' >new.eml
imap "$url/sent" -T new.eml
imap "$url/sent;UID=1" >back.eml
cmp new.eml back.eml
imap "$url/sent" -X 'STORE 1 +FLAGS (\Flagged)' | grep -q 'FLAGS.*\\Flagged'
imap "$url/sent" -X 'STATUS sent (MESSAGES UIDNEXT)' | grep -q 'MESSAGES 1'
imap "$url/" -X 'DELETE sent'
if imap "$url/sent;UID=1" >/dev/null 2>&1; then
  echo "a deleted mailbox was read"
  exit 1
fi
status=0
curl -sS --max-time 20 -u "$IMAP_USER:wrong" "$url/" >/dev/null 2>&1 || status=$?
[ "$status" = 67 ] # CURLE_LOGIN_DENIED
