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
