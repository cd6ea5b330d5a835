#!/bin/sh
# mbsync both ways: pull the account, add and flag on both sides, sync; a second run changes nothing.
# needs: mbsync curl
set -eu
url=imap://$IMAP_HOST:$IMAP_PORT
mkdir mail
cat >rc <<EOF
IMAPAccount godwit
Host $IMAP_HOST
Port $IMAP_PORT
User $IMAP_USER
Pass $IMAP_PASSWORD
SSLType None
AuthMechs PLAIN LOGIN

IMAPStore far
Account godwit

MaildirStore near
Path $CLIENT_DIR/mail/
Inbox $CLIENT_DIR/mail/INBOX
SubFolders Verbatim

Channel all
Far :far:
Near :near:
Patterns *
Create Both
Expunge Both
SyncState *
CopyArrivalDate yes
EOF

imap() {
  curl -sS --max-time 20 -u "$IMAP_USER:$IMAP_PASSWORD" "$@"
}

# What both sides hold: files with flags, and the server's flags, without the counter of the file name.
picture() {
  (cd mail && find . -type f -path '*/[cn]*/*' -exec cksum {} + | sort)
  imap "$url/INBOX" -X 'FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE)'
}

mbsync -c rc all
[ "$(find mail/INBOX -type f -path '*/[cn]*/*' | wc -l)" = 5 ]
printf 'From: me@localhost\nSubject: from the Maildir\n\nHello.\n' >mail/INBOX/new/1.1.here
imap "$url/INBOX" -X 'STORE 2 +FLAGS (\Flagged)' >/dev/null
imap "$url/" -X 'CREATE archive' >/dev/null
first=$(find mail/INBOX -type f -name '*U=1:2,*' | head -n 1)
mv "$first" "mail/INBOX/cur/$(basename "${first%%:2,*}"):2,RS"
mbsync -c rc all
imap "$url/INBOX" -X 'SEARCH SUBJECT "from the Maildir"' | grep -q '^\* SEARCH 6'
imap "$url/INBOX" -X 'SEARCH ANSWERED' | grep -q '^\* SEARCH 1'
[ -d mail/archive/cur ]
find mail/INBOX -name '*U=2:2,*F*' | grep -q .

picture >before
mbsync -c rc all
picture >after
diff before after
