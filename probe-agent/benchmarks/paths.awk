# The table of paths.sh: ratios to irtt, a path, and the goals.
function number(text) { return text + 0 }
function micros(text) { return text == "-" ? -1 : substr(text, 2) * (text ~ /ms$/ ? 1000 : text ~ /us$/ ? 1 : 1e6) }
$2 == "irtt" { irtt_paths = $1; irtt_share = number($3); irtt_memory = number($4) }
$2 != "irtt" { lines++; paths[lines] = $1; kind[lines] = $2; share[lines] = number($3); memory[lines] = number($4); lag[lines] = micros($6) }

function goal(what, reached, limit, unit) {
  printf "%-52s %8.1f %s   goal %d, %s\n", what, reached, unit, limit, reached <= limit ? "reached" : "MISSED"
}

END {
  if (irtt_share > 0) {
    print "A path's cost as a ratio to an irtt client's (smaller is better)"
    for (i = 1; i <= lines; i++)
      printf "%-7d %-8s processor %6.3f   memory %6.3f\n", paths[i], kind[i],
        (share[i] / paths[i]) / (irtt_share / irtt_paths), (memory[i] / paths[i]) / (irtt_memory / irtt_paths)
    print ""
  }
  for (i = 1; i <= lines; i++) {
    if (paths[i] < 10000) continue
    what = paths[i] " paths, " kind[i] ", "
    goal(what "processor", share[i], 10, "%")
    goal(what "memory", memory[i], 150, "MB")
    if (lag[i] >= 0) goal(what "send lag p99, at most", lag[i], 1000, "us")
  }
}
