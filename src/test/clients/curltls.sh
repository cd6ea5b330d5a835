#!/bin/sh
# curl on TLS, both ways in; a password that may cross TLS only; certificates that change while the server runs.
# needs: curl openssl
set -eu
# shellcheck source=src/test/clients/servers
. "$CLIENTS/servers"
trusted=$DATA/tls/generated.crt

imap() {
  curl -sS --max-time 20 -u "$IMAP_USER:$IMAP_PASSWORD" "$@"
}

imap --cacert "$trusted" "imaps://$IMAP_HOST:$IMAPS_PORT/" | grep -q INBOX
imap --cacert "$trusted" --ssl-reqd "imap://$IMAP_HOST:$IMAP_PORT/" | grep -q INBOX
imap --cacert "$trusted" "imaps://localhost:$IMAPS_PORT/INBOX;MAILINDEX=1" | grep -q '^Subject: Welcome to Godwit'
if imap "imaps://$IMAP_HOST:$IMAPS_PORT/" >/dev/null 2>&1; then
  echo "curl trusts a certificate that nobody vouches for"
  exit 1
fi
# 4 MB there and back
head -c 3000000 /dev/zero | openssl enc -aes-128-ctr -K 0 -iv 0 2>/dev/null | base64 -w 76 | sed 's/$/\r/' >large.eml
imap --cacert "$trusted" "imaps://$IMAP_HOST:$IMAPS_PORT/INBOX" -T large.eml
imap --cacert "$trusted" --ssl-reqd "imap://$IMAP_HOST:$IMAP_PORT/INBOX;MAILINDEX=6" >back.eml
cmp large.eml back.eml

# A server with certificates of its own, on a link that switches, and passwords on TLS only.
mkdir secret
make_pair() {
  mkdir "secret/..$1"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "/CN=$1" \
    -addext 'subjectAltName=IP:127.0.0.1' -keyout "secret/..$1/tls.key" -out "secret/..$1/tls.crt" 2>/dev/null
}
make_pair first
make_pair second
ln -s ..first secret/..data
ln -s ..data/tls.crt secret/tls.crt
ln -s ..data/tls.key secret/tls.key
clear=$(free_port)
tls=$(free_port)
"$LAUNCHER" serve --data own --set "imap.port=$clear" --set "imaps.port=$tls" --set "tls.certificates=$PWD/secret" \
  --set tls.reloadSeconds=1 --set auth.cleartext=tls >own.out 2>own.err &
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
await_started own.out "$server"
own() {
  curl -sS --max-time 20 -u "demo:$(sed -n 's/^ *password  *//p' own.out)" "$@"
}
own --cacert secret/..first/tls.crt "imaps://127.0.0.1:$tls/" | grep -q INBOX
own --cacert secret/..first/tls.crt --ssl-reqd "imap://127.0.0.1:$clear/" | grep -q INBOX
if own "imap://127.0.0.1:$clear/" >/dev/null 2>&1; then
  echo "a password was taken in clear"
  exit 1
fi
ln -s ..second secret/..next
mv -T secret/..next secret/..data
for _ in $(seq 100); do
  own --cacert secret/..second/tls.crt "imaps://127.0.0.1:$tls/" >/dev/null 2>&1 && break
  sleep 0.1
done
own --cacert secret/..second/tls.crt "imaps://127.0.0.1:$tls/" | grep -q INBOX
kill -TERM "$server"
wait "$server"

# Nobody could log in: told at once.
status=0
"$LAUNCHER" serve --data none --set "imap.port=$clear" --set "tls.certificates=$PWD/none.pem" >out 2>err || status=$?
[ "$status" = 1 ]
grep -q "^godwit: .*none.pem: there is no such file" err
