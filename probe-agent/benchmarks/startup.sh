#!/usr/bin/env bash
# startup.sh [--rounds N] [--settle SECONDS]
# How long an agent with one path takes until it is ready (its log says that it reflects; by then the scrape
# endpoint answers), what processor time that took, and its memory once it has run for a while: as ./netsonde
# starts it, and with other options of the JVM; beside it irtt's server. Over loopback. About 2 minutes as it
# stands.
set -euo pipefail
# shellcheck source=lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

rounds=5 settle=30
while (($# > 0)); do
  case $1 in
    --rounds) rounds=$2 ;;
    --settle) settle=$2 ;;
    *) die "unknown option $1; there are --rounds N and --settle SECONDS" ;;
  esac
  shift 2
done

build
irtt=$(tool irtt) || irtt=
machine
aot=$lib/netsonde.aot
[[ -s $aot ]] || note "this checkout has no $aot: remove probe-agent/agent/target/netsonde-agent.jar, then ./netsonde version makes it"

names=()
declare -A command=()
jvm() { # NAME OPTION...
  local name=$1
  shift
  names+=("$name")
  command[$name]="$java $* --enable-native-access=ALL-UNNAMED -cp $lib/netsonde-agent.jar:$lib/lib/* io.netsonde.agent.Main agent"
}
small='-XX:+UseSerialGC -Xms16m'
names+=(./netsonde)
command[./netsonde]="$root/netsonde agent"
jvm 'no options'
jvm 'serial collector' -XX:+UseSerialGC
jvm 'serial, 16 MB at first' "$small"
if [[ -s $aot ]]; then
  jvm 'the same, AOT cache' "$small -XX:AOTCache=$aot"
  jvm 'the same, C1' "$small -XX:AOTCache=$aot -XX:TieredStopAtLevel=1"
  jvm 'the same, at most 48 MB' "$small -XX:AOTCache=$aot -XX:TieredStopAtLevel=1 -Xmx48m"
fi
if [[ -n $irtt ]]; then
  names+=('irtt server')
  command['irtt server']="$irtt server"
fi

configure() { # PORT: an agent that measures the path to itself
  cat >"$work/$1.yaml" <<END
agent: {id: 101}
prometheus: {listen: "127.0.0.1:$(($1 + 1))"}
reflector: {listen: "127.0.0.1:$1", allowed_agents: any}
probes: [{name: self, type: trafficsim, target: "127.0.0.1:$1"}]
END
}

launch() { # NAME PORT: until it is ready; $ready_ms and $started_pid
  local arguments="--config $work/$2.yaml" line begin
  [[ $1 != irtt* ]] || arguments="-b 127.0.0.1:$2"
  rm -f -- "$work/log"
  mkfifo "$work/log"
  # Opened for both, so that nobody waits for the other end, and it stays open while the program runs.
  exec {log}<>"$work/log"
  begin=${EPOCHREALTIME/[.,]/}
  set -f
  # shellcheck disable=SC2086 # split into words, but the JVM is to see the * of its class path
  start "$work/log" ${command[$1]} $arguments
  set +f
  while IFS= read -r -t 30 -u "$log" line; do
    case $line in *'reflects on'* | *'[ListenerStart]'*) break ;; esac
  done || die "$1 was not ready in 30 s"
  ready_ms=$(((${EPOCHREALTIME/[.,]/} - begin) / 1000))
}

port=15200
for ((round = 1; round <= rounds; round++)); do
  note "start $round of $rounds of each"
  for name in "${names[@]}"; do
    configure $port
    launch "$name" $port
    printf '%s|start|%s\n' "$name" "$ready_ms" >>"$work/results"
    printf '%s|cpu|%s\n' "$name" $((1000 * $(ticks "$started_pid") / hz)) >>"$work/results"
    stop "$started_pid"
    exec {log}<&-
  done
done

note "all together, idle, for $settle s"
declare -A pids=()
for name in "${names[@]}"; do
  port=$((port + 10))
  configure $port
  launch "$name" $port
  pids[$name]=$started_pid
done
sleep "$settle"
for name in "${names[@]}"; do
  printf '%s|memory|%s\n' "$name" "$(resident "${pids[$name]}")" >>"$work/results"
  printf '%s|idle|%s\n' "$name" $((1000 * $(ticks "${pids[$name]}") / hz)) >>"$work/results"
done

say "$rounds starts of each, medians; memory and processor time after $settle s beside the others; one path"
awk -F '|' -f "$bench/startup.awk" "$work/results"
