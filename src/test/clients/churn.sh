#!/bin/sh
# Compaction in an account that is in use: see churn_check.py.
# needs: python3
exec python3 "$CLIENTS/churn_check.py"
