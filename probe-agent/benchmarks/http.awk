# Reads a line a check: tool, reported look-up, connection, handshake, first byte, body, then the same on the wire, all in
# nanoseconds. Prints how far each tool is from the wire.
BEGIN {
  split("dns connect tls wait transfer", phases)
}
NF != 11 { printf "line %d has %d figures instead of 11\n", NR, NF; bad = 1; exit 1 }
{
  tools[$1]
  for (p = 1; p <= 5; p++) {
    truth = $(p + 6) / 1e6
    error = $(p + 1) / 1e6 - truth
    size = error < 0 ? -error : error
    n[$1, p]++
    sum[$1, p] += error
    true_sum[$1, p] += truth
    if (size > worst[$1, p]) worst[$1, p] = size
    limit = truth * 0.02 > 2 ? truth * 0.02 : 2
    if (size > limit) beyond[$1, p]++
  }
}
END {
  if (bad) exit 1
  printf "%-10s %-9s %7s %10s %12s %12s %8s\n", "tool", "phase", "checks", "truth ms", "mean off ms", "worst off ms", "beyond"
  for (p = 1; p <= 5; p++)
    for (t = 1; t <= 2; t++) {
      tool = t == 1 ? "netsonde" : "curl"
      if (!n[tool, p]) continue
      printf "%-10s %-9s %7d %10.3f %12.3f %12.3f %8d\n", tool, phases[p], n[tool, p], true_sum[tool, p] / n[tool, p], \
        sum[tool, p] / n[tool, p], worst[tool, p], beyond[tool, p]
      if (tool == "netsonde") missed += beyond[tool, p]
    }
  for (p = 1; p <= 5; p++)
    if (worst["curl", p] > 0) printf "worst error of netsonde to curl's, %s: %.2f\n", phases[p], worst["netsonde", p] / worst["curl", p]
  printf "each phase of netsonde within 2 ms or 2 %% of the truth: %s\n", missed ? "MISSED in " missed : "reached"
}
