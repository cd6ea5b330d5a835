#!/bin/sh
# Nodes that do not check their epoch before they acknowledge: the clients must find that out.
# needs: python3 ip
set -eu
[ "$(id -u)" = 0 ] || { echo "network namespaces need root"; exit 77; }
ip netns add "probe$$" 2>/dev/null || { echo "no network namespaces here"; exit 77; }
ip netns del "probe$$"
exec "$CLIENTS/../../../loadtest/chaos/fence" --mutant --launcher "$LAUNCHER" --directory "$CLIENT_DIR/fence"
