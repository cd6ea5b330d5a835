#!/bin/sh
# mutt with each SASL mechanism that it has, one by one, over IMAP and POP3; the audit log says which was used. GSSAPI: gssapi.sh;
# EXTERNAL: external.sh.
# needs: mutt script
set -eu
# shellcheck source=src/test/clients/servers
. "$CLIENTS/servers"
imap=$(free_port)
imaps=$(free_port)
pop3=$(free_port)
mkdir -m 700 data
printf 'alice:{PLAIN}secret\nguest:{PLAIN}unknown\n' >data/users
"$LAUNCHER" serve --no-demo --data data --set "imap.port=$imap" --set "imaps.port=$imaps" --set "pop3.port=$pop3" --set pop3s.port=0 \
  --set lmtp.port=0 --set auth.anonymousUser=guest >out 2>err &
server=$!
trap 'kill "$server"' EXIT
await_started out "$server"

# shown TEXT: the audit log has said so since the last time.
seen=0
shown() {
  tail -n "+$((seen + 1))" err | grep -F "$1" || { echo "not shown: $1"; exit 1; }
  seen=$(wc -l <err)
}

# visit URL MECHANISM: opens a mailbox, and leaves.
visit() {
  cat >muttrc <<EOF
set imap_user=alice imap_pass=secret pop_user=alice pop_pass=secret
set imap_authenticators=$2 pop_authenticators=$2
set ssl_starttls=no ssl_force_tls=no certificate_file="$PWD/data/tls/generated.crt" ssl_verify_host=no quit=yes wait_key=no folder="$PWD"
EOF
  TERM=xterm timeout 60 script -qec "stty rows 40 cols 120; mutt -n -F $PWD/muttrc -f '$1' -e 'push \"<quit>\"'" /dev/null </dev/null >screen
}

for mechanism in SCRAM-SHA-256 SCRAM-SHA-1 CRAM-MD5 PLAIN LOGIN; do
  name=$(echo $mechanism | tr '[:upper:]' '[:lower:]')
  visit "imap://alice@127.0.0.1:$imap/INBOX" "$name"
  shown "login accepted address=127.0.0.1 protocol=imap mechanism=$mechanism user=\"alice\""
  visit "pop://alice@127.0.0.1:$pop3/" "$name"
  shown "login accepted address=127.0.0.1 protocol=pop mechanism=$mechanism user=\"alice\""
done
visit "imap://alice@127.0.0.1:$imap/INBOX" anonymous
shown 'login accepted address=127.0.0.1 protocol=imap mechanism=ANONYMOUS'
# On TLS it does not bind, though -PLUS is offered: it says that it cannot ("n"), and gets in.
visit "imaps://alice@127.0.0.1:$imaps/INBOX" scram-sha-256
shown 'login accepted address=127.0.0.1 protocol=imap mechanism=SCRAM-SHA-256 user="alice"'
