#!/usr/bin/env bash
# trace.sh [--rounds N]
# How long a whole trace takes, warm and in process, beside mtr and traceroute, and whether all see the same hops:
# through 4 and 12 routers, one of them silent, one that limits its answers, and two of equal cost. About 2 minutes
# as it stands.
set -euo pipefail
# shellcheck source=lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

rounds=5
while (($# > 0)); do
  case $1 in
    --rounds) rounds=$2 ;;
    *) die "unknown option $1; there is --rounds N" ;;
  esac
  shift 2
done

tool namespaces >/dev/null || die "needs network namespaces, so root"
build
mtr=$(tool mtr) || mtr=
traceroute=$(tool traceroute) || traceroute=
machine

node() { # NAME: a host that forwards and limits no ICMP
  spaces+=("$1")
  ip netns add "$1"
  ip -n "$1" link set lo up
  ip netns exec "$1" sysctl -qw net.ipv4.conf.default.rp_filter=0 net.ipv4.conf.all.rp_filter=0 \
    net.ipv4.ip_forward=1 net.ipv4.icmp_ratelimit=0
}

cable() { # NODE INTERFACE ADDRESS NODE INTERFACE ADDRESS
  ip link add "$2" netns "$1" type veth peer name "$5" netns "$4"
  ip -n "$1" address add "$3/24" dev "$2"
  ip -n "$4" address add "$6/24" dev "$5"
  ip -n "$1" link set "$2" up
  ip -n "$4" link set "$5" up
}

chain() { # ROUTERS: $id-0 is the source, the target is 10.80.(ROUTERS + 1).2
  local hop last=$(($1 + 1))
  id=bench-$$-$1
  for ((hop = 0; hop <= last; hop++)); do node "$id-$hop"; done
  for ((hop = 1; hop <= last; hop++)); do
    cable "$id-$((hop - 1))" far "10.80.$hop.1" "$id-$hop" near "10.80.$hop.2"
    ip -n "$id-$((hop - 1))" route add default via "10.80.$hop.2"
    ((hop == 1)) || ip -n "$id-$hop" route add 10.80.1.0/24 via "10.80.$hop.1"
  done
  node "$id-b"
  cable "$id-1" branch 10.81.1.1 "$id-b" near 10.81.1.2
  cable "$id-b" far 10.81.2.1 "$id-3" branch 10.81.2.2
  ip -n "$id-b" route add default via 10.81.2.2
  ip -n "$id-b" route add 10.80.1.0/24 via 10.81.1.1
  ip netns exec "$id-1" sysctl -qw net.ipv4.fib_multipath_hash_policy=1
  ip -n "$id-1" route replace default nexthop via 10.80.2.2 nexthop via 10.81.1.2
  ip netns exec "$id-3" iptables -A OUTPUT -p icmp --icmp-type time-exceeded -j DROP
  ip netns exec "$id-4" sysctl -qw net.ipv4.icmp_ratelimit=1000
  target=10.80.$last.2
}

median() { sort -n | awk '{ v[NR] = $1 } END { if (NR) print v[int((NR + 1) / 2)]; else print 0 }'; }
micros() { date +%s%N | cut -b 1-16; }

# clock NAME COMMAND...: median wall time of it in the source, in microseconds, in $took; its output in $work/NAME
clock() {
  local name=$1 i before
  shift
  for ((i = 0; i < rounds; i++)); do
    sleep 3
    before=$(micros)
    ip netns exec "$id-0" "$@" >"$work/$name" 2>&1 || true
    echo $(($(micros) - before))
  done >"$work/$name.took"
  took=$(median <"$work/$name.took")
}

# A router of the branch is as good as the other.
same() { sed 's/10\.81\.1\.2/10.80.2.2/g'; }
row() { printf '%-28s %12s %10s   %s\n' "$@"; }

compare() { # NAME HOPS
  local agree=no
  [[ $2 == "$ours" ]] && agree=yes
  row "$1" "$took" "$(ratio "$took" "$own")" "$agree"
}
by_mtr() { awk '/\|--/ { sub(/^[^|]*\|--/, ""); printf "%s%s", n++ ? " " : "", $1 == "???" ? "*" : $1 }' "$work/$1" | same; }
by_traceroute() {
  awk '/^ *[0-9]+ / { a = "*"; for (i = 2; i <= NF; i++) if ($i ~ /^[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+$/) { a = $i; break }
    printf "%s%s", n++ ? " " : "", a }' "$work/$1" | same
}

for routers in 4 12; do
  chain "$routers"
  ip netns exec "$id-0" "$java" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -cp "$lib/lib/*" \
    "$bench/src/main/java/io/netsonde/benchmarks/Traces.java" "$target" "$rounds" 3000 >"$work/ours" 2>&1 ||
    die "the traces failed: $(tail -n 3 "$work/ours")"
  own=$(sed -n 's/^took //p' "$work/ours" | median)
  ours=$(sed -n 's/^hops //p' "$work/ours" | same)
  say ""
  say "$routers routers: $ours"
  row "" "microseconds" "times ours" "same hops"
  row netsonde "$own" 1.00 yes
  if [[ -n $traceroute ]]; then
    clock traceroute "$traceroute" -n "$target"
    compare traceroute "$(by_traceroute traceroute)"
    clock traceroute-tuned "$traceroute" -n -N 64 -m $((routers + 2)) -w 0.2,3,10 "$target"
    compare 'traceroute, tuned' "$(by_traceroute traceroute-tuned)"
  fi
  if [[ -n $mtr ]]; then
    clock mtr "$mtr" --report --udp -n -c 3 "$target"
    compare mtr "$(by_mtr mtr)"
    clock mtr-tuned "$mtr" --report --udp -n -c 3 -i 0.05 -G 0.05 -Z 1 "$target"
    compare 'mtr, tuned' "$(by_mtr mtr-tuned)"
  fi
done
