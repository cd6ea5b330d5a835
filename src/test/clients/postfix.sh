#!/bin/sh
# A Postfix of our own on loopback takes mail in and delivers it over LMTP: through the socket and over TCP, to one and to several.
# needs: postfix swaks curl python3
set -eu
# shellcheck source=src/test/clients/servers
. "$CLIENTS/servers"
if [ "$(id -u)" != 0 ]; then
  echo "only root can start Postfix"
  exit 77
fi


# Postfix must be able to walk to its queue, and to the socket: they have a place that everybody may enter.
place=$(mktemp -d)
chmod 755 "$place"
smtp_port=$(free_port)
imap_port=$(free_port)
lmtp_port=$(free_port)
mkdir "$place/run" "$place/etc" "$place/spool" "$place/lib"
chmod 755 "$place/run"

"$LAUNCHER" serve --no-demo --data "$place/data" --set "imap.port=$imap_port" --set "lmtp.port=$lmtp_port" \
  --set "lmtp.socket=$place/run/lmtp" --set lmtp.socketGroup=postfix >server.out 2>server.err &
server=$!
clean_up() {
  [ ! -d "$place/spool/pid" ] || postfix -c "$place/etc" stop >/dev/null 2>&1 || true
  kill -TERM "$server" 2>/dev/null || true
  wait "$server" || true
  rm -rf "$place"
}
trap clean_up EXIT
await_started server.out "$server"
[ "$(stat -c '%a %G' "$place/run/lmtp")" = "660 postfix" ]
echo secret | "$LAUNCHER" user add --data "$place/data" anna
echo secret | "$LAUNCHER" user add --data "$place/data" berta

chown postfix "$place/lib"
cat >"$place/etc/main.cf" <<EOF
compatibility_level = 3.6
queue_directory = $place/spool
data_directory = $place/lib
mail_owner = postfix
setgid_group = postdrop
myhostname = mx.example.org
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, reject
virtual_mailbox_domains = socket.example, tcp.example
virtual_mailbox_maps =
virtual_transport = lmtp:unix:$place/run/lmtp
transport_maps = inline:{ tcp.example=lmtp:inet:127.0.0.1:$lmtp_port }
recipient_delimiter = +
alias_maps =
alias_database =
maillog_file = $place/spool/postfix.log
maillog_file_prefixes = $place
message_size_limit = 20000000
EOF
cat >"$place/etc/master.cf" <<EOF
127.0.0.1:$smtp_port inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
smtp unix - - n - - smtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
proxymap unix - - n - - proxymap
postlog unix-dgram n - n - 1 postlogd
EOF
postfix -c "$place/etc" start >postfix.out 2>&1 || { cat postfix.out "$place/spool/postfix.log"; exit 1; }

send() {
  swaks --server 127.0.0.1 --port "$smtp_port" --from sender@example.org --timeout 20 --silent 2 "$@"
}

# said USER: the messages in the INBOX of a user.
messages() {
  curl -sS --max-time 20 -u "$1:secret" "imap://127.0.0.1:$imap_port/" -X 'STATUS INBOX (MESSAGES)' | tr -dc '0-9'
}

await() {
  for _ in $(seq 300); do
    [ "$(messages "$1")" = "$2" ] && return 0
    sleep 0.1
  done
  echo "$1 has $(messages "$1") messages and not $2"
  cat "$place/spool/postfix.log" server.err
  exit 1
}

message() {
  curl -sS --max-time 20 -u "$1:secret" "imap://127.0.0.1:$imap_port/INBOX;MAILINDEX=$2"
}

python3 - >large.eml <<'EOF'
print("From: sender@example.org\nTo: anna@socket.example\nSubject: large\n")
for i in range(60000):
    print("." * (i % 3) + "line %d of a message that is larger than what lies in the journal" % i)
EOF

send --to anna@socket.example --header 'Subject: through the socket'
await anna 1
send --to anna@tcp.example,berta@tcp.example --header 'Subject: over TCP'
await anna 2
await berta 1
python3 - "$smtp_port" <<'EOF'
import smtplib, sys
with open("large.eml") as message, smtplib.SMTP("127.0.0.1", int(sys.argv[1])) as postfix:
    postfix.sendmail("sender@example.org", ["anna@socket.example", "berta@socket.example"], message.read())
EOF
await anna 3
await berta 2
send --to nobody@socket.example --header 'Subject: to nobody'

message anna 1 | tr -d '\r' >one.eml
grep -qx 'Return-Path: <sender@example.org>' one.eml
grep -qx 'Delivered-To: anna@socket.example' one.eml
grep -q '^Received: from mx.example.org' one.eml
message berta 1 | tr -d '\r' | grep -qx 'Delivered-To: berta@tcp.example'
message anna 3 | tr -d '\r' | sed '1,/^$/d' >anna.eml
message berta 2 | tr -d '\r' | sed '1,/^$/d' >berta.eml
sed '1,/^$/d' large.eml >sent.eml
cmp anna.eml berta.eml
cmp anna.eml sent.eml
for _ in $(seq 100); do
  grep -q 'nobody@socket.example.*status=bounced.*5.1.1' "$place/spool/postfix.log" && break
  sleep 0.1
done
grep -q 'nobody@socket.example.*status=bounced.*5.1.1' "$place/spool/postfix.log"
# each has their own name in front, and behind it one file for both, on disk once
message anna 3 | tr -d '\r' | sed '/^$/,$d' | grep -qx 'Delivered-To: anna@socket.example'
message berta 2 | tr -d '\r' | sed '/^$/,$d' | grep -qx 'Delivered-To: berta@socket.example'
[ "$(find "$place/data" -name '*.tail' -links 2 | wc -l)" = 2 ]
