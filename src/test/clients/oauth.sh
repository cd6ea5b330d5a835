#!/bin/sh
# Tokens of a small provider: curl, mutt and mpop with OAUTHBEARER and XOAUTH2 over IMAP and POP3; keys that change; introspection;
# a provider that is not there; mail for users whom only the provider knows.
# needs: curl mutt mpop script openssl python3
set -eu
# shellcheck source=src/test/clients/servers
. "$CLIENTS/servers"


imap=$(free_port)
imaps=$(free_port)
pop3=$(free_port)
lmtp=$(free_port)
url=imap://127.0.0.1:$imap
server=
python3 "$CLIENTS/oauth_provider.py" "$PWD/provider.port" &
provider=$!

stop() {
  [ -z "$server" ] || { kill "$server"; wait "$server" || true; }
  server=
}
trap 'stop; kill "$provider" 2>/dev/null || true' EXIT

# start SETTING...: a Godwit whose users are the provider's
start() {
  set -- --set auth.backends=oauth2,accounts --set "oauth2.issuer=$issuer" --set oauth2.audiences=godwit --set oauth2.scopes=mail "$@"
  rm -f out err # of the server before: the new one's begin only when it runs
  "$LAUNCHER" serve --no-demo --data data --set "imap.port=$imap" --set "imaps.port=$imaps" --set "pop3.port=$pop3" --set pop3s.port=0 \
    --set "lmtp.port=$lmtp" --set oauth2.keysPauseSeconds=1 "$@" >out 2>err &
  server=$!
  await_started out "$server"
}

# token USER [&NAME=VALUE...]
token() {
  curl -sS --max-time 20 "http://127.0.0.1:$at/token?user=$1"
}

# with USER TOKEN URL...: curl takes OAUTHBEARER if it is offered, else XOAUTH2
with() {
  user=$1
  bearer=$2
  shift 2
  curl -sS --max-time 20 -u "$user:" --oauth2-bearer "$bearer" "$@"
}

denied() {
  status=0
  with "$@" >refused 2>&1 || status=$?
  [ "$status" = 67 ] # CURLE_LOGIN_DENIED
}

# recipient ADDRESS: what LMTP answers
recipient() {
  printf 'LHLO mta.example\r\nMAIL FROM:<x@example.net>\r\nRCPT TO:<%s>\r\nQUIT\r\n' "$1" | timeout 20 curl -sS "telnet://127.0.0.1:$lmtp" | tail -n 2 | head -n 1
}

tries=0
until [ -s provider.port ]; do
  tries=$((tries + 1))
  [ $tries -lt 600 ]
  sleep 0.1
done
at=$(cat provider.port)
issuer=http://127.0.0.1:$at/realms/mail

# --- signed tokens ---
start
with alice none "$url/" -X CAPABILITY -v >capability 2>&1 || true
grep -q 'AUTH=OAUTHBEARER AUTH=XOAUTH2' capability
if grep -q 'AUTH=PLAIN' capability; then exit 1; fi
good=$(token alice)
with alice "$good" "$url/" | grep -q INBOX
with alice "$good" "pop3://127.0.0.1:$pop3/"
with bob "$(token bob)" "$url/" | grep -q INBOX
denied bob "$good" "$url/"
grep -q 'mechanism=OAUTHBEARER user="bob" reason="may not act for another user"' err
denied alice "$(token 'alice&aud=wiki')" "$url/"
denied carol "$(token 'carol&seconds=-600')" "pop3://127.0.0.1:$pop3/"
denied dave "$(token 'dave&scope=openid')" "$url/" -v
grep -q "$(printf '{"status":"insufficient_scope","scope":"mail","openid-configuration":"%s/.well-known/openid-configuration"}' "$issuer" | base64 -w 0)" refused

# a message for mutt, which sends tokens on TLS only, and for mpop
printf 'Subject: by token\r\n\r\nhello\r\n' >message
with alice "$good" -T message "$url/INBOX"

for mechanism in oauthbearer xoauth2; do
  cat >muttrc <<EOF
set folder="imaps://127.0.0.1:$imaps/" spoolfile="imaps://127.0.0.1:$imaps/INBOX" imap_user=alice imap_authenticators=$mechanism
set imap_oauth_refresh_command="curl -sS --max-time 20 http://127.0.0.1:$at/token?user=alice"
set certificate_file=data/tls/generated.crt ssl_verify_host=no quit=yes wait_key=no
push "<first-entry><display-message><exit><quit>"
EOF
  TERM=xterm timeout 60 script -qec "stty rows 40 cols 120; mutt -n -F $PWD/muttrc" /dev/null </dev/null >screen
  grep -q "by token" screen
  cat >mpoprc <<EOF
account default
host 127.0.0.1
port $pop3
tls off
auth $mechanism
user alice
passwordeval curl -sS --max-time 20 http://127.0.0.1:$at/token?user=alice
keep on
uidls_file $PWD/uidls-$mechanism
delivery mbox $PWD/by-mpop-$mechanism
EOF
  chmod 600 mpoprc
  mpop --file mpoprc
  grep -q 'Subject: by token' "by-mpop-$mechanism"
done

# --- a new key ---
curl -sS --max-time 20 "http://127.0.0.1:$at/rotate"
tries=0
until with alice "$(token alice)" "$url/" 2>/dev/null | grep -q INBOX; do # within oauth2.keysPauseSeconds the provider is not asked again
  tries=$((tries + 1))
  [ $tries -lt 5 ]
done

# --- LMTP: an account, a user of the provider perhaps ---
case $(recipient alice@example.org) in 250*) ;; *) exit 1 ;; esac
case $(recipient nobody@example.org) in 451*) ;; *) exit 1 ;; esac
stop
start --set oauth2.usersAreListed=true
case $(recipient alice@example.org) in 250*) ;; *) exit 1 ;; esac
case $(recipient nobody@example.org) in 550*) ;; *) exit 1 ;; esac
stop

# --- introspection ---
echo provider-secret >secret
start --set oauth2.validate=introspection --set oauth2.clientId=godwit --set "oauth2.clientSecretFile=$PWD/secret" --set oauth2.userClaim=username \
  --set auth.mechanisms=XOAUTH2
with alice "$(token alice)" "$url/" | grep -q INBOX
with alice "$(token alice)" "pop3://127.0.0.1:$pop3/"
[ "$(grep -c 'login accepted .* mechanism=XOAUTH2' err)" = 2 ]
denied alice made-up "$url/"
stop

# --- no provider: it starts, says so, and nobody is told that the token is wrong; then there is one ---
kill "$provider"
wait "$provider" || true
start
tries=0
until grep -q 'WARN .*The OAuth 2.0 provider does not answer yet' err; do
  tries=$((tries + 1))
  [ $tries -lt 600 ]
  sleep 0.1
done
with alice "$good" "$url/" -v >later 2>&1 || true
grep -q 'NO \[UNAVAILABLE\]' later
