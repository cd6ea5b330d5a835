#!/bin/sh
# GNU SASL's client with each mechanism that it has and the server offers, with channel binding on TLS; Cyrus SASL's with OTP and
# others. The audit log says which was used.
# needs: gsasl openssl /usr/lib/cyrus/bin/imtest /usr/lib/cyrus/bin/pop3test
set -eu
# shellcheck source=src/test/clients/servers
. "$CLIENTS/servers"
imap=$(free_port)
pop3=$(free_port)
mkdir -m 700 data
printf 'alice:{PLAIN}secret\nadmin:{PLAIN}secret\nguest:{PLAIN}unknown\n' >data/users
echo 'This is a test.' | "$LAUNCHER" user otp --data data alice >otp.list
grep -q '^  500 ' otp.list
"$LAUNCHER" serve --no-demo --data data --set "imap.port=$imap" --set imaps.port=0 --set "pop3.port=$pop3" --set pop3s.port=0 \
  --set lmtp.port=0 --set auth.anonymousUser=guest --set auth.admins=admin --set auth.failureDelayMs=0 >out 2>err &
server=$!
trap 'kill "$server"' EXIT
await_started out "$server"

# shown TEXT: the audit log has said so since the last time.
seen=0
shown() {
  tail -n "+$((seen + 1))" err | grep -F "$1" || { echo "not shown: $1"; exit 1; }
  seen=$(wc -l <err)
}

# gnu MECHANISM ARGUMENTS...
gnu() {
  mechanism=$1
  shift
  timeout 30 gsasl --imap --connect "localhost:$imap" --x509-ca-file data/tls/generated.crt --mechanism "$mechanism" "$@" </dev/null >gsasl.out 2>&1
}
for mechanism in SCRAM-SHA-256-PLUS SCRAM-SHA-1-PLUS SCRAM-SHA-256 SCRAM-SHA-1 CRAM-MD5 PLAIN LOGIN; do
  # what binds, on TLS; the rest in clear: libgsasl does without a binding only where there is none
  case $mechanism in
    *-PLUS) clear= ;;
    *) clear=--no-starttls ;;
  esac
  # shellcheck disable=SC2086  # an option or none
  gnu "$mechanism" $clear --authentication-id alice --password secret || { cat gsasl.out; exit 1; }
  shown "login accepted address=127.0.0.1 protocol=imap mechanism=$mechanism user=\"alice\" reason=\"\""
  # shellcheck disable=SC2086
  gnu "$mechanism" $clear --authentication-id alice --password wrong || true
  shown "login rejected address=127.0.0.1 protocol=imap mechanism=$mechanism user=\"alice\""
done
gnu SCRAM-SHA-256-PLUS --authentication-id admin --password secret --authorization-id alice
shown 'mechanism=SCRAM-SHA-256-PLUS user="admin" reason="as alice"'
gnu ANONYMOUS --anonymous-token trace
shown 'mechanism=ANONYMOUS user="trace" reason="as guest"'

# Cyrus: OTP computes the passwords from the pass phrase by itself.
cyrus() {
  program=$1
  shift
  echo 'a LOGOUT' | timeout 30 "/usr/lib/cyrus/bin/$program" -a alice -u alice "$@" localhost >cyrus.out 2>&1 || true
}
cyrus imtest -p "$imap" -m OTP -w 'This is a test.'
shown 'login accepted address=127.0.0.1 protocol=imap mechanism=OTP user="alice"'
cyrus pop3test -p "$pop3" -m OTP -w 'This is a test.'
shown 'login accepted address=127.0.0.1 protocol=pop mechanism=OTP user="alice"'
"$LAUNCHER" user otp --data data alice --show | grep -q ', 498 left'
for mechanism in SCRAM-SHA-256 CRAM-MD5 PLAIN; do
  cyrus imtest -p "$imap" -m "$mechanism" -w secret
  shown "login accepted address=127.0.0.1 protocol=imap mechanism=$mechanism user=\"alice\""
done
cyrus imtest -p "$imap" -m OTP -w 'This is no test.'
shown 'login rejected address=127.0.0.1 protocol=imap mechanism=OTP user="alice"'
