#!/bin/sh
# fuzz.sh [datagrams] [seed]   sends garbage to codec and reflector, ten million datagrams unless told
# otherwise, in virtual time; fails with seed and datagram if a promise of docs/protocol.md is broken
set -eu
cd "$(dirname -- "$0")/../.."
exec ./mvnw -B -ntp -Dnetsonde.quick -pl probe-agent/trafficsim -am test \
  -Dtest=ReflectorFuzzTest -Dsurefire.failIfNoSpecifiedTests=false \
  -Dnetsonde.fuzz.datagrams="${1:-10000000}" -Dnetsonde.fuzz.seed="${2:-$(date +%s)}"
