#!/bin/sh
# Debian's OpenSMTPD with the lines of docs/lmtp.md takes mail in and delivers it over LMTP through the socket.
# needs: swaks curl python3 unshare dpkg apt-get ldd
# shellcheck disable=SC1091,SC2034,SC2154  # what mta defines and uses
set -eu
. "$CLIENTS/mta"

unpack opensmtpd
smtpd=$place/unpacked/usr/sbin/smtpd
runnable "$smtpd"
system_user opensmtpd 64991
system_user opensmtpq 64992
system_user godwit 64993
start_godwit godwit
# Its directories are compiled in.
own /usr/libexec /var/spool /var/lib /run
cp -r "$place/unpacked/usr/libexec/opensmtpd" /usr/libexec
mkdir -p /var/lib/opensmtpd/empty
mkdir -m 711 /var/spool/smtpd

sed -n '/^\*\*OpenSMTPD\*\*/,/^\*\*Who gets it/s/^    //p' "$CLIENTS/../../../docs/lmtp.md" | sed "s|/run/godwit/lmtp|$lmtp|" >snippet
grep -q 'action "godwit" lmtp' snippet
printf 'listen on 127.0.0.1 port %s hostname mx.example.org\n' "$smtp_port" | cat - snippet >smtpd.conf
"$smtpd" -d -f "$PWD/smtpd.conf" >mta.log 2>&1 &
mta=$!
await_port
deliver_and_look
send --to nobody@example.org --header 'Subject: to nobody'
for _ in $(seq 200); do
  ! grep -q 'to=<nobody@example.org>.*550 5.1.1' mta.log || exit 0
  sleep 0.1
done
cat mta.log
exit 1
