#!/usr/bin/env bash
# http.sh [--rounds N] [--seconds N] [--targets N] [--hanging N]
# How far the phases of an HTTP check are from the truth, beside curl, against a service that is slow in each of
# them; what the first check of a process shows; and how late the checks of many targets begin when some hang.
# README.md says what is compared with what. Needs root. About 4 minutes as it stands.
set -euo pipefail
# shellcheck source=lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

rounds=10 seconds=150 targets=500 hanging=50
while (($# > 0)); do
  case $1 in
    --rounds) rounds=$2 ;;
    --seconds) seconds=$2 ;;
    --targets) targets=$2 ;;
    --hanging) hanging=$2 ;;
    *) die "unknown option $1; there are --rounds, --seconds, --targets and --hanging, each with a number" ;;
  esac
  shift 2
done

build
curl=$(tool curl) || die "nothing to compare with: no curl"
tcpdump=$(tool tcpdump) || die "the truth of a connection is read from a capture: no tcpdump"
lab
machine

# Compiled before, so that no compiler runs in the processes that are timed.
classes=$work/classes
mkdir -p -- "$classes" "$work/services"
path=$classes:$root/probe-agent/testkit/target/classes:$lib/lib/*
"${java}c" -d "$classes" -cp "$path" "$bench"/src/main/java/io/netsonde/benchmarks/{WebServices,HttpAccuracy,HttpFirstCheck,HttpSchedule}.java
run=("$java" -XX:+UseSerialGC -cp "$path")

start "$work/services.log" within "$far" "${run[@]}" io.netsonde.benchmarks.WebServices 10.77.0.2 "$work/services"
services=$started_pid
await "$work/services.log" 'web services at' 30
authority=$work/services/ca.pem

# Every connection's first SYN to the slow service is lost; the second comes when the kernel's first timeout runs out.
ip netns exec "$far" iptables -w -A INPUT -p tcp --dport 8443 --syn -m statistic --mode nth --every 2 --packet 0 -j DROP
start "$work/tcpdump.log" within "$near" "$tcpdump" -i near0 -n -U --immediate-mode -s 128 --time-stamp-precision=nano \
  -w "$work/wire.pcap" 'udp port 53 or tcp port 8443'
capture=$started_pid
await "$work/tcpdump.log" 'listening on'

# curl asks whom the system's file names: in this mount namespace that is the slow resolver.
echo 'nameserver 10.77.0.2' >"$work/resolv.conf"
# shellcheck disable=SC2016 # the inner shell's parameters
ip netns exec "$near" unshare --mount sh -c 'mount --bind "$0" /etc/resolv.conf && exec "$@"' "$work/resolv.conf" \
  "${run[@]}" io.netsonde.benchmarks.HttpAccuracy 10.77.0.2 "$authority" "$rounds" "$curl" >"$work/reported"
stop "$capture"
"$tcpdump" -r "$work/wire.pcap" -n -tt --time-stamp-precision=nano 2>/dev/null |
  awk -v port=8443 -f "$bench/http-wire.awk" >"$work/wire"
say "slow look-up, lost SYN, slow handshake, slow first byte, throttled body: $rounds checks of each tool in turns"
paste -d ' ' "$work/reported" "$work/wire" | awk -f "$bench/http.awk"
say

say "the first check of a process, microseconds; a service that answers at once"
ip netns exec "$near" "${run[@]}" io.netsonde.benchmarks.HttpFirstCheck cold 10.77.0.2 "$authority" >/dev/null # the server, too
printf '%-5s %7s %6s%9s%9s%9s%9s%9s%9s%9s\n' start 'up, ms' check dns connect tls request wait transfer total
for mode in cold warm; do
  ip netns exec "$near" "${run[@]}" io.netsonde.benchmarks.HttpFirstCheck "$mode" 10.77.0.2 "$authority"
done
stop "$services"
say

"${run[@]}" io.netsonde.benchmarks.HttpSchedule "$targets" "$hanging" 60 "$seconds"
