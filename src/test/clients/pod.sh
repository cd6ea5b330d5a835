#!/bin/sh
# The pod of k8s/overlays/one as its manifest says, from what the Dockerfile puts into the image: see pod_check.py.
# needs: kubectl dnsmasq ip unshare nsenter setpriv curl openssl
set -eu
[ "$(id -u)" = 0 ] || { echo "only root can make namespaces"; exit 77; }
unshare --mount --net --propagation private true || { echo "this root may not make namespaces"; exit 77; }
python=python3
"$python" -c 'import yaml' 2>/dev/null || python=/usr/bin/python3
exec unshare --mount --net --propagation private "$python" "$CLIENTS/pod_check.py" "${1:-one}"
