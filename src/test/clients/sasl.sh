#!/bin/sh
# curl with each SASL mechanism that it has, and what the server offers to whom; the audit log of failures.
# needs: curl
set -eu
# shellcheck source=src/test/clients/servers
. "$CLIENTS/servers"
port=$(free_port)
url=imap://127.0.0.1:$port

mkdir -m 700 data
printf 'fred\trubble\n' >cram
chmod 600 cram
echo secret | "$LAUNCHER" user add --data data --scheme PLAIN alice
echo secret | "$LAUNCHER" user add --data data --scheme PLAIN admin
"$LAUNCHER" serve --no-demo --data data --set "imap.port=$port" --set imaps.port=0 --set pop3.port=0 --set pop3s.port=0 --set lmtp.port=0 \
  --set auth.backends=users,cramMd5 --set "auth.cramMd5File=$PWD/cram" --set auth.admins=admin >out 2>err &
server=$!
trap 'kill "$server"' EXIT
await_started out "$server"

with() {
  mechanism=$1
  shift
  curl -sS --max-time 20 --login-options "AUTH=$mechanism" "$@" "$url/"
}

curl -sS --max-time 20 "$url/" -X CAPABILITY >offered 2>&1 || true
scram=
! curl -V | grep -qi gsasl || scram="SCRAM-SHA-256 SCRAM-SHA-1"
grep -q "AUTH=SCRAM-SHA-256 AUTH=SCRAM-SHA-1" offered
for mechanism in $scram CRAM-MD5 PLAIN LOGIN; do
  grep -q "AUTH=$mechanism" offered
  with "$mechanism" -u alice:secret | grep -q INBOX
  with "$mechanism" -u fred:rubble | grep -q INBOX
  with "$mechanism" -u admin:secret --sasl-authzid alice >acted 2>&1 || [ "$mechanism" != PLAIN ]
  status=0
  with "$mechanism" -u alice:wrong >refused 2>&1 || status=$?
  [ "$status" = 67 ] # CURLE_LOGIN_DENIED
done
status=0
with PLAIN -u alice:secret --sasl-authzid admin >refused 2>&1 || status=$?
[ "$status" = 67 ]
grep -q 'godwit.auth login rejected address=127.0.0.1 protocol=imap mechanism=PLAIN user="alice" reason="may not act for another user"' err
grep -q 'godwit.auth login rejected address=127.0.0.1 protocol=imap mechanism=CRAM-MD5 user="alice" reason="wrong secret"' err
