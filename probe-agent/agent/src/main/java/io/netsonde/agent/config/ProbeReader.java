package io.netsonde.agent.config;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.function.BiFunction;

/** Reads one of {@code probes}. */
final class ProbeReader {
  /** The types that there are, and who reads them. */
  private static final SequencedMap<String, BiFunction<Section, String, ProbeConfig>> TYPES =
      new LinkedHashMap<>();

  static {
    TYPES.put("trafficsim", ProbeReader::trafficSim);
    TYPES.put("http", HttpProbeReader::read);
    TYPES.put("trace", TraceProbeReader::read);
    TYPES.put("ping", PingProbeReader::read);
  }

  private ProbeReader() {}

  static Optional<ProbeConfig> read(Section section) {
    String name = section.required("name", ValueTypes.TEXT, "stand-in");
    String expected = "one of " + String.join(", ", TYPES.keySet());
    String type = section.text("type");
    if (type == null && section.node("type").isEmpty()) {
      section.missing("type", expected);
      return Optional.empty();
    }
    BiFunction<Section, String, ProbeConfig> reader = type == null ? null : TYPES.get(type);
    if (reader != null) {
      return Optional.of(reader.apply(section, name));
    }
    section.problem("type", "found " + section.described("type") + ", expected " + expected);
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
            section.whole("cycle", 1, Limits.MAX_CYCLE, Defaults.CYCLE),
            section
                .value("timeout", ValueTypes.duration(Limits.MIN_TIMEOUT, Limits.MAX_TIMEOUT))
                .orElse(Defaults.TIMEOUT),
            section.value("key", ValueTypes.SECRET),
            section
                .value("size", ValueTypes.size(Limits.MIN_SIZE, Limits.MAX_SIZE))
                .orElse((long) Defaults.SIZE)
                .intValue(),
            flows(section),
            section.whole("dscp", 0, Limits.MAX_DSCP, Defaults.DSCP),
            section.value("interface", ValueTypes.INTERFACE),
            TriggerReader.read(section));
    section.refuseOthers();
    return probe;
  }

  private static int flows(Section section) {
    if ("auto".equals(section.text("flows"))) {
      section.problem("flows", "found 'auto', which is not in this version, expected a number");
      return Defaults.FLOWS;
    }
    return section.whole("flows", 1, Limits.MAX_FLOWS, Defaults.FLOWS);
  }
}
