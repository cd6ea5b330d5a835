#!/bin/sh
# Users in an OpenLDAP of our own on loopback: found by a search over StartTLS, or bound directly over ldaps; it hangs, dies and comes back.
# needs: slapd slapadd slappasswd curl swaks openssl nc python3
set -eu
# shellcheck source=src/test/clients/servers
. "$CLIENTS/servers"


slapd=
server=
binder=
clean_up() {
  for process in $server $binder $slapd; do
    kill -CONT "$process" 2>/dev/null || true
    kill -TERM "$process" 2>/dev/null || true
    wait "$process" || true
  done
}
trap clean_up EXIT

openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
  -keyout key.pem -out cert.pem 2>/dev/null
ldap_port=$(free_port)
ldaps_port=$(free_port)
mkdir db
cat >slapd.conf <<EOF
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile $PWD/slapd.pid
TLSCertificateFile $PWD/cert.pem
TLSCertificateKeyFile $PWD/key.pem
security simple_bind=128
database mdb
suffix "dc=example,dc=org"
directory $PWD/db
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="cn=mail,dc=example,dc=org" read by * none
EOF
person() {
  printf 'dn: uid=%s,ou=people,dc=example,dc=org\nobjectClass: inetOrgPerson\nuid: %s\ncn: %s\nsn: %s\nmail: %s@example.org\nuserPassword: %s\n\n' \
    "$1" "$1" "$1" "$1" "$1" "$(slappasswd -h '{SSHA}' -s "$2")"
}
{
  printf 'dn: dc=example,dc=org\nobjectClass: domain\ndc: example\n\n'
  printf 'dn: ou=people,dc=example,dc=org\nobjectClass: organizationalUnit\nou: people\n\n'
  printf 'dn: cn=mail,dc=example,dc=org\nobjectClass: applicationProcess\nobjectClass: simpleSecurityObject\ncn: mail\nuserPassword: %s\n\n' \
    "$(slappasswd -h '{SSHA}' -s 'service secret')"
  person alice 'alice secret'
  person bob 'bob secret'
} >people.ldif
slapadd -f slapd.conf -l people.ldif

start_slapd() {
  slapd -d 0 -f slapd.conf -h "ldap://127.0.0.1:$ldap_port ldaps://127.0.0.1:$ldaps_port" >>slapd.log 2>&1 &
  slapd=$!
  for _ in $(seq 100); do
    python3 -c 'import socket, sys; socket.create_connection(("127.0.0.1", int(sys.argv[1])))' "$ldap_port" 2>/dev/null && return 0
    kill -0 "$slapd"
    sleep 0.1
  done
  return 1
}

# serve NAME IMAP POP3 LMTP SETTING...: starts a server; its process is $started.
serve() {
  name=$1
  imap=$2
  pop3=$3
  lmtp=$4
  shift 4
  "$LAUNCHER" serve --no-demo --data "$name" --set "imap.port=$imap" --set "pop3.port=$pop3" --set "lmtp.port=$lmtp" --set imaps.port=0 --set pop3s.port=0 \
    --set auth.failureDelayMs=0 "$@" >"$name.out" 2>"$name.err" &
  started=$!
  await_started "$name.out" "$started"
}

# The server's words, whatever curl thinks of them.
imap() {
  curl -sS -v --max-time 20 -u "$1" "imap://127.0.0.1:$imap_port/" 2>&1 || true
}

pop3() {
  curl -sS -v --max-time 20 -u "$1" "pop3://127.0.0.1:$pop3_port/" 2>&1 || true
}

# To the end: who stops reading before sends nothing.
lmtp() {
  swaks --server 127.0.0.1 --protocol LMTP --port "$lmtp_port" --from sender@example.org --to "$1" --timeout 20 --header 'Subject: hello' \
    >delivered 2>&1 || true
  cat delivered
}

