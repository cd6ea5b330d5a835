#!/bin/sh
# Debian's Exim with the router and transport of docs/lmtp.md takes mail in and delivers it over LMTP through the socket.
# needs: swaks curl python3 unshare dpkg apt-get ldd
# shellcheck disable=SC1091,SC2034,SC2154  # what mta defines and uses
set -eu
. "$CLIENTS/mta"

unpack exim4-daemon-light
exim=$place/unpacked/usr/sbin/exim4
runnable "$exim"
system_user Debian-exim 64990
start_godwit Debian-exim
mkdir "$place/spool" "$place/log"
chown Debian-exim "$place/spool" "$place/log"

# The section of docs/lmtp.md, as it stands there.
sed -n '/^\*\*Exim\*\*/,/^\*\*OpenSMTPD\*\*/s/^    //p' "$CLIENTS/../../../docs/lmtp.md" | sed "s|/run/godwit/lmtp|$lmtp|" >snippet
grep -q 'driver = lmtp' snippet
sed -n '/^begin routers/,/^begin transports/p' snippet | sed '$d' >routers
sed -n '/^begin transports/,$p' snippet >transports
mkdir -p /etc/exim4
cat - routers transports >/etc/exim4/exim4.conf <<EOF
primary_hostname = mx.example.org
spool_directory = $place/spool
log_file_path = $place/log/%slog
exim_path = $exim
exim_user = Debian-exim
exim_group = Debian-exim
domainlist local_domains = example.org
local_interfaces = 127.0.0.1
daemon_smtp_ports = $smtp_port
keep_environment =
tls_advertise_hosts =
acl_smtp_rcpt = accept
acl_smtp_data = accept
EOF
"$exim" -bdf -q5s >mta.log 2>&1 &
mta=$!
await_port
deliver_and_look
message anna INBOX 1 | grep -q '^Received: from mx.example.org'
send --to nobody@example.org --header 'Subject: to nobody'
for _ in $(seq 200); do
  ! grep -q 'nobody@example.org.*550 5.1.1' "$place/log/mainlog" || exit 0
  sleep 0.1
done
cat "$place/log/mainlog"
exit 1
