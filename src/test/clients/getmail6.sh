#!/bin/sh
# getmail6 over POP3S and over IMAPS: everything once, nothing twice, and what it deletes is gone.
# needs: getmail curl
set -eu
fetch() {
  getmail --getmaildir "$CLIENT_DIR/state" --rcfile "$CLIENT_DIR/$1" >said 2>&1 || { cat said; exit 1; }
}
received() {
  find "$1" -type f | wc -l
}
config() {
  mkdir -p "$1" state
  # a Maildir would be refused to root
  cat >"$1.rc" <<EOF
[retriever]
type = $2
server = $IMAP_HOST
port = $3
username = $IMAP_USER
password = $IMAP_PASSWORD
[destination]
type = MDA_external
path = /bin/sh
arguments = ("-c", "cat >\$(mktemp -p $CLIENT_DIR/$1)")
allow_root_commands = true
unixfrom = false
[options]
read_all = false
delete = $4
delivered_to = false
received = false
verbose = 2
EOF
}

config pop SimplePOP3SSLRetriever "$POP3S_PORT" false
fetch pop.rc
[ "$(received pop)" = 5 ]
fetch pop.rc
[ "$(received pop)" = 5 ]
config imap SimpleIMAPSSLRetriever "$IMAPS_PORT" false
fetch imap.rc
[ "$(received imap)" = 5 ]
curl -sS --max-time 20 -u "$IMAP_USER:$IMAP_PASSWORD" -T "$(find pop -type f | head -n 1)" "imap://$IMAP_HOST:$IMAP_PORT/INBOX"
fetch pop.rc
[ "$(received pop)" = 6 ]
fetch imap.rc
[ "$(received imap)" = 6 ]
config pop SimplePOP3SSLRetriever "$POP3S_PORT" true
fetch pop.rc
curl -sS --max-time 20 -u "$IMAP_USER:$IMAP_PASSWORD" "imap://$IMAP_HOST:$IMAP_PORT/" -X 'STATUS INBOX (MESSAGES)' | grep -q 'MESSAGES 0'
