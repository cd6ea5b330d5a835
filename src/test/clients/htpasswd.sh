#!/bin/sh
# Users of a file that Apache's htpasswd makes, in each of its forms, and changes while the server runs: IMAP, POP3, LMTP.
# needs: htpasswd curl swaks python3
set -eu
# shellcheck source=src/test/clients/servers
. "$CLIENTS/servers"
port=$(free_port)
pop3_port=$(free_port)
lmtp_port=$(free_port)

mkdir -m 700 data
htpasswd -cbB htpasswd bcrypt secret1
htpasswd -bm htpasswd apr1 secret2
htpasswd -bs htpasswd sha secret3
htpasswd -b2 htpasswd sha256 secret4
htpasswd -b5 htpasswd sha512 secret5
"$LAUNCHER" serve --no-demo --data data --set "imap.port=$port" --set "pop3.port=$pop3_port" --set "lmtp.port=$lmtp_port" \
  --set auth.backends=htpasswd --set "auth.htpasswdFile=$PWD/htpasswd" >out 2>err &
server=$!
trap 'kill "$server"' EXIT
await_started out "$server"

imap() {
  curl -sS --max-time 20 -u "$1" "imap://127.0.0.1:$port/"
}

refused() {
  status=0
  imap "$1" >refusal 2>&1 || status=$?
  [ "$status" = 67 ] # CURLE_LOGIN_DENIED
}

deliver() {
  swaks --protocol LMTP --server 127.0.0.1 --port "$lmtp_port" --from sender@example.org --timeout 20 --hide-informational "$@"
}

for login in bcrypt:secret1 apr1:secret2 sha:secret3 sha256:secret4 sha512:secret5; do
  imap "$login" | grep -q INBOX
  refused "${login}x"
done
deliver --to apr1@example.org --header 'Subject: to a user of Apache'
curl -sS --max-time 20 -u apr1:secret2 "pop3://127.0.0.1:$pop3_port/1" | grep -q 'Subject: to a user of Apache'
status=0
deliver --to nobody@example.org >unknown 2>&1 || status=$?
[ "$status" = 24 ]
grep -q '550 5.1.1' unknown

# The server runs on while users come, go, and get another password.
htpasswd -bB htpasswd new secret6
htpasswd -bB htpasswd sha secret7
htpasswd -D htpasswd bcrypt
imap new:secret6 | grep -q INBOX
imap sha:secret7 | grep -q INBOX
refused sha:secret3
refused bcrypt:secret1
