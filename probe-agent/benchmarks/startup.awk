# Lines of NAME|WHAT|VALUE: a table of medians, and goals beside ./netsonde's.
{
  if (!($1 in known)) { known[$1] = ++names; name[names] = $1 }
  value[$1, $2, ++count[$1, $2]] = $3
}

function median(who, what,   n, i, j, kept, sorted) {
  n = count[who, what]
  for (i = 1; i <= n; i++) {
    kept = value[who, what, i] + 0
    for (j = i - 1; j > 0 && sorted[j] > kept; j--) sorted[j + 1] = sorted[j]
    sorted[j + 1] = kept
  }
  return n % 2 ? sorted[(n + 1) / 2] : (sorted[n / 2] + sorted[n / 2 + 1]) / 2
}

function goal(what, reached, limit, unit) {
  printf "%-28s %6.0f %s   goal %d, %s\n", what, reached, unit, limit, reached <= limit ? "reached" : "MISSED"
}

END {
  printf "%-26s %10s %17s %14s %19s\n", "program", "ready, ms", "processor, ms", "resident, MB", "processor later, ms"
  for (i = 1; i <= names; i++) {
    who = name[i]
    printf "%-26s %10.0f %17.0f %14.0f %19.0f\n", who, median(who, "start"), median(who, "cpu"), median(who, "memory"), median(who, "idle")
  }
  print ""
  own = "./netsonde"
  goal("ready", median(own, "start"), 250, "ms")
  goal("resident, one path", median(own, "memory"), 75, "MB")
  if (count["irtt server", "start"])
    printf "%-28s %6.1f\n", "resident / irtt server", median(own, "memory") / median("irtt server", "memory")
}
