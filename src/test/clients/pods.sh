#!/bin/sh
# The three pods of k8s/overlays/three, which find each other in the DNS: see pod_check.py.
# needs: kubectl dnsmasq ip unshare nsenter setpriv curl openssl
exec sh "$CLIENTS/pod.sh" three
