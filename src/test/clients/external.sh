#!/bin/sh
# Certificates of clients: openssl makes a CA and two people, who log in with EXTERNAL by curl, mutt, gsasl and openssl s_client.
# needs: curl mutt script gsasl openssl
set -eu
# shellcheck source=src/test/clients/servers
. "$CLIENTS/servers"
imap=$(free_port)
imaps=$(free_port)
pop3=$(free_port)
pop3s=$(free_port)

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj '/O=Example/CN=Example CA' -keyout ca.key -out ca.pem 2>/dev/null
# person FILE SUBJECT [ADDRESS]
person() {
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "$2" -keyout "$1.key" -out "$1.csr" 2>/dev/null
  printf 'basicConstraints=CA:FALSE\n%s' "${3:+subjectAltName=email:$3}" >extensions
  openssl x509 -req -in "$1.csr" -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile extensions -out "$1.pem" 2>/dev/null
}
person alice '/O=Example/CN=Alice Example' alice@example.org
person admin '/O=Example/CN=admin'

mkdir -m 700 data
printf 'alice:{PLAIN}other\nadmin:{PLAIN}other\n' >data/users
"$LAUNCHER" serve --no-demo --data data --set "imap.port=$imap" --set "imaps.port=$imaps" --set "pop3.port=$pop3" \
  --set "pop3s.port=$pop3s" --set lmtp.port=0 --set "tls.clientCa=$PWD/ca.pem" --set mail.defaultDomain=example.org --set auth.admins=admin >out 2>err &
server=$!
trap 'kill "$server"' EXIT
await_started out "$server"
trusted=data/tls/generated.crt

# shown TEXT: the audit log has said so since the last time.
seen=0
shown() {
  tail -n "+$((seen + 1))" err | grep -F "$1"
  seen=$(wc -l <err)
}
accepted='mechanism=EXTERNAL user="alice@example.org" reason="as alice"'

# curl, all four ways in
as() {
  name=$1
  shift
  curl -sS --max-time 20 --cacert "$trusted" --cert "$name.pem" --key "$name.key" --login-options AUTH=EXTERNAL "$@"
}
as alice "imaps://127.0.0.1:$imaps/" -u : | grep -q INBOX
shown "login accepted address=127.0.0.1 protocol=imap $accepted"
as alice --ssl-reqd "imap://127.0.0.1:$imap/" -u : | grep -q INBOX
shown "login accepted address=127.0.0.1 protocol=imap $accepted"
as alice "pop3s://127.0.0.1:$pop3s/" -u :
shown "login accepted address=127.0.0.1 protocol=pop $accepted"
as alice --ssl-reqd "pop3://127.0.0.1:$pop3/" -u :
shown "login accepted address=127.0.0.1 protocol=pop $accepted"
as admin "imaps://127.0.0.1:$imaps/" -u alice: | grep -q INBOX
shown 'mechanism=EXTERNAL user="admin" reason="as alice"'
status=0
as alice "imaps://127.0.0.1:$imaps/" -u admin: >refused 2>&1 || status=$?
[ "$status" = 67 ] # CURLE_LOGIN_DENIED
shown 'login rejected address=127.0.0.1 protocol=imap mechanism=EXTERNAL user="alice@example.org" reason="may not act for another user"'

# Offered exactly to who has shown a certificate.
offered() {
  {
    sleep 1
    printf 'a CAPABILITY\nb LOGOUT\n'
    sleep 1
  } | timeout 30 openssl s_client -quiet -verify_quiet -crlf -CAfile "$trusted" -connect "127.0.0.1:$imaps" "$@" 2>/dev/null
}
offered -cert alice.pem -key alice.key | grep -q 'AUTH=EXTERNAL'
offered >without
grep -q 'AUTH=SCRAM-SHA-256-PLUS' without
! grep -q 'AUTH=EXTERNAL' without || exit 1

# mutt and gsasl
cat alice.pem alice.key >alice.both
cat >muttrc <<EOF
set certificate_file="$PWD/$trusted" ssl_client_cert="$PWD/alice.both" ssl_force_tls=yes ssl_verify_host=no quit=yes wait_key=no folder="$PWD"
set imap_authenticators=external pop_authenticators=external imap_user=alice pop_user=alice
EOF
press() {
  TERM=xterm timeout 60 script -qec "stty rows 40 cols 120; mutt -n -F $PWD/muttrc -f '$1' -e 'push \"<quit>\"'" /dev/null </dev/null >screen
}
press "imaps://alice@127.0.0.1:$imaps/INBOX"
shown "login accepted address=127.0.0.1 protocol=imap $accepted"
press "pops://alice@127.0.0.1:$pop3s/"
shown "login accepted address=127.0.0.1 protocol=pop $accepted"
gsasl --imap --connect "localhost:$imap" --mechanism EXTERNAL --authorization-id alice --x509-ca-file "$trusted" \
  --x509-cert-file alice.pem --x509-key-file alice.key </dev/null >gsasl.out 2>&1 || { cat gsasl.out; exit 1; }
shown "login accepted address=127.0.0.1 protocol=imap $accepted"
