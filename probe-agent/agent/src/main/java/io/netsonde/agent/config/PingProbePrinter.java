package io.netsonde.agent.config;

import static io.netsonde.agent.config.ConfigPrinter.escaped;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what {@link PingProbeReader} reads. */
final class PingProbePrinter {
  private PingProbePrinter() {}

  static Map<String, @Nullable Object> print(PingProbe probe) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("type", "ping");
    map.put("target", escaped(probe.host()));
    map.put("interval", DurationText.print(probe.interval()));
    map.put("cycle", probe.cycle());
    map.put("timeout", DurationText.print(probe.timeout()));
    map.put("size", probe.size());
    map.put(
        "ip_version",
        switch (probe.family()) {
          case ANY -> null;
          case IPV4 -> ValueTypes.IPV4;
          case IPV6 -> ValueTypes.IPV6;
        });
    map.put("dscp", probe.dscp());
    map.put("interface", probe.networkInterface().map(ConfigPrinter::escaped).orElse(null));
    return map;
  }
}