start_slapd
imap_port=$(free_port)
pop3_port=$(free_port)
lmtp_port=$(free_port)
mkdir -m 700 searching binding
printf 'service secret\n' >searching/ldap-password
chmod 600 searching/ldap-password
echo 'local secret' | "$LAUNCHER" user add --data searching local
serve searching "$imap_port" "$pop3_port" "$lmtp_port" --set auth.backends=ldap,users --set "ldap.urls=ldap://localhost:$ldap_port" \
  --set "ldap.caFile=$PWD/cert.pem" --set ldap.searchBase=ou=people,dc=example,dc=org --set 'ldap.searchFilter=(|(uid=%u)(mail=%u))' \
  --set ldap.connectTimeoutMs=4000 --set ldap.userAttribute=uid --set ldap.bindDn=cn=mail,dc=example,dc=org --set ldap.bindPasswordFile=ldap-password
server=$started

# Who gets in, by which mechanisms, who gets mail.
curl -sS --max-time 20 "imap://127.0.0.1:$imap_port/" -X CAPABILITY >offered
grep -q 'AUTH=PLAIN AUTH=LOGIN' offered
[ "$(grep -c 'CRAM\|SCRAM' offered)" = 0 ]
imap 'alice:alice secret' | grep -q 'LIST.*INBOX'
imap 'alice@example.org:alice secret' | grep -q 'LIST.*INBOX'
pop3 'bob:bob secret' | grep -q '^< +OK'
# curl does not send an empty password
printf 'a LOGIN alice ""\r\nb LOGOUT\r\n' | nc -w 20 127.0.0.1 "$imap_port" | grep -q '^a NO \[AUTHENTICATIONFAILED\]'
for wrong in 'alice:wrong' 'nobody:alice secret' '*:alice secret' 'alice)(uid=*:alice secret'; do
  imap "$wrong" >refused
  grep -q 'NO \[AUTHENTICATIONFAILED\]' refused
  [ "$(grep -c INBOX refused)" = 0 ]
done
pop3 'bob:alice secret' | grep -q -e '-ERR \[AUTH\]'
lmtp alice@example.org | grep -q '250 2.1.5'
lmtp nobody@example.org | grep -q '550 5.1.1'
curl -sS --max-time 20 -u 'alice:alice secret' "imap://127.0.0.1:$imap_port/INBOX;MAILINDEX=1" | grep -q 'Subject: hello'

# It is left alone for a while after several failures.
recovered() {
  for _ in $(seq 60); do
    imap 'alice:alice secret' | grep -q 'LIST.*INBOX' && return 0
    sleep 0.5
  done
  return 1
}

# It hangs: its own users are told that it is temporary, others get in.
kill -STOP "$slapd"
imap 'alice:alice secret' | grep -q 'NO \[UNAVAILABLE\]'
imap 'local:local secret' | grep -q 'LIST.*INBOX'
kill -CONT "$slapd"
recovered
# It dies and comes back.
kill -KILL "$slapd"
wait "$slapd" || true
imap 'alice:alice secret' | grep -q 'NO \[UNAVAILABLE\]'
pop3 'alice:alice secret' | grep -q -e '-ERR \[SYS/TEMP\]'
lmtp alice@example.org | grep -q '^<.*451 '
imap 'local:local secret' | grep -q 'LIST.*INBOX'
start_slapd
recovered

# Bound directly, nobody is known before the password is checked: mail is kept waiting.
imap_port=$(free_port)
pop3_port=$(free_port)
lmtp_port=$(free_port)
serve binding "$imap_port" "$pop3_port" "$lmtp_port" --set auth.backends=ldap --set "ldap.urls=ldaps://localhost:$ldaps_port" \
  --set ldap.connectTimeoutMs=4000 --set "ldap.caFile=$PWD/cert.pem" --set ldap.userDn=uid=%u,ou=people,dc=example,dc=org
binder=$started
imap 'bob:bob secret' | grep -q 'LIST.*INBOX'
imap 'bob:wrong' | grep -q 'NO \[AUTHENTICATIONFAILED\]'
imap 'bob,ou=people:bob secret' | grep -q 'NO \[AUTHENTICATIONFAILED\]'
lmtp bob@example.org | grep -q '^<.*451 '
