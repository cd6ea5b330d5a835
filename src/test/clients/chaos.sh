#!/bin/sh
# Three nodes are killed, stopped, cut off, slowed and restarted, by a seed, while clients write through all of them: nothing may be lost or doubled.
# needs: python3 ip tc
set -eu
[ "$(id -u)" = 0 ] || { echo "network namespaces need root"; exit 77; }
ip netns add "probe$$" 2>/dev/null || { echo "no network namespaces here"; exit 77; }
ip netns del "probe$$"
exec "$CLIENTS/../../../loadtest/chaos/chaos" --minutes 0.6 --hold 6 --accounts 3 --workers 4 --seed 7 --launcher "$LAUNCHER" --directory "$CLIENT_DIR/chaos"
