#!/bin/sh
# mutt, as the server's invitation says, its keys pressed by a script: read, flag, copy, delete.
# needs: mutt script curl
set -eu
url=imap://$IMAP_HOST:$IMAP_PORT
cat >muttrc <<EOF
set folder="imap://$IMAP_USER:$IMAP_PASSWORD@$IMAP_HOST:$IMAP_PORT/"
set ssl_starttls=no ssl_force_tls=no
set copy=no confirmappend=no confirmcreate=no delete=yes quit=yes wait_key=no
set pipe_decode=no
unset mark_old resolve
EOF

imap() {
  curl -sS --max-time 20 -u "$IMAP_USER:$IMAP_PASSWORD" "$@"
}

press() {
  TERM=xterm timeout 60 script -qec "stty rows 40 cols 120; mutt -n -F $CLIENT_DIR/muttrc -f 'imap://$IMAP_USER:$IMAP_PASSWORD@$IMAP_HOST:$IMAP_PORT/INBOX' -e 'push \"$1\"'" /dev/null </dev/null >screen
}

press '<first-entry><display-message><exit><next-entry><flag-message><copy-message>=copied<enter><last-entry><delete-message><quit>'
imap "$url/INBOX" -X 'STATUS INBOX (MESSAGES)' | grep -q 'MESSAGES 4'
imap "$url/INBOX" -X 'SEARCH SEEN' | grep -q '^\* SEARCH 1'
imap "$url/INBOX" -X 'SEARCH FLAGGED' | grep -q '^\* SEARCH 2'
imap "$url/copied" -X 'SEARCH SUBJECT image' | grep -q '^\* SEARCH 1'
