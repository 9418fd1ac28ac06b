#!/usr/bin/env bash
# accuracy.sh [--rounds N] [--seconds N] [--rate PER_SECOND]
# How far the round-trip delay that each tool reports is from a packet capture: Netsonde with kernel and with
# portable stamps, irtt, ping and sockperf take turns between two namespaces, idle and beside busy processes.
# README.md says what is compared with what. Needs root. About 6 minutes as it stands.
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

build
tcpdump=$(tool tcpdump) || die "nothing to compare with: no tcpdump"
irtt=$(tool irtt) || irtt=
ping=$(tool ping) || ping=
sockperf=$(tool sockperf) || sockperf=
lab
machine

# The servers, all idle but the one asked.
declare -A flags=()
tools=()
port=5000
for stamps in kernel portable; do
  if has_option ping --stamps; then
    flags[$stamps]="--stamps $stamps"
  elif [[ $stamps == kernel ]]; then
    note "skipped: this netsonde has no kernel stamps (no option --stamps)"
    continue
  else
    flags[$stamps]=
  fi
  # shellcheck disable=SC2086 # the option and its value
  start "$work/reflect-$stamps" within "$far" "$root/netsonde" reflect --listen 10.77.0.2:$((++port)) ${flags[$stamps]}
  await "$work/reflect-$stamps" reflecting
  declare "port_$stamps=$port"
  tools+=("netsonde-$stamps")
done
if [[ -n $irtt ]]; then
  start "$work/irtt-server" within "$far" "$irtt" server -b 10.77.0.2:2112 -i 0 -d 0
  tools+=(irtt)
fi
[[ -z $ping ]] || tools+=(ping)
if [[ -n $sockperf ]]; then
  start "$work/sockperf-server" within "$far" "$sockperf" server -i 10.77.0.2 -p 11111
  tools+=(sockperf)
fi

netsonde() { # STAMPS
  local port=port_$1
  # shellcheck disable=SC2086 # the option and its value
  ip netns exec "$near" "$root/netsonde" ping "10.77.0.2:${!port}" --count "$count" --interval "${interval_us}us" \
    --json ${flags[$1]} >"$into/report"
}

measure() { # TOOL: leaves what it reports in $into/report
  case $1 in
    netsonde-*) netsonde "${1#*-}" ;;
    irtt) ip netns exec "$near" "$irtt" client -Q -i "${interval_us}us" -d "${seconds}s" -l 128 -o "$into/report.json" 10.77.0.2:2112 &&
      mv -- "$into/report.json" "$into/report" ;;
    ping) ip netns exec "$near" "$ping" -n -s 100 -i "$interval_s" -c "$count" 10.77.0.2 >"$into/report" ;;
    sockperf) ip netns exec "$near" "$sockperf" ping-pong -i 10.77.0.2 -p 11111 -m 128 --mps="$rate" -t "$seconds" \
      --full-rtt --full-log "$into/report" >"$into/log" ;;
  esac
}

# Not in immediate mode: waking the reader for every packet would delay the very packets by ten microseconds.
capture() { # SPACE INTERFACE NAME
  start "$into/$3.log" within "$1" "$tcpdump" -i "$2" -n -s 192 -B 8192 -j host \
    --time-stamp-precision=nano -w "$into/$3.pcap" 'udp or icmp'
  captures+=("$started_pid")
  await "$into/$3.log" 'listening on'
}

one() { # LOAD ROUND TOOL
  into=$work/runs/$1/$3/$2
  captures=()
  mkdir -p -- "$into"
  capture "$near" near0 near
  capture "$far" far0 far
  if ! measure "$3"; then note "$3 failed in round $2, $1"; fi
  sleep 1.5 # a capture reads block by block, of at most a second
  local pid
  for pid in "${captures[@]}"; do stop "$pid"; done
  if grep -h 'dropped by kernel' "$into"/{near,far}.log | grep -qv '^0 '; then
    note "the capture beside $3 lost packets in round $2, $1: those are left out"
  fi
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

say "$rounds rounds of $seconds s at $rate packets/s; medians over the rounds"
program Accuracy "$work/runs"
