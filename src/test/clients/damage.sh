#!/bin/sh
# Flipped bits, cut and missing files of every kind: see damage_check.py.
# needs: python3
exec python3 "$CLIENTS/damage_check.py"
