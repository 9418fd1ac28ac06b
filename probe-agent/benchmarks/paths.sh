#!/usr/bin/env bash
# paths.sh [--paths "N N ..."] [--settle SECONDS] [--seconds N] [--cycle PACKETS] [--irtt CLIENTS]
# What many paths cost at one packet a second each: processor, memory and send lag of one agent, and the cost of
# the one reflector that answers them all, between two namespaces; with telemetry switched off, and scraped
# every 15 s. Beside it as many irtt clients as one dares to start. Needs root. About 9 minutes as it stands.
set -euo pipefail
# shellcheck source=lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

paths='100 1000 10000' settle=15 seconds=60 cycle=60 clients=100
while (($# > 0)); do
  case $1 in
    --paths) paths=$2 ;;
    --settle) settle=$2 ;;
    --seconds) seconds=$2 ;;
    --cycle) cycle=$2 ;;
    --irtt) clients=$2 ;;
    *) die "unknown option $1; there are --paths \"N N ...\", --settle, --seconds, --cycle and --irtt, each with a number" ;;
  esac
  shift 2
done

build
irtt=$(tool irtt) || irtt=
lab
machine
ulimit -n "$(ulimit -Hn)"

configure() { # PATHS SCRAPED
  printf 'agent: {id: 101}\nprometheus: %s\nprobes:\n' "$([[ $2 == scraped ]] && echo '{listen: "10.77.0.1:9464"}' || echo null)"
  local i
  for ((i = 1; i <= $1; i++)); do
    printf '  - {name: p%d, type: trafficsim, target: "10.77.0.2:%d", cycle: %d}\n' "$i" "$port" "$cycle"
  done
}

scrape() { # FILE
  ip netns exec "$near" bash -c 'exec 3<>/dev/tcp/10.77.0.1/9464; printf "GET /metrics HTTP/1.0\r\n\r\n" >&3; cat <&3' >"$1" ||
    note "the agent could not be scraped"
}

# share MILLISECONDS: percent of one core over the time measured.
share() { awk -v used="$1" -v ms="$elapsed" 'BEGIN { printf "%.2f", 100 * used / ms }'; }

one() { # PATHS quiet|scraped
  local agent reflector agent_before reflector_before begin end
  port=$((port + 1))
  configure "$1" "$2" >"$work/agent.yaml"
  start "$work/reflector" within "$far" "$root/netsonde" reflect --listen "10.77.0.2:$port"
  reflector=$started_pid
  await "$work/reflector" reflecting 30
  start "$work/agent" within "$near" "$root/netsonde" agent --config "$work/agent.yaml"
  agent=$started_pid
  await "$work/agent" "probe p$1: sends to" 60
  sleep "$settle"
  agent_before=$(ticks "$agent") reflector_before=$(ticks "$reflector") begin=$(now_ms) end=$((SECONDS + seconds))
  while ((SECONDS < end)); do
    sleep $((end - SECONDS < 15 ? end - SECONDS : 15))
    [[ $2 == quiet ]] || scrape "$work/metrics"
  done
  elapsed=$(($(now_ms) - begin))
  kill -0 "$agent" 2>/dev/null || die "the agent ended: $(tail -n 3 "$work/agent")"
  local lag='- - - -'
  [[ $2 == quiet ]] || lag=$(awk -f "$bench/scraped.awk" "$work/metrics")
  # shellcheck disable=SC2086 # its words are columns
  printf '%-7s %-8s %9s %8s %9s %9s %9s %9s %11s %9s\n' "$1" "$2" "$(share $((1000 * ($(ticks "$agent") - agent_before) / hz)))%" \
    "$(resident "$agent")" $lag "$(share $((1000 * ($(ticks "$reflector") - reflector_before) / hz)))%" "$(resident "$reflector")" |
    tee -a "$work/table"
  stop "$agent" KILL
  stop "$reflector" KILL
}

say "one packet a second and path, cycles of $cycle packets; over $seconds s from $settle s after the start"
printf '%-7s %-8s %9s %8s %9s %9s %9s %9s %11s %9s\n' paths telemetry processor MB 'lag p50' 'lag p99' sent lost reflector MB
port=5000
for number in $paths; do
  one "$number" quiet
  one "$number" scraped
done

# irtt has a client a path: figures for `clients` of them, over a third of the time.
if [[ -n $irtt ]] && ((clients > 0)) && compile cputime; then
  start "$work/irtt-server" within "$far" "$irtt" server -b 10.77.0.2:2112
  server=$started_pid
  await "$work/irtt-server" '\[ListenerStart\]'
  running=()
  for ((i = 0; i < clients; i++)); do
    start /dev/null within "$near" "$irtt" client -Q -i 1s -d 10m -l 128 10.77.0.2:2112
    running+=("$started_pid")
  done
  sleep 5
  before=$("$work/cputime" "${running[@]}") server_before=$("$work/cputime" "$server") begin=$(now_ms)
  sleep $((seconds / 3 + 1))
  elapsed=$(($(now_ms) - begin))
  used=$(($("$work/cputime" "${running[@]}") - before)) server_used=$(($("$work/cputime" "$server") - server_before))
  memory=0
  for pid in "${running[@]}"; do memory=$((memory + $(resident "$pid"))); done
  printf '%-7s %-8s %9s %8s %9s %9s %9s %9s %11s %9s\n' "$clients" irtt "$(share $((used / 1000))e-3)%" "$memory" - - - - \
    "$(share $((server_used / 1000))e-3)%" "$(resident "$server")" | tee -a "$work/table"
fi
say
awk -f "$bench/paths.awk" "$work/table"
