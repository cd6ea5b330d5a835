#!/bin/sh
# The index of texts comes and goes, and searches find the same: see search_check.py.
# needs: python3
exec python3 "$CLIENTS/search_check.py"
