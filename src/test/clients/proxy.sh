#!/bin/sh
# HAProxy and nginx in front of the server, with the PROXY protocol, versions 1 and 2; and curl, which speaks version 1 itself.
# needs: haproxy nginx curl python3
set -eu
# shellcheck source=src/test/clients/servers
. "$CLIENTS/servers"
stream=/usr/lib/nginx/modules/ngx_stream_module.so
[ -e "$stream" ] || { echo "nginx has no stream module (libnginx-mod-stream)"; exit 77; }
client=127.0.0.7


imap=$(free_port)
imaps=$(free_port)
lmtp=$(free_port)
v1=$(free_port)
v2=$(free_port)
tls_here=$(free_port)
tls_ended=$(free_port)
lmtp_proxied=$(free_port)
nginx_port=$(free_port)

# The server: 127.0.0.1 is where the proxies are, and nobody else.
printf 'alice:{PLAIN}pass\n' >users
chmod 600 users
"$LAUNCHER" serve --no-demo --data data --set "auth.usersFile=$PWD/users" --set "imap.port=$imap" --set "imaps.port=$imaps" \
  --set "lmtp.port=$lmtp" --set proxy.networks=127.0.0.1 --set proxy.listeners=imap,imaps,lmtp \
  --set limits.perAddressMax=50 >server.out 2>server.err &
server=$!
haproxy=
nginx=
end() {
  for process in $haproxy $nginx $server; do
    kill "$process" 2>/dev/null || true
  done
}
trap end EXIT
await_started server.out "$server"
trusted=data/tls/generated.crt
cp data/tls/generated.key haproxy.pem
chmod 600 haproxy.pem

cat >haproxy.cfg <<END
defaults
  mode tcp
  timeout connect 5s
  timeout client 1m
  timeout server 1m
listen imap
  bind 127.0.0.1:$v1
  server godwit 127.0.0.1:$imap send-proxy
listen imap-v2
  bind 127.0.0.1:$v2
  server godwit 127.0.0.1:$imap send-proxy-v2 check inter 100ms
listen imaps
  bind 127.0.0.1:$tls_here
  server godwit 127.0.0.1:$imaps send-proxy-v2
listen imaps-ended
  bind 127.0.0.1:$tls_ended ssl crt $PWD/haproxy.pem
  server godwit 127.0.0.1:$imap send-proxy-v2-ssl
listen lmtp
  bind 127.0.0.1:$lmtp_proxied
  server godwit 127.0.0.1:$lmtp send-proxy-v2
END
cat >nginx.conf <<END
load_module $stream;
daemon off;
master_process off;
pid $PWD/nginx.pid;
error_log $PWD/nginx.err;
events {}
stream {
  server {
    listen 127.0.0.1:$nginx_port;
    proxy_pass 127.0.0.1:$imap;
    proxy_protocol on;
  }
}
END
haproxy -f haproxy.cfg -db >haproxy.out 2>&1 &
haproxy=$!
nginx -p "$PWD" -e "$PWD/nginx.err" -c "$PWD/nginx.conf" >nginx.out 2>&1 &
nginx=$!

# greets PORT: what somebody is told who connects, from the client's address.
greets() {
  python3 - "$1" "$client" <<'END'
import socket, sys, time
for _ in range(200):
    try:
        connection = socket.create_connection(("127.0.0.1", int(sys.argv[1])), 10, (sys.argv[2], 0))
        break
    except ConnectionRefusedError:
        time.sleep(0.05)
print(connection.makefile().readline().strip())
END
}

# In clear, a proxied client is not one of this machine.
for port in "$v1" "$v2" "$nginx_port"; do
  greets "$port" >greeting
  grep -q '^\* OK .*STARTTLS.*LOGINDISABLED' greeting || { cat greeting; exit 1; }
done

list() {
  curl -sS --max-time 20 --interface "$client" --cacert "$trusted" -u alice:pass "$@" >out
  grep -q INBOX out
}

# The address in the log is the client's, whatever lies between.
expect_logins() {
  [ "$(grep -c "login accepted address=$client " server.err)" = "$1" ] || { cat server.err; exit 1; }
}

list --ssl-reqd "imap://127.0.0.1:$v1/"
list --ssl-reqd "imap://127.0.0.1:$v2/"
list --ssl-reqd "imap://127.0.0.1:$nginx_port/"
list "imaps://127.0.0.1:$tls_here/"
# The proxy ends TLS and says so: a password is as safe as with TLS to here.
list "imaps://127.0.0.1:$tls_ended/"
expect_logins 5

# curl as a proxy: from the address of one it is believed, from another it is not.
curl -sS --max-time 20 --haproxy-protocol --cacert "$trusted" -u alice:pass "imaps://127.0.0.1:$imaps/" | grep -q INBOX
grep -q 'login accepted address=127.0.0.1 ' server.err
if list --haproxy-protocol "imaps://127.0.0.1:$imaps/" 2>err; then
  echo "a header was believed that came from elsewhere"
  exit 1
fi

# From a proxy's address without a header: refused.
python3 - "$imap" <<'END'
import socket, sys
connection = socket.create_connection(("127.0.0.1", int(sys.argv[1])), 10)
connection.settimeout(20)
connection.sendall(b"a NOOP\r\n")
try:
    assert connection.recv(1) == b""
except ConnectionResetError:
    pass
END

# LMTP: the Received field has the client's address.
python3 - "$lmtp_proxied" "$client" <<'END'
import smtplib, sys
client = smtplib.LMTP("127.0.0.1", int(sys.argv[1]), source_address=(sys.argv[2], 0))
client.sendmail("bob@example.org", ["alice"], "Subject: through a proxy\r\n\r\nHello.\r\n")
client.quit()
END
curl -sS --max-time 20 --interface "$client" --cacert "$trusted" -u alice:pass "imaps://127.0.0.1:$tls_here/INBOX;MAILINDEX=1" | grep -q "\[$client\]"

# HAProxy's own checks (LOCAL) were neither refused nor taken for a client's.
if grep 'Proxy 127.0.0.1:' server.err | grep -v 'no PROXY header'; then
  exit 1
fi
