#!/bin/sh
# A rolling restart of three nodes under load: see roll_check.py.
# needs: python3
exec python3 "$CLIENTS/roll_check.py"
