#!/bin/sh
# fail2ban's filter sees every failed login, over IMAP and POP3, IPv4 and IPv6, with its address and user, and nothing else:
# no success, and no address that an attacker wrote into a user name. Lines from a file and as they come from the journal.
# needs: fail2ban-regex python3
set -eu
# shellcheck source=src/test/clients/servers
. "$CLIENTS/servers"
imap_port=$(free_port)
pop3_port=$(free_port)
hosts=127.0.0.1
! python3 -c 'import socket; s = socket.socket(socket.AF_INET6); s.bind(("::1", 0))' 2>no6 || hosts=127.0.0.1,::1
mkdir -m 700 data
echo secret | "$LAUNCHER" user add --data data --scheme PLAIN alice
"$LAUNCHER" serve --no-demo --data data --set "listen.hosts=$hosts" --set "imap.port=$imap_port" --set "pop3.port=$pop3_port" \
  --set auth.failureDelayMs=0 --set auth.failureDelayMaxMs=0 >out 2>err &
server=$!
trap 'kill "$server"; wait "$server" || true' EXIT
await_started out "$server"
filter=$CLIENTS/../../../conf/fail2ban/godwit.conf
python3 "$CLIENTS/fail2ban_check.py" "$imap_port" "$pop3_port" "$hosts" err "$filter"
