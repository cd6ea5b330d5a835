#!/bin/sh
# Kerberos: a KDC of our own, kinit, then curl, mutt and gsasl with GSSAPI over IMAP and POP3. The server has a keytab and no krb5.conf.
# needs: curl mutt script gsasl krb5kdc kdb5_util kadmin.local kinit klist
set -eu
# shellcheck source=src/test/clients/servers
. "$CLIENTS/servers"
kdc_port=$(free_port)
imap=$(free_port)
pop3=$(free_port)
export KRB5_CONFIG="$PWD/krb5.conf" KRB5_KDC_PROFILE="$PWD/kdc.conf" KRB5CCNAME="FILE:$PWD/tickets"
cat >krb5.conf <<EOF
[libdefaults]
  default_realm = EXAMPLE.ORG
  dns_lookup_kdc = false
  dns_canonicalize_hostname = false
  rdns = false
  udp_preference_limit = 1
[realms]
  EXAMPLE.ORG = {
    kdc = 127.0.0.1:$kdc_port
  }
[domain_realm]
  localhost = EXAMPLE.ORG
EOF
cat >kdc.conf <<EOF
[realms]
  EXAMPLE.ORG = {
    database_name = $PWD/principal
    key_stash_file = $PWD/stash
    kdc_listen = 127.0.0.1:$kdc_port
    kdc_tcp_listen = 127.0.0.1:$kdc_port
  }
[logging]
  kdc = FILE:$PWD/kdc.log
EOF
kdb5_util create -s -r EXAMPLE.ORG -P master >/dev/null
for user in alice admin; do
  kadmin.local addprinc -pw secret "$user" >/dev/null
done
kadmin.local addprinc -randkey imap/localhost >/dev/null
kadmin.local addprinc -randkey pop/localhost >/dev/null
kadmin.local ktadd -k "$PWD/godwit.keytab" imap/localhost pop/localhost >/dev/null
krb5kdc -n &
kdc=$!
server=
trap 'kill "$kdc" $server' EXIT

mkdir -m 700 data
printf 'alice:{PLAIN}other\nadmin:{PLAIN}other\n' >data/users
env -u KRB5_CONFIG GODWIT_JAVA_OPTS="-Djava.security.krb5.conf=$PWD/none" "$LAUNCHER" serve --no-demo --data data \
  --set "imap.port=$imap" --set imaps.port=0 --set "pop3.port=$pop3" --set pop3s.port=0 --set lmtp.port=0 \
  --set "kerberos.keytab=$PWD/godwit.keytab" --set auth.admins=admin --set auth.failureDelayMs=0 >out 2>err &
server=$!
await_started out "$server" "$kdc"
tries=0
until echo secret | kinit alice >/dev/null 2>&1; do
  tries=$((tries + 1))
  [ $tries -lt 300 ] && kill -0 "$kdc"
  sleep 0.2
done
klist | grep -q 'krbtgt/EXAMPLE.ORG'

# shown TEXT: the audit log has said so since the last time.
seen=0
shown() {
  tail -n "+$((seen + 1))" err | grep -F "$1"
  seen=$(wc -l <err)
}

curl -sS --max-time 20 "imap://localhost:$imap/" -u alice@EXAMPLE.ORG: --login-options AUTH=GSSAPI | grep -q INBOX
shown 'login accepted address=127.0.0.1 protocol=imap mechanism=GSSAPI user="alice"'
curl -sS --max-time 20 "pop3://localhost:$pop3/" -u alice@EXAMPLE.ORG: --login-options AUTH=GSSAPI
shown 'login accepted address=127.0.0.1 protocol=pop mechanism=GSSAPI user="alice"'

# mutt, both protocols
press() {
  TERM=xterm timeout 60 script -qec "stty rows 40 cols 120; mutt -n -F $PWD/muttrc -f '$1' -e 'push \"<quit>\"'" /dev/null </dev/null >screen
}
cat >muttrc <<EOF
set ssl_starttls=no ssl_force_tls=no quit=yes wait_key=no folder="$PWD"
set imap_authenticators=gssapi pop_authenticators=gssapi imap_user=alice pop_user=alice
EOF
press "imap://alice@localhost:$imap/INBOX"
shown 'login accepted address=127.0.0.1 protocol=imap mechanism=GSSAPI user="alice"'
press "pop://alice@localhost:$pop3/"
shown 'login accepted address=127.0.0.1 protocol=pop mechanism=GSSAPI user="alice"'

gsasl --imap --connect "localhost:$imap" --no-starttls --mechanism GSSAPI --service imap --hostname localhost \
  --authentication-id alice --authorization-id "" --quality-of-protection qop-auth </dev/null >gsasl.out 2>&1 || { cat gsasl.out; exit 1; }
shown 'login accepted address=127.0.0.1 protocol=imap mechanism=GSSAPI user="alice"'
