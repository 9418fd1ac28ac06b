#!/usr/bin/env bash
# ping.sh [--rounds N] [--seconds N] [--rate PER_SECOND]
# ICMP echoes by Netsonde, ping and fping, in turns between two namespaces: how far the round-trip delay that each
# reports is from a packet capture, and whether each counts the losses of a firewall that drops every tenth
# request. README.md says what is compared with what. Needs root. About 3 minutes as it stands.
set -euo pipefail
# shellcheck source=lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

rounds=3 seconds=6 rate=100
while (($# > 0)); do
  case $1 in
    --rounds) rounds=$2 ;;
    --seconds) seconds=$2 ;;
    --rate) rate=$2 ;;
    *) die "unknown option $1; there are --rounds N, --seconds N and --rate PER_SECOND" ;;
  esac
  shift 2
done
count=$((seconds * rate)) interval_us=$((1000000 / rate))
interval_s=$(awk -v rate="$rate" 'BEGIN { printf "%.6f", 1 / rate }')
interval_ms=$(awk -v rate="$rate" 'BEGIN { printf "%g", 1000 / rate }')

build
tcpdump=$(tool tcpdump) || die "nothing to compare with: no tcpdump"
tools=(echo-kernel)
ping=$(tool ping) && tools+=(ping)
fping=$(tool fping) && tools+=(fping)
lab
machine
command -v iptables >/dev/null || die "needs iptables, whose count of drops is the truth about loss"
ip netns exec "$near" sh -c 'echo "0 2147483647" >/proc/sys/net/ipv4/ping_group_range'
ip netns exec "$far" iptables -A INPUT -p icmp --icmp-type echo-request -m statistic --mode nth --every 10 --packet 3 -j DROP

measure() { # TOOL: leaves what it reports in $into/report, and how many packets it calls lost in $into/lost
  case $1 in
    echo-kernel)
      ip netns exec "$near" "$root/netsonde" ping 10.77.0.2 --count "$count" --interval "${interval_us}us" \
        --size 56 --json >"$into/report"
      # The figures' own direction, not a packet's: the first "lost" : N.
      sed -n 's/.*"lost" : \([0-9]*\),.*/\1/p' "$into/report" | head -n 1 >"$into/lost"
      ;;
    ping)
      ip netns exec "$near" "$ping" -n -s 56 -i "$interval_s" -c "$count" 10.77.0.2 >"$into/report"
      sed -n 's/^\([0-9]*\) packets transmitted, \([0-9]*\) received.*/\1 \2/p' "$into/report" |
        awk '{ print $1 - $2 }' >"$into/lost"
      ;;
    fping)
      # 1: some were lost.
      ip netns exec "$near" "$fping" -D -C "$count" -p "$interval_ms" -b 56 10.77.0.2 >"$into/report" 2>"$into/log" || true
      tail -n 1 -- "$into/log" | sed 's/^[^:]*://' | tr ' ' '\n' | grep -c '^-$' >"$into/lost" || true
      ;;
  esac
}

# Not in immediate mode: see accuracy.sh.
capture() { # SPACE INTERFACE NAME
  start "$into/$3.log" within "$1" "$tcpdump" -i "$2" -n -s 192 -B 8192 -j host \
    --time-stamp-precision=nano -w "$into/$3.pcap" icmp
  captures+=("$started_pid")
  await "$into/$3.log" 'listening on'
}

one() { # LOAD ROUND TOOL
  into=$work/runs/$1/$3/$2
  captures=()
  mkdir -p -- "$into"
  capture "$near" near0 near
  capture "$far" far0 far
  ip netns exec "$far" iptables -Z INPUT
  if ! measure "$3"; then note "$3 failed in round $2, $1"; fi
  ip netns exec "$far" iptables -nvxL INPUT | awk '$3 == "DROP" { print $1 }' >"$into/dropped"
  sleep 1.5 # a capture reads block by block, of at most a second
  local pid
  for pid in "${captures[@]}"; do stop "$pid"; done
}

for load in idle busy; do
  hogs=()
  if [[ $load == busy ]]; then
    for _ in 1 2; do
      start /dev/null sh -c 'while :; do :; done'
      hogs+=("$started_pid")
    done
  fi
  for ((round = 1; round <= rounds; round++)); do
    note "$load, round $round of $rounds: ${tools[*]}"
    for name in "${tools[@]}"; do one "$load" "$round" "$name"; done
  done
  for pid in ${hogs[@]+"${hogs[@]}"}; do stop "$pid"; done
done

say "loss of $count echo requests a round: what the tool says / what the firewall dropped"
for name in "${tools[@]}"; do
  row=$(printf '%-18s' "$name")
  for load in idle busy; do
    for ((round = 1; round <= rounds; round++)); do
      into=$work/runs/$load/$name/$round
      row+=" $(cat -- "$into/lost")/$(cat -- "$into/dropped")"
    done
  done
  say "$row"
done
say
say "$rounds rounds of $seconds s at $rate packets/s; medians over the rounds"
program Accuracy "$work/runs"
