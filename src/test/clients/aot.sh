#!/bin/sh
# A start with Java's cache of classes (target/godwit.aot), and without it: missing, damaged, of another place, no room for it in the heap.
# It is always the same start.
# needs: python3
set -eu
home=$(cd "$(dirname "$LAUNCHER")/.." && pwd -P)
[ -s "$home/target/godwit.aot" ] || {
  echo "the build has left no target/godwit.aot"
  exit 1
}

mkdir copy copy/target
cp -R "$home/bin" "$home/conf" copy
cp -R "$home/target/lib" "$home/target/godwit.jar" copy/target

# start NAME: says nothing but what a server says
start() {
  copy/bin/godwit serve --check --no-demo --data "$1.data" --set imap.port="$port" --set imaps.port=0 --set pop3.port=0 --set pop3s.port=0 \
    --set lmtp.port=0 >"$1.out" 2>"$1.err" || {
    cat "$1.out" "$1.err"
    exit 1
  }
  if grep -v -e ' INFO ' -e ' WARN .* root' -e 'warning..gc,ergo. NewSize' "$1.err" ||
    grep -v -e root -e 'warning..gc,ergo. NewSize' "$1.out"; then
    echo "$1: should not be said"
    exit 1
  fi
}

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
start missing
cp "$home/target/godwit.aot" copy/target
start elsewhere
head -c 100000 "$home/target/godwit.aot" >copy/target/godwit.aot
start short
echo "no cache" >copy/target/godwit.aot
start garbage
touch copy/target/godwit.jar
start older

# What Java is told about the heap, sensible or not.
cp "$home/target/godwit.aot" copy/target
for options in -Xmx64m "-Xmn60m -Xms32m" "-Xmx80m -XX:+UseG1GC"; do
  GODWIT_JAVA_OPTS=$options
  export GODWIT_JAVA_OPTS
  start "heap.$options"
done
