#!/bin/sh
# Started as root and told a user: every thread and every file is that user's before anybody is served.
# needs: curl
set -eu
# shellcheck source=src/test/clients/servers
. "$CLIENTS/servers"
if [ "$(id -u)" != 0 ]; then
  echo "only root can give root up"
  exit 77
fi

# The check's own directory is root's alone: that must be said, and nothing served.
status=0
"$LAUNCHER" serve --user nobody --data "$CLIENT_DIR/data" --set imap.port=143 >out 2>err || status=$?
[ "$status" = 1 ]
grep -q '^godwit: user: nobody may not use ' err

place=$(mktemp -d)
chmod 755 "$place"
"$LAUNCHER" serve --user nobody --data "$place/data" --set imap.port=143 >out 2>err &
server=$!
trap 'kill "$server" 2>/dev/null || true; rm -rf "$place"' EXIT
await_started out "$server"
if grep '^[UG]id:' "/proc/$server/task"/*/status | grep -v "	$(id -u nobody)	$(id -u nobody)	\|	$(id -g nobody)	$(id -g nobody)	"; then
  echo "a thread is not nobody's"
  exit 1
fi
[ -z "$(find "$place/data" ! -user nobody)" ]
password=$(sed -n 's/^ *password  *//p' out)
curl -sS --max-time 20 -u "demo:$password" "imap://127.0.0.1:143/" | grep -q INBOX

# What root adds, the server can read.
echo secret | "$LAUNCHER" user add --data "$place/data" alice
curl -sS --max-time 20 -u alice:secret "imap://127.0.0.1:143/" | grep -q INBOX
kill -TERM "$server"
wait "$server"
