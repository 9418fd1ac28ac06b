package io.netsonde.agent.config;

import io.netsonde.agent.AddressFamily;
import io.netsonde.ping.EchoSettings;

/** Reads a probe of type {@code ping}. */
final class PingProbeReader {
  private PingProbeReader() {}

  static PingProbe read(Section section, String name) {
    PingProbe probe =
        new PingProbe(
            name,
            section.required("target", ValueTypes.HOST, "stand-in"),
            section
                .value("ip_version", ValueTypes.IP_VERSION)
                .map(PingProbeReader::family)
                .orElse(AddressFamily.ANY),
            section
                .value("interval", ValueTypes.duration(Limits.MIN_INTERVAL, Limits.MAX_INTERVAL))
                .orElse(Defaults.INTERVAL),
            section.whole("cycle", 1, EchoSettings.MAX_CYCLE, Defaults.CYCLE),
            section
                .value("timeout", ValueTypes.duration(Limits.MIN_TIMEOUT, Limits.MAX_TIMEOUT))
                .orElse(Defaults.TIMEOUT),
            section
                .value("size", ValueTypes.size(EchoSettings.MIN_SIZE, EchoSettings.MAX_SIZE))
                .orElse((long) Defaults.ECHO_SIZE)
                .intValue(),
            section.whole("dscp", 0, Limits.MAX_DSCP, Defaults.DSCP),
            section.value("interface", ValueTypes.INTERFACE));
    section.refuseOthers();
    return probe;
  }

  private static AddressFamily family(int number) {
    return number == ValueTypes.IPV4 ? AddressFamily.IPV4 : AddressFamily.IPV6;
  }
}
