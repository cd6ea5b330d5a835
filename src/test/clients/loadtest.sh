#!/bin/sh
# The load tests work: a line of each kind, with a load too short to tell anything.
# needs: cc python3
set -eu
tests=$(cd "$(dirname "$LAUNCHER")/../loadtest" && pwd -P)

"$tests/compare/compare" --godwit-only --quick --ops noop,append,idle --directory "$CLIENT_DIR" --results results >page
grep -q '^| noop | 8 | [1-9]' page
grep -q '^| append | 8 | [1-9]' page
grep -q 'in IDLE.*: Godwit' page
if grep -q 'Errors in' page; then
  cat page
  exit 1
fi
"$tests/growth/growth" --messages 0 --mailboxes 10 --accounts 0 --connections 4 --seconds 0.3 \
  --directory "$CLIENT_DIR" --results results >page
grep -q '^| select | [1-9]' page
"$tests/start/start" --accounts 2 --runs 1 --directory "$CLIENT_DIR" --results results >page
grep -q '^| 2 | [0-9]' page
"$tests/memory/memory" --steps idle,sessions,huge_mailbox --connections 20 --messages 3000 --seconds 0.2 --rest 0.5 --directory "$CLIENT_DIR" --results results >page
grep -q '^| a mailbox of 3,000 messages selected | +*-*[0-9]' page
