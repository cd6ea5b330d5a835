#!/bin/sh
# bin/godwit alert: idling and busy sessions of one user, and everybody, are told; the alert file at login, changed while the server runs.
# needs: python3
set -eu
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
mkdir -m 700 data
echo secret | "$LAUNCHER" user add --data data alice
echo secret | "$LAUNCHER" user add --data data bob
"$LAUNCHER" serve --no-demo --data data --set "imap.port=$port" --set imap.alertFile=alert >out 2>err &
server=$!
trap 'kill "$server"; wait "$server" || true' EXIT
tries=0
until grep -q 'Ctrl-C ends it' out; do
  tries=$((tries + 1))
  [ $tries -lt 600 ] && kill -0 "$server"
  sleep 0.1
done
python3 "$CLIENTS/alert_check.py" "$port" "$LAUNCHER" data
kill "$server"
wait "$server"
trap - EXIT
status=0
"$LAUNCHER" alert --data data --all Hello >said 2>&1 || status=$?
[ "$status" = 1 ]
grep -q 'no server is running on the data directory' said
