#!/bin/sh
# Users in a PostgreSQL of our own (Debian's programs, loopback, TLS): IMAP, POP3 and LMTP, several kinds of stored passwords, a
# disabled user, a changed password; a database that is down, then back.
# needs: psql pg_createcluster curl swaks openssl python3
set -eu
# shellcheck source=src/test/clients/servers
. "$CLIENTS/servers"
programs=$(find /usr/lib/postgresql/*/bin -maxdepth 0 | sort -V | tail -n 1)

# PostgreSQL refuses to be root, and nobody but root may look into CLIENT_DIR.
place=$(mktemp -d)
chmod 755 "$place"
mkdir "$place/cluster"
as_postgres=
if [ "$(id -u)" = 0 ]; then
  as_postgres="setpriv --reuid=postgres --regid=postgres --clear-groups"
  chown postgres "$place/cluster"
fi
postgres=
server=
clean_up() {
  tail -n 20 err 2>/dev/null || true
  [ -z "$server" ] || kill "$server" || true
  [ -z "$postgres" ] || { kill -INT "$postgres" && wait "$postgres"; } || true
  rm -rf "$place"
}
trap clean_up EXIT

# A certification authority, and a certificate of localhost by it.
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj '/CN=a CA' -keyout ca.key -out ca.pem 2>openssl.log
openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=localhost -keyout server.key -out server.csr 2>>openssl.log
echo subjectAltName=DNS:localhost >names
openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names -out server.crt 2>>openssl.log

db_port=$(free_port)
echo 'of the administrator' >"$place/password"
chmod 644 "$place/password"
(
  cd "$place/cluster"
  $as_postgres "$programs/initdb" -D "$place/cluster/data" -A scram-sha-256 -U postgres --pwfile="$place/password" -E UTF8 --locale=C.UTF-8 --no-sync >initdb.log
)
echo 'hostssl all all 127.0.0.1/32 scram-sha-256' >"$place/cluster/data/pg_hba.conf"
cp server.crt server.key "$place/cluster/data"
[ -z "$as_postgres" ] || chown postgres "$place/cluster/data/server.key"
chmod 600 "$place/cluster/data/server.key"

start_postgres() {
  (cd "$place/cluster" && exec $as_postgres "$programs/postgres" -D "$place/cluster/data" -p "$db_port" -h 127.0.0.1 -k "$place/cluster" -F -c ssl=on) \
    >>"$place/postgres.log" 2>&1 &
  postgres=$!
  tries=0
  until sql 'SELECT 1' >/dev/null 2>&1; do
    tries=$((tries + 1))
    [ $tries -lt 300 ] && kill -0 "$postgres"
    sleep 0.1
  done
}

sql() {
  PGPASSWORD='of the administrator' psql -X -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$db_port" -U postgres -d "${db:-postgres}" -c "$1"
}

start_postgres
sql "CREATE ROLE godwit LOGIN PASSWORD 'of godwit'"
sql 'CREATE DATABASE mail'
db=mail
sql 'CREATE EXTENSION pgcrypto'
sql "CREATE TABLE users (name text PRIMARY KEY, password text, enabled boolean NOT NULL DEFAULT true)"
sql 'GRANT SELECT ON users TO godwit'
echo secret | "$LAUNCHER" user add --data made --scheme SCRAM-SHA-256 scram
verifier=$(cut -d : -f 2 made/users)
sql "INSERT INTO users VALUES ('clear', '{PLAIN}secret'), ('bcrypt', crypt('secret', gen_salt('bf'))), ('scram', '$verifier'),
  ('crypt', '$(openssl passwd -6 secret)'), ('nopassword', NULL)"
sql "INSERT INTO users VALUES ('disabled', '{PLAIN}secret', false)"

port=$(free_port)
pop3_port=$(free_port)
lmtp_port=$(free_port)
echo 'of godwit' >db.password
cat >godwit.yaml <<CONFIGURATION
auth:
  backends: [sql]
  mechanisms: [SCRAM-SHA-256, CRAM-MD5, PLAIN]
  failureDelayMs: 100
  backendTimeoutMs: 60000
sql:
  host: localhost
  port: $db_port
  database: mail
  passwordFile: $PWD/db.password
  tls: verify-full
  caFile: $PWD/ca.pem
  timeoutMs: 60000
  passwordQuery: SELECT password FROM users WHERE name = \$1 AND enabled
CONFIGURATION
mkdir -m 700 data
"$LAUNCHER" serve --no-demo --config godwit.yaml --data data --set "imap.port=$port" --set "pop3.port=$pop3_port" --set "lmtp.port=$lmtp_port" >out 2>err &
server=$!
await_started out "$server"

imap() {
  curl -sS --max-time 20 "$@" "imap://127.0.0.1:$port/"
}

refused() {
  status=0
  imap "$@" >refusal 2>&1 || status=$?
  [ "$status" = 67 ] # CURLE_LOGIN_DENIED
}

deliver() {
  swaks --protocol LMTP --server 127.0.0.1 --port "$lmtp_port" --from sender@example.org --timeout 20 --hide-informational "$@"
}

undeliverable() {
  status=0
  deliver --to "$1" >undelivered 2>&1 || status=$?
  [ "$status" = 24 ]
  grep -q "$2" undelivered
}

for user in clear bcrypt scram crypt; do
  imap --login-options AUTH=PLAIN -u "$user:secret" | grep -q INBOX
  refused --login-options AUTH=PLAIN -u "$user:wrong"
done
imap --login-options AUTH=CRAM-MD5 -u clear:secret | grep -q INBOX
refused --login-options AUTH=CRAM-MD5 -u clear:wrong
refused --login-options AUTH=CRAM-MD5 -u bcrypt:secret
if curl -V | grep -qi gsasl; then
  imap --login-options AUTH=SCRAM-SHA-256 -u scram:secret | grep -q INBOX
  imap --login-options AUTH=SCRAM-SHA-256 -u clear:secret | grep -q INBOX
  refused --login-options AUTH=SCRAM-SHA-256 -u scram:wrong
fi
refused --login-options AUTH=PLAIN -u nobody:secret
refused --login-options AUTH=PLAIN -u disabled:secret
refused --login-options AUTH=PLAIN -u nopassword:secret
refused --login-options AUTH=PLAIN -u "x' OR '1'='1:secret"

deliver --to bcrypt@example.org --header 'Subject: to a user of the database'
curl -sS --max-time 20 --login-options AUTH=PLAIN -u bcrypt:secret "pop3://127.0.0.1:$pop3_port/1" | grep -q 'Subject: to a user of the database'
undeliverable nobody@example.org '550 5.1.1'
undeliverable disabled@example.org '550 5.1.1'

sql "UPDATE users SET password = '{PLAIN}changed' WHERE name = 'clear'"
imap --login-options AUTH=PLAIN -u clear:changed | grep -q INBOX
refused --login-options AUTH=PLAIN -u clear:secret

# Down: nobody is told that a password is wrong, and mail is to be tried again.
kill -INT "$postgres"
wait "$postgres"
imap -v --login-options AUTH=PLAIN -u bcrypt:secret >down 2>&1 || true
grep -q 'NO \[UNAVAILABLE\]' down
curl -v -sS --max-time 20 --login-options AUTH=PLAIN -u bcrypt:secret "pop3://127.0.0.1:$pop3_port/" >down 2>&1 || true
grep -q -e '-ERR \[SYS/TEMP\]' down
undeliverable bcrypt@example.org '^<\*\* 451 4'
undeliverable nobody@example.org '^<\*\* 451 4'

# Back: a back end that did not answer is left alone for some seconds.
start_postgres
tries=0
until imap --login-options AUTH=PLAIN -u bcrypt:secret 2>/dev/null | grep -q INBOX; do
  tries=$((tries + 1))
  [ $tries -lt 60 ]
  sleep 0.5
done
deliver --to bcrypt@example.org --header 'Subject: again'
undeliverable nobody@example.org '550 5.1.1'
