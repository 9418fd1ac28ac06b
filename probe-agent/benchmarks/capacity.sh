#!/usr/bin/env bash
# capacity.sh [--rounds N] [--seconds N] [--rate PER_SECOND]
# What one core of a reflector answers: Netsonde's, irtt's and sockperf's servers and an echo in C take turns,
# pinned to processor 0, between two namespaces; the requests come from processor 1, first as many as can be
# answered, then at a fixed rate. README.md says how to read it. Needs root and two processors, which nothing
# else should use. About 5 minutes as it stands.
set -euo pipefail
# shellcheck source=lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

rounds=3 seconds=4 rate=50000 key=benchmark
while (($# > 0)); do
  case $1 in
    --rounds) rounds=$2 ;;
    --seconds) seconds=$2 ;;
    --rate) rate=$2 ;;
    *) die "unknown option $1; there are --rounds N, --seconds N and --rate PER_SECOND" ;;
  esac
  shift 2
done
(($(nproc) > 1)) || die "needs two processors: one would measure the load as well"

build
compile load || die "without it there is no load"
irtt=$(tool irtt) || irtt=
sockperf=$(tool sockperf) || sockperf=
lab
machine

servers=() port=7000
declare -A protocol=() ports=() pids=() extra=()

serve() { # NAME PROTOCOL READY COMMAND...
  servers+=("$1")
  protocol[$1]=$2 ports[$1]=$port
  start "$work/$1.log" within "$far" taskset -c 0 "${@:4}"
  pids[$1]=$started_pid
  [[ -z $3 ]] || await "$work/$1.log" "$3" 30
  port=$((port + 1))
}

for batch in 64 1; do
  if compile echo; then serve "echo-C-$batch" plain echoing "$work/echo" 10.77.0.2 "$port" "$batch"; fi
done
[[ -z $sockperf ]] || serve sockperf sockperf 'listen on' "$sockperf" server -i 10.77.0.2 -p "$port"
[[ -z $irtt ]] || serve irtt irtt '' "$irtt" server -b "10.77.0.2:$port" -i 0 -d 0
for stamps in portable kernel; do
  option=()
  if has_option reflect --stamps; then
    option=(--stamps "$stamps")
  elif [[ $stamps == kernel ]]; then
    note "skipped: this netsonde has no kernel stamps (no option --stamps)"
    continue
  fi
  serve "netsonde-$stamps" trafficsim reflecting "$root/netsonde" reflect --listen "10.77.0.2:$port" "${option[@]}"
  serve "netsonde-$stamps-keyed" trafficsim reflecting \
    env NETSONDE_KEY=$key "$root/netsonde" reflect --listen "10.77.0.2:$port" "${option[@]}"
  extra[netsonde-$stamps-keyed]=key=$key
done
sleep 1

measure() { # NAME RATE [gso]: a line of results
  local figures
  # shellcheck disable=SC2086 # none or one
  if figures=$(ip netns exec "$near" taskset -c 1 "$work/load" "${protocol[$1]}" 10.77.0.2 "${ports[$1]}" \
    "${pids[$1]}" 0 "$seconds" "$2" ${3-} ${extra[$1]-}); then
    printf '%s %s %s\n' "$1${3:+-$3}" "$2" "$figures" >>"$work/results"
  else
    note "$1 did not answer"
  fi
}

for ((round = 1; round <= rounds; round++)); do
  note "round $round of $rounds: ${servers[*]}"
  for name in "${servers[@]}"; do
    measure "$name" 0
    measure "$name" "$rate"
    case $name in echo-C-64 | netsonde-portable | netsonde-kernel) measure "$name" 0 gso ;; esac
  done
done

say "$rounds rounds of $seconds s; medians over the rounds; 128 bytes; $rate packets/s where the rate is fixed"
awk -f "$bench/capacity.awk" "$work/results"
