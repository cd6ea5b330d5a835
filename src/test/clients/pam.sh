#!/bin/sh
# Users of the system, checked by Debian's PAM modules: a user made for this check, wrong passwords, locked and expired accounts; a server that
# has given root up, with and without what pam_unix needs then; users in a file of their own. The system's own PAM services are neither used nor changed.
# needs: curl swaks useradd userdel usermod chpasswd chage openssl python3
set -eu
# shellcheck source=src/test/clients/servers
. "$CLIENTS/servers"
if [ "$(id -u)" != 0 ]; then
  echo "only root can make users"
  exit 77
fi
if ! find /lib /usr/lib -name pam_pwdfile.so | grep -q .; then
  echo "libpam-pwdfile is not installed"
  [ -z "${CLIENTS_REQUIRED:-}" ] && exit 77
  exit 1
fi


user=godwit-user-$$
keeper=godwit-keeper-$$
other=godwit-other-$$
place=$(mktemp -d)
chmod 755 "$place"
servers=
clean_up() {
  for server in $servers; do
    kill -TERM "$server" 2>/dev/null || true
    wait "$server" || true
  done
  for name in "$user" "$keeper" "$other"; do
    userdel "$name" 2>/dev/null || true
  done
  rm -rf "$place"
}
trap clean_up EXIT

useradd --no-create-home --shell /usr/sbin/nologin "$user"
echo "$user:system secret" | chpasswd
useradd --system --no-create-home --shell /usr/sbin/nologin --groups shadow "$keeper"
useradd --system --no-create-home --shell /usr/sbin/nologin "$other"

mkdir "$place/pam.d"
printf 'auth required pam_deny.so\naccount required pam_deny.so\n' >"$place/pam.d/other"
printf 'auth required pam_unix.so\naccount required pam_unix.so\n' >"$place/pam.d/system"
printf 'auth required pam_pwdfile.so pwdfile %s\naccount required pam_permit.so\n' "$place/people" >"$place/pam.d/virtual"
printf 'virtual:%s\n' "$(openssl passwd -6 'virtual secret')" >"$place/people"

# serve NAME SETTING...: starts a server and sets its ports.
serve() {
  name=$1
  shift
  imap_port=$(free_port)
  pop3_port=$(free_port)
  lmtp_port=$(free_port)
  "$LAUNCHER" serve --no-demo --data "$place/$name" --set "imap.port=$imap_port" --set "pop3.port=$pop3_port" --set "lmtp.port=$lmtp_port" \
    --set imaps.port=0 --set pop3s.port=0 --set auth.failureDelayMs=0 --set auth.backends=pam --set "pam.directory=$place/pam.d" \
    "$@" >"$name.out" 2>"$name.err" &
  servers="$servers $!"
  await_started "$name.out" "${servers##* }"
}

imap() {
  curl -sS -v --max-time 20 -u "$1" "imap://127.0.0.1:$imap_port/" >said 2>&1 || true
  cat said
}

pop3() {
  curl -sS -v --max-time 20 -u "$1" "pop3://127.0.0.1:$pop3_port/" >said 2>&1 || true
  cat said
}

lmtp() {
  swaks --server 127.0.0.1 --protocol LMTP --port "$lmtp_port" --from sender@example.org --to "$1@example.org" --timeout 20 \
    --header 'Subject: hello' >said 2>&1 || true
  cat said
}

# Without root, a member of the group shadow.
serve as-keeper --user "$keeper" --set pam.service=system
curl -sS --max-time 20 "imap://127.0.0.1:$imap_port/" -X CAPABILITY >offered
grep -q 'AUTH=PLAIN AUTH=LOGIN' offered
[ "$(grep -c 'CRAM\|SCRAM' offered)" = 0 ]
imap "$user:system secret" | grep -q 'LIST.*INBOX'
pop3 "$user:system secret" | grep -q '^< +OK'
imap "$user:wrong" | grep -q 'NO \[AUTHENTICATIONFAILED\]'
imap "no-$user:system secret" | grep -q 'NO \[AUTHENTICATIONFAILED\]'
pop3 "$user:wrong" | grep -q -e '-ERR \[AUTH\]'
lmtp "$user" | grep -q '250 2.1.5'
lmtp "no-$user" | grep -q '550 5.1.1'
lmtp root | grep -q '550 5.1.1'
curl -sS --max-time 20 -u "$user:system secret" "imap://127.0.0.1:$imap_port/INBOX;MAILINDEX=1" | grep -q 'Subject: hello'
usermod --lock "$user"
imap "$user:system secret" | grep -q 'NO \[AUTHENTICATIONFAILED\]'
usermod --unlock "$user"
imap "$user:system secret" | grep -q 'LIST.*INBOX'
chage --expiredate 0 "$user"
imap "$user:system secret" | grep -q 'NO \[AUTHENTICATIONFAILED\]'
grep -q "PAM does not let $user in: " as-keeper.err
chage --expiredate -1 "$user"
chage --lastday 0 "$user"
imap "$user:system secret" | grep -q 'NO \[AUTHENTICATIONFAILED\]'
chage --lastday 19000 "$user"

# Users whom only PAM knows.
serve virtual --set pam.service=virtual --set pam.systemUsers=false --user "$other"
imap 'virtual:virtual secret' | grep -q 'LIST.*INBOX'
imap 'virtual:wrong' | grep -q 'NO \[AUTHENTICATIONFAILED\]'
imap 'nobody:virtual secret' | grep -q 'NO \[AUTHENTICATIONFAILED\]'
lmtp virtual | grep -q '^<.*451 '

# Without root and without that group pam_unix cannot tell.
serve as-other --user "$other" --set pam.service=system
imap "$user:system secret" | grep -q 'NO \[UNAVAILABLE\]'
pop3 "$user:system secret" | grep -q -e '-ERR \[SYS/TEMP\]'
