#!/bin/sh
# Starts Keycloak with the realm of this directory. Data of an earlier start is discarded.
set -eu
home=target/keycloak-26.7.3
rm -rf "$home/data"
mkdir -p "$home/data/import"
cp realm.json "$home/data/import/"
exec sh "$home/bin/kc.sh" start --optimized --import-realm --log-level=warn \
  --http-enabled=true --http-host=127.0.0.1 --http-port="$PEER_PORT" --hostname-strict=false
