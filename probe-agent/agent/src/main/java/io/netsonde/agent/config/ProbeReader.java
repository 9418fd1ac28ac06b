package io.netsonde.agent.config;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads one of {@code probes}. */
final class ProbeReader {
  private static final String TRAFFICSIM = "trafficsim";
  private static final List<String> UNBUILT = List.of("http", "ping", "trace");

  private ProbeReader() {}

  static Optional<ProbeConfig> read(Section section) {
    String name = section.required("name", ValueTypes.TEXT, "stand-in");
    String type = section.text("type");
    if (type == null) {
      if (section.node("type").isPresent()) {
        section.problem("type", "found " + section.described("type") + ", expected " + TRAFFICSIM);
      } else {
        section.missing("type", TRAFFICSIM);
      }
      return Optional.empty();
    }
    if (type.equals(TRAFFICSIM)) {
      return Optional.of(trafficSim(section, name));
    }
    section.problem(
        "type",
        UNBUILT.contains(type)
            ? "found '" + type + "', which is not in this version, expected " + TRAFFICSIM
            : "found " + section.described("type") + ", expected " + TRAFFICSIM);
    return Optional.empty();
  }

  private static TrafficSimProbe trafficSim(Section section, String name) {
    HostPort standIn = new HostPort("localhost", 1);
    TrafficSimProbe probe =
        new TrafficSimProbe(
            name,
            section.required("target", ValueTypes.TARGET, standIn),
            section
                .value("target_agent", ValueTypes.AGENT_ID)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty()),
            section
                .value("interval", ValueTypes.duration(Limits.MIN_INTERVAL, Limits.MAX_INTERVAL))
                .orElse(Defaults.INTERVAL),
            whole(section, "cycle", 1, Limits.MAX_CYCLE, Defaults.CYCLE),
            section
                .value("timeout", ValueTypes.duration(Limits.MIN_TIMEOUT, Limits.MAX_TIMEOUT))
                .orElse(Defaults.TIMEOUT),
            section.value("key", ValueTypes.SECRET),
            section
                .value("size", ValueTypes.size(Limits.MIN_SIZE, Limits.MAX_SIZE))
                .orElse((long) Defaults.SIZE)
                .intValue(),
            flows(section),
            whole(section, "dscp", 0, Limits.MAX_DSCP, Defaults.DSCP),
            section.value("interface", ValueTypes.INTERFACE));
    section.refuseUnbuilt("trigger");
    section.refuseOthers();
    return probe;
  }

  private static int flows(Section section) {
    if ("auto".equals(section.text("flows"))) {
      section.problem("flows", "found 'auto', which is not in this version, expected a number");
      return Defaults.FLOWS;
    }
    return whole(section, "flows", 1, Limits.MAX_FLOWS, Defaults.FLOWS);
  }

  private static int whole(Section section, String key, int least, int most, int fallback) {
    return section
        .value(key, ValueTypes.wholeNumber(least, most))
        .orElse((long) fallback)
        .intValue();
  }
}
