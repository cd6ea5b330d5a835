#!/bin/sh
# Starting as people do: what goes wrong is one line and a status, both signals end it well, users change while it runs.
set -eu
# shellcheck source=src/test/clients/servers
. "$CLIENTS/servers"
url=imap://$IMAP_HOST:$IMAP_PORT

# fails STATUS TEXT ARGUMENTS...: the command ends with the status, and its only line on standard error has the text.
fails() {
  expected=$1
  text=$2
  shift 2
  status=0
  "$LAUNCHER" "$@" >out 2>err || status=$?
  # The log is for the administrator; what the person at the terminal is told starts with the program's name.
  grep '^godwit: ' err >told || true
  if [ "$status" != "$expected" ] || [ "$(wc -l <told)" != 1 ] || ! grep -qF -- "$text" told || grep -q '^	at ' err; then
    echo "godwit $*: status $status, expected $expected and \"$text\"; said:"
    cat out err
    exit 1
  fi
}

fails 1 "is in use by another server, process " serve --data "$DATA" --set imap.port=1
fails 1 "imap.port: 127.0.0.1 port $IMAP_PORT is in use by another program" serve --data other --set "imap.port=$IMAP_PORT"
fails 1 "--set: there is no setting imap.prot, did you mean imap.port?" serve --data other --set imap.prot=1
fails 1 "--set: imap.port is \"many\", expected a whole number from 0 to 65535" serve --data other --set imap.port=many
fails 1 "http.port: 127.0.0.1 port $IMAP_PORT is in use by another program" serve --data other --set "http.port=$IMAP_PORT"
fails 1 "none.yaml: there is no such file" serve --data other --config none.yaml
printf 'imap:\n  prot: 1\n' >wrong.yaml
fails 1 "wrong.yaml:2: there is no setting imap.prot" serve --data other --config wrong.yaml
GODWIT_MAIL_MAILBOXES=7
export GODWIT_MAIL_MAILBOXES
fails 1 "environment variable GODWIT_MAIL_MAILBOXES: there is no setting" serve --data other
unset GODWIT_MAIL_MAILBOXES
: >file
fails 1 "is not a directory" serve --data file --set "imap.port=$IMAP_PORT"
fails 2 "Unknown option" serve --nonsense

# Users, while the server runs.
echo 'secret one' | "$LAUNCHER" user add --data "$DATA" Alice
curl -sS --max-time 20 -u 'alice:secret one' "$url/" | grep -q INBOX
echo 'secret two' | "$LAUNCHER" user passwd --data "$DATA" alice
if curl -sS --max-time 20 -u 'alice:secret one' "$url/" >out 2>&1; then
  echo "the old password still works"
  exit 1
fi
curl -sS --max-time 20 -u 'ALICE:secret two' "$url/" | grep -q INBOX
"$LAUNCHER" user delete --data "$DATA" alice
if curl -sS --max-time 20 -u 'alice:secret two' "$url/" >out 2>&1; then
  echo "a deleted user logs in"
  exit 1
fi

# SIGINT, as from Ctrl-C; SIGTERM is what ends the server of this check.
port=$(free_port)
python3 - "$port" <<'EOF'
import os, signal, subprocess, sys
server = subprocess.Popen([os.environ["LAUNCHER"], "serve", "--no-demo", "--data", "fresh", "--set", "imap.port=" + sys.argv[1]],
                          stdout=subprocess.PIPE, text=True)
lines = []
for line in server.stdout:
    lines.append(line)
    if "Ctrl-C ends it" in line:
        break
assert not any("password" in line for line in lines), lines
server.send_signal(signal.SIGINT)
assert server.wait(30) == 0, server.returncode
EOF
