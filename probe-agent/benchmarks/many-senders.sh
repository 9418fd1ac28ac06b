#!/usr/bin/env bash
# many-senders.sh [SENDERS [PACKETS_PER_SECOND_EACH [SECONDS]]]
# That many senders in one process against one reflector in another, over loopback: what was lost, and
# processor time and memory of both. Beside it, the same packet rate from 100 irtt clients to an irtt
# server, where irtt is installed: the reflector's processor time a packet as a ratio.
set -euo pipefail
senders=${1:-1000} rate=${2:-10} seconds=${3:-30}
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
port=15111

say() { printf '%s\n' "$*"; }
# cpu PID: processor seconds so far; rss PID: peak MB.
cpu() { awk -v hz="$(getconf CLK_TCK)" '{ print ($14 + $15) / hz }' "/proc/$1/stat"; }
rss() { awk '/VmHWM/ { printf "%.0f", $2 / 1024 }' "/proc/$1/status"; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }

"$root/netsonde" version >/dev/null
(cd -- "$root" && ./mvnw -q -B --no-transfer-progress -Dnetsonde.quick -DskipTests -pl probe-agent/benchmarks -am package)
java=$("$root/netsonde" --find-java)
lib=$root/probe-agent/agent/target

trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
"$java" -XX:+UseSerialGC -cp "$lib/netsonde-agent.jar:$lib/lib/*" io.netsonde.agent.Main \
  reflect --listen 127.0.0.1:$port --allow any >/tmp/many-senders.$$ &
reflector=$!
until grep -q reflecting /tmp/many-senders.$$ 2>/dev/null; do sleep 0.1; done
rm -f /tmp/many-senders.$$

"$java" -XX:+UseSerialGC -cp "$root/probe-agent/benchmarks/target/classes:$lib/lib/*" \
  io.netsonde.benchmarks.ManySenders 127.0.0.1 $port "$senders" $((1000 / rate)) $((rate * seconds)) &
sending=$!
peak=0 used=0
while kill -0 $sending 2>/dev/null; do
  used=$(cpu $sending 2>/dev/null || echo "$used")
  peak=$(rss $sending 2>/dev/null || echo "$peak")
  sleep 0.5
done
status=0
wait $sending || status=$?
own=$(cpu $reflector)
say "senders:   $used s of processor time, $peak MB"
say "reflector: $own s of processor time, $(rss $reflector) MB, for $((senders * rate * seconds)) packets"
kill $reflector

irtt=${NETSONDE_IRTT:-$(bash "$root/.ci/provide" --path irtt 2>/dev/null || true)}
if [[ -n $irtt ]]; then
  "$irtt" server -b 127.0.0.1:$((port + 1)) -i 0 >/dev/null &
  server=$!
  sleep 1
  clients=()
  for _ in $(seq 100); do
    "$irtt" client -Q -i "$((100000000 / (senders * rate)))us" -d "${seconds}s" -l 128 "127.0.0.1:$((port + 1))" >/dev/null &
    clients+=($!)
  done
  wait "${clients[@]}" || true
  peer=$(cpu $server)
  say "irtt server: $peer s of processor time, $(rss $server) MB, at the same rate"
  say "reflector to irtt server, processor time: $(ratio "$own" "$peer")"
fi
exit $status
