#!/bin/sh
# Unpacks Keycloak and builds it for its start, which would otherwise do so.
set -eu
version=26.7.3
[ -d "target/keycloak-$version" ] ||
  mvn -q -B dependency:unpack "-Dartifact=org.keycloak:keycloak-quarkus-dist:$version:zip" -DoutputDirectory=target
exec sh "target/keycloak-$version/bin/kc.sh" build --db=dev-file
