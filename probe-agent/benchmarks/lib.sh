# shellcheck shell=bash
# What the benchmarks beside this file share; sourced, never run. Whatever was started or made ends with the
# script, however that ends.

bench=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
root=$(cd -- "$bench/../.." && pwd)
PATH=$PATH:/usr/sbin:/sbin
lib=$root/probe-agent/agent/target
hz=$(getconf CLK_TCK)
started=() spaces=()
work=$(mktemp -d "${TMPDIR:-/tmp}/netsonde-bench.XXXXXX")

say() { printf '%s\n' "$*"; }
note() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }
die() { note "$*"; exit 1; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { if (b > 0) printf "%.2f", a / b; else printf "-" }'; }

# Asks all to end, and makes them after 3 s.
clean_up() {
  trap - EXIT INT TERM
  local pid space left=30
  for pid in ${started[@]+"${started[@]}"}; do kill "$pid" 2>/dev/null || true; done
  for pid in ${started[@]+"${started[@]}"}; do
    while ((left > 0)) && kill -0 "$pid" 2>/dev/null; do
      left=$((left - 1))
      sleep 0.1
    done
    kill -9 "$pid" 2>/dev/null || true
  done
  for space in ${spaces[@]+"${spaces[@]}"}; do ip netns del "$space" 2>/dev/null || true; done
  rm -rf -- "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# start LOG COMMAND...: in the background; its process id is in $started_pid. COMMAND has to be a program, or
# `within`: a function would be a shell of its own.
start() {
  local log=$1
  shift
  "$@" >"$log" 2>&1 </dev/null &
  started_pid=$!
  disown # its end is no news
  started+=("$started_pid")
}

# stop PID [SIGNAL]: and waits, at most 20 s.
stop() {
  local pid left=200 still=()
  kill -"${2:-TERM}" "$1" 2>/dev/null || true
  while ((left > 0)) && kill -0 "$1" 2>/dev/null; do
    left=$((left - 1))
    sleep 0.1
  done
  kill -9 "$1" 2>/dev/null || true
  for pid in "${started[@]}"; do [[ $pid == "$1" ]] || still+=("$pid"); done
  started=(${still[@]+"${still[@]}"})
}

# await FILE TEXT [SECONDS]: until the file has the text.
await() {
  local left=$((${3:-15} * 20))
  until grep -q -- "$2" "$1" 2>/dev/null; do
    ((left-- > 0)) || die "waited in vain for '$2'; the program said: $(tail -n 3 -- "$1" 2>/dev/null)"
    sleep 0.05
  done
}

# build: Netsonde, if stale; the programs that follow then need not look again.
build() {
  "$root/netsonde" version >/dev/null
  java=$("$root/netsonde" --find-java)
  export NETSONDE_BUILDING=yes
}

# program CLASS ARGUMENT...: a program of this module, compiled as it starts.
program() {
  local class=$1
  shift
  "$java" -XX:+UseSerialGC -cp "$lib/lib/*" "$bench/src/main/java/io/netsonde/benchmarks/$class.java" "$@"
}

# compile NAME: c/NAME.c to $work/NAME; fails with a visible line where there is no compiler.
compile() {
  local cc=${CC:-gcc}
  if ! command -v "$cc" >/dev/null; then
    note "skipped: $1 needs a C compiler, and there is no $cc"
    return 1
  fi
  "$cc" -O2 -Wall -Wextra -Werror -o "$work/$1" "$bench/c/$1.c"
}

# tool NAME: its path, brought where it is missing; fails (and .ci/provide has said why) where it cannot be had.
tool() {
  bash "$root/.ci/provide" "$1" >/dev/null && bash "$root/.ci/provide" --path "$1" | sed -n 1p
}

# has_option COMMAND OPTION
has_option() { "$root/netsonde" "$1" --help | grep -q -- "$2"; }

# lab: two hosts, joined by a cable: $near has 10.77.0.1, $far has 10.77.0.2.
lab() {
  tool namespaces >/dev/null || die "needs network namespaces, so root"
  near=bench-near-$$ far=bench-far-$$
  spaces+=("$near" "$far")
  ip netns add "$near"
  ip netns add "$far"
  ip link add near0 netns "$near" type veth peer name far0 netns "$far"
  ip -n "$near" address add 10.77.0.1/16 dev near0
  ip -n "$far" address add 10.77.0.2/16 dev far0
  local space link
  for space in "$near" "$far"; do
    ip netns exec "$space" sh -c 'echo 1 >/proc/sys/net/ipv6/conf/all/disable_ipv6' 2>/dev/null || true
    for link in lo near0 far0; do ip -n "$space" link set "$link" up 2>/dev/null || true; done
  done
}

# within SPACE COMMAND...: replaces the shell that it runs in, so that a process id is the program's.
within() {
  local space=$1
  shift
  exec ip netns exec "$space" "$@"
}

# ticks PID: processor time so far, of the process, in clock ticks; 0 once it is gone.
ticks() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | awk '{ print $12 + $13 } END { if (!NR) print 0 }'; }
# resident PID: MB in use now.
resident() { awk '/^VmRSS/ { printf "%.0f", $2 / 1024 }' "/proc/$1/status" 2>/dev/null; }
now_ms() { date +%s%3N; }

# machine: what the figures were taken on, one line.
machine() {
  say "$(date -u '+%F %H:%M UTC'); $(nproc) processors ($(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)), Linux $(uname -r), load $(cut -d ' ' -f 1 /proc/loadavg); $("$root/netsonde" version | paste -sd ' ' -)"
}
