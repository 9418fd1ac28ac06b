package io.netsonde.agent.config;

import io.netsonde.measurement.trace.TraceProtocol;
import io.netsonde.traceroute.IpVersion;
import io.netsonde.traceroute.TraceTarget;
import java.time.Duration;

/** Reads a probe of type {@code trace}. */
final class TraceProbeReader {
  private TraceProbeReader() {}

  static TraceProbe read(Section section, String name) {
    TraceTarget or = TraceTarget.of(name, "stand-in");
    TraceProtocol protocol =
        section.value("protocol", ValueTypes.TRACE_PROTOCOL).orElse(or.protocol());
    TraceTarget target =
        new TraceTarget(
            name,
            section.required("target", ValueTypes.HOST, or.host()),
            section
                .value("ip_version", ValueTypes.IP_VERSION)
                .map(TraceProbeReader::version)
                .orElse(or.ipVersion()),
            protocol,
            port(section, protocol),
            section.whole("rounds", 1, Limits.MAX_TRACE_ROUNDS, or.rounds()),
            section.whole("max_hops", 1, Limits.MAX_HOPS, or.maxTtl()),
            duration(section, "round_interval", Limits.MIN_ROUND_INTERVAL, or.roundInterval()),
            duration(section, "timeout", Limits.MIN_TIMEOUT, or.timeout()),
            section.whole("dscp", 0, Limits.MAX_DSCP, or.dscp()),
            section.value("interface", ValueTypes.INTERFACE),
            section.value("names", ValueTypes.TRUTH).orElse(or.resolveNames()),
            section.value("path_mtu", ValueTypes.TRUTH).orElse(or.findPathMtu()));
    Duration interval =
        section
            .value(
                "interval",
                ValueTypes.duration(Limits.MIN_CHECK_INTERVAL, Limits.MAX_CHECK_INTERVAL))
            .orElse(Defaults.TRACE_INTERVAL);
    section.refuseOthers();
    return new TraceProbe(target, interval);
  }

  private static int port(Section section, TraceProtocol protocol) {
    int fallback = TraceTarget.defaultPort(protocol);
    if (protocol == TraceProtocol.ICMP) {
      if (section.node("port").isPresent()) {
        section.problem(
            "port", "found " + section.described("port") + ", but ICMP has no ports; remove it");
      }
      return fallback;
    }
    return section.whole("port", 1, Limits.MAX_PORT, fallback);
  }

  private static Duration duration(Section section, String key, Duration least, Duration fallback) {
    return section.value(key, ValueTypes.duration(least, Limits.MAX_TIMEOUT)).orElse(fallback);
  }

  private static IpVersion version(int number) {
    return number == ValueTypes.IPV4 ? IpVersion.IPV4 : IpVersion.IPV6;
  }
}
