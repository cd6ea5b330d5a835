#!/bin/sh
# neomutt, its keys pressed by a script: read, flag, copy, delete; then with its cache and QRESYNC after another client made changes.
# needs: neomutt script curl
set -eu
url=imap://$IMAP_HOST:$IMAP_PORT
cat >neomuttrc <<EOF
set folder="imap://$IMAP_USER@$IMAP_HOST:$IMAP_PORT/"
set imap_pass="$IMAP_PASSWORD" imap_authenticators="plain"
set ssl_starttls=no ssl_force_tls=no imap_qresync=yes imap_condstore=yes header_cache="$CLIENT_DIR/cache"
set copy=no confirmappend=no confirmcreate=no delete=yes quit=yes wait_key=no
unset mark_old resolve
EOF

imap() {
  curl -sS --max-time 20 -u "$IMAP_USER:$IMAP_PASSWORD" "$@"
}

press() {
  TERM=xterm timeout 60 script -qec "stty rows 40 cols 120; neomutt -n -F $CLIENT_DIR/neomuttrc -f 'imap://$IMAP_USER@$IMAP_HOST:$IMAP_PORT/INBOX' -e 'push \"$1\"'" /dev/null </dev/null >screen
}

press '<first-entry><display-message><exit><next-entry><flag-message><copy-message>=copied<enter><last-entry><delete-message><quit>'
imap "$url/INBOX" -X 'STATUS INBOX (MESSAGES)' | grep -q 'MESSAGES 4'
imap "$url/INBOX" -X 'SEARCH SEEN' | grep -q '^\* SEARCH 1'
imap "$url/INBOX" -X 'SEARCH FLAGGED' | grep -q '^\* SEARCH 2'
imap "$url/copied" -X 'SEARCH SUBJECT image' | grep -q '^\* SEARCH 1'
# once more, now with a cache and QRESYNC: what another client did is there
imap "$url/INBOX" -X 'STORE 3 +FLAGS (\Deleted)'
press '<first-entry><next-entry><next-entry><undelete-message><flag-message><quit>'
imap "$url/INBOX" -X 'SEARCH FLAGGED UNDELETED' | grep -q '^\* SEARCH 2 3'
