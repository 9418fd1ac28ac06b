package io.netsonde.agent.config;

import static io.netsonde.agent.config.ConfigPrinter.escaped;

import io.netsonde.measurement.trace.TraceProtocol;
import io.netsonde.traceroute.TraceTarget;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what {@link TraceProbeReader} reads. */
final class TraceProbePrinter {
  private TraceProbePrinter() {}

  static Map<String, @Nullable Object> print(TraceProbe probe) {
    TraceTarget target = probe.target();
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("type", "trace");
    map.put("target", escaped(target.host()));
    map.put("interval", DurationText.print(probe.interval()));
    map.put("protocol", target.protocol().label());
    map.put("port", target.protocol() == TraceProtocol.ICMP ? null : target.port());
    map.put("rounds", target.rounds());
    map.put("round_interval", DurationText.print(target.roundInterval()));
    map.put("timeout", DurationText.print(target.timeout()));
    map.put("max_hops", target.maxTtl());
    map.put(
        "ip_version",
        switch (target.ipVersion()) {
          case ANY -> null;
          case IPV4 -> ValueTypes.IPV4;
          case IPV6 -> ValueTypes.IPV6;
        });
    map.put("dscp", target.dscp());
    map.put("interface", target.device().map(ConfigPrinter::escaped).orElse(null));
    map.put("names", target.resolveNames());
    map.put("path_mtu", target.findPathMtu());
    return map;
  }
}
