#!/bin/sh
# OfflineIMAP: pull, change on both sides, sync; a second run changes nothing.
# needs: offlineimap curl
set -eu
url=imap://$IMAP_HOST:$IMAP_PORT
cat >rc <<EOF
[general]
accounts = a
metadata = $CLIENT_DIR/state
ui = basic
[Account a]
localrepository = near
remoterepository = far
[Repository near]
type = Maildir
localfolders = $CLIENT_DIR/mail
[Repository far]
type = IMAP
ssl = no
starttls = no
remotehost = $IMAP_HOST
remoteport = $IMAP_PORT
remoteuser = $IMAP_USER
remotepass = $IMAP_PASSWORD
EOF

imap() {
  curl -sS --max-time 20 -u "$IMAP_USER:$IMAP_PASSWORD" "$@"
}

picture() {
  (cd mail && find . -type f -path '*/[cn]*/*' -exec cksum {} + | sort)
  imap "$url/INBOX" -X 'FETCH 1:* (UID FLAGS RFC822.SIZE)'
}

offlineimap -c rc -o
[ "$(find mail/INBOX -type f -path '*/[cn]*/*' | wc -l)" = 5 ]
printf 'From: me@localhost\nSubject: from the Maildir\n\nHello.\n' >mail/INBOX/new/1.1.here
imap "$url/INBOX" -X 'STORE 2 +FLAGS (\Flagged)' >/dev/null
offlineimap -c rc -o
imap "$url/INBOX" -X 'SEARCH SUBJECT "from the Maildir"' | grep -q '^\* SEARCH 6'
find mail/INBOX -name '*:2,*F*' | grep -q .
picture >before
offlineimap -c rc -o
picture >after
diff before after
