#!/bin/sh
# TLS as openssl sees it: both ways in, the generated certificate verified, old versions refused, nothing taken from the clear.
# needs: openssl
set -eu
trusted=$DATA/tls/generated.crt

# talk ARGUMENTS...: logs in and out through s_client, which verifies the certificate.
talk() {
  {
    sleep 1
    printf 'a LOGIN %s %s\nb LOGOUT\n' "$IMAP_USER" "$IMAP_PASSWORD"
    sleep 2
  } | timeout 30 openssl s_client -quiet -verify_quiet -crlf -verify_return_error -CAfile "$trusted" -verify_ip 127.0.0.1 "$@" >out 2>err
}

# fails TEXT ARGUMENTS...: no handshake, and why.
fails() {
  expected=$1
  shift
  if timeout 30 openssl s_client "$@" </dev/null >out 2>&1; then
    echo "openssl s_client $* succeeded"
    exit 1
  fi
  grep -q "$expected" out || { cat out; exit 1; }
}

for version in tls1_2 tls1_3; do
  talk "-$version" -connect "$IMAP_HOST:$IMAPS_PORT"
  grep -q '^a OK' out
  talk "-$version" -starttls imap -connect "$IMAP_HOST:$IMAP_PORT"
  grep -q '^a OK' out
done
fails 'alert protocol version' -tls1_1 -cipher 'ALL:@SECLEVEL=0' -connect "$IMAP_HOST:$IMAPS_PORT"
fails 'alert handshake failure' -tls1_2 -cipher 'AES128-SHA256' -connect "$IMAP_HOST:$IMAPS_PORT"
fails 'alert protocol version' -tls1_1 -cipher 'ALL:@SECLEVEL=0' -starttls imap -connect "$IMAP_HOST:$IMAP_PORT"

# The key is the server's alone.
[ "$(stat -c %a "$DATA/tls/generated.key")" = 600 ]
