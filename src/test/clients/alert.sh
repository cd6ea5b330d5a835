#!/bin/sh
# bin/godwit alert: idling and busy sessions of one user, and everybody, are told; the alert file at login, changed while the server runs.
# needs: python3
set -eu
# shellcheck source=src/test/clients/servers
. "$CLIENTS/servers"
port=$(free_port)
mkdir -m 700 data
echo secret | "$LAUNCHER" user add --data data alice
echo secret | "$LAUNCHER" user add --data data bob
"$LAUNCHER" serve --no-demo --data data --set "imap.port=$port" --set imap.alertFile=alert >out 2>err &
server=$!
trap 'kill "$server"; wait "$server" || true' EXIT
await_started out "$server"
python3 "$CLIENTS/alert_check.py" "$port" "$LAUNCHER" data
kill "$server"
wait "$server"
trap - EXIT
status=0
"$LAUNCHER" alert --data data --all Hello >said 2>&1 || status=$?
[ "$status" = 1 ]
grep -q 'no server is running on the data directory' said
