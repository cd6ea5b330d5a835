#!/bin/sh
# Mail that nobody here wrote, through APPEND and FETCH, against Python's email package: see corpus_check.py. The messages are
# those of src/test/resources/corpus and the test data of some Debian packages, which are downloaded and unpacked, not installed.
# needs: python3
set -eu
mkdir debian
if command -v apt-get >/dev/null && command -v dpkg >/dev/null; then
  testsuite=$(apt-cache pkgnames libpython3 | grep -E '^libpython3\.[0-9]+-testsuite$' | sort -V | tail -n 1)
  # From the first, 2,403 letters of people to lists (SpamAssassin's public corpus); from the others, what breaks parsers.
  for package in golang-github-gatherstars-com-jwz-dev python3-flufl.bounce golang-github-jhillyerd-enmime-dev mailman3 $testsuite; do
    if apt-get download -qq "$package" >apt.log 2>&1 && dpkg -x "$package"_*.deb "debian/$package"; then
      rm -f "$package"_*.deb
    else
      echo "skipped: $package: $(tail -n 1 apt.log)"
    fi
  done
else
  echo "skipped: the test data of Debian's packages: this is no Debian"
fi
python3 "$CLIENTS/corpus_check.py" "$CLIENTS/../resources/corpus" debian
