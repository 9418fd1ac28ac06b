# Lines of NAME RATE ANSWERED_PER_SECOND LOST_SHARE NANOSECONDS_PER_ANSWER BUSY_SHARE, RATE 0 for saturation:
# a table of the medians over the rounds, and ratios beside their goals.
{
  if (!($1 in known)) { known[$1] = ++names; name[names] = $1 }
  mode = $2 > 0 ? "fixed" : "full"
  n = ++count[$1, mode]
  if (mode == "full") {
    value[$1, "rate", n] = $3
    value[$1, "lost", n] = $4
    value[$1, "busy", n] = $6
    value[$1, "core", n] = $6 > 0 ? $3 / $6 : $3
  }
  value[$1, mode, n] = $5
}

function median(who, what, n,   i, j, kept, sorted) {
  for (i = 1; i <= n; i++) {
    kept = value[who, what, i] + 0
    for (j = i - 1; j > 0 && sorted[j] > kept; j--) sorted[j + 1] = sorted[j]
    sorted[j + 1] = kept
  }
  return n % 2 ? sorted[(n + 1) / 2] : (sorted[n / 2] + sorted[n / 2 + 1]) / 2
}

function capacity(who) { return median(who, "core", count[who, "full"]) }
function cost(who) { return median(who, "fixed", count[who, "fixed"]) }

function compare(own, other, goal,   reached, line) {
  if (!count[own, "full"] || !count[other, "full"]) return
  reached = capacity(own) / capacity(other)
  line = sprintf("%-24s / %-12s %6.2f", own, other, reached)
  if (count[own, "fixed"] && count[other, "fixed"]) line = line sprintf("   processor time a packet %5.2f", cost(own) / cost(other))
  if (goal) line = line sprintf("   goal %.2f, %s", goal, reached >= goal ? "reached" : "MISSED")
  print line
}

END {
  printf "%-24s %12s %12s %10s %10s %7s %7s\n", "server", "thousand/s", "a full core", "ns, full", "ns, fixed", "lost", "busy"
  for (i = 1; i <= names; i++) {
    who = name[i]
    full = count[who, "full"]
    if (!full) continue
    printf "%-24s %12.1f %12.1f %10.0f %10s %6.1f%% %6.0f%%\n", who, median(who, "rate", full) / 1e3, capacity(who) / 1e3,
      median(who, "full", full), count[who, "fixed"] ? sprintf("%.0f", cost(who)) : "-", 100 * median(who, "lost", full),
      100 * median(who, "busy", full)
    if (median(who, "busy", full) < 0.95) idle = idle " " who
  }
  if (idle != "") print "Not saturated, so their full core is an extrapolation:" idle
  print ""
  print "Answered by a full core, as a ratio (larger is better), and processor time a packet at the fixed rate (smaller is)"
  compare("netsonde-portable", "echo-C-64", 0)
  compare("netsonde-portable", "sockperf", 0)
  compare("netsonde-portable", "irtt", 0)
  compare("netsonde-portable-keyed", "irtt", 0)
  compare("netsonde-kernel", "echo-C-64", 0.95)
  compare("netsonde-kernel", "sockperf", 0)
  compare("netsonde-kernel", "irtt", 1.6)
  compare("netsonde-kernel-keyed", "irtt", 1)
  compare("netsonde-kernel-gso", "echo-C-64", 5)
}
