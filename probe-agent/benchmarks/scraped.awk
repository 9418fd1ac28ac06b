# What an agent's metrics say of its packets: bounds of the buckets of the median and the 99th percentile of the
# send lag, packets sent, and packets lost.
/^netsonde_agent_send_lag_seconds_bucket/ {
  match($0, /le="[^"]*"/)
  bound[++buckets] = substr($0, RSTART + 4, RLENGTH - 5)
  below[buckets] = $NF
}
/^netsonde_trafficsim_packets_total/ && /direction="forward"/ && /outcome="sent"/ { sent += $NF }
/^netsonde_trafficsim_packets_total/ && /outcome="lost"/ { lost += $NF }

function percentile(share,   i) {
  for (i = 1; i <= buckets; i++)
    if (below[i] >= share * below[buckets])
      return bound[i] == "+Inf" ? ">10s" : bound[i] < 0.001 ? "<" bound[i] * 1e6 "us" : "<" bound[i] * 1e3 "ms"
}

END {
  if (buckets && below[buckets] > 0) printf "%s %s ", percentile(0.5), percentile(0.99)
  else printf "- - "
  printf "%d %d\n", sent, lost
}
