package io.netsonde.agent.run;

import io.netsonde.agent.config.Secret;
import io.netsonde.agent.config.TrafficSimProbe;
import io.netsonde.measurement.Path;
import io.netsonde.measurement.SlotSchedule;
import io.netsonde.trafficsim.sender.ProbeSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.CRC32;

/** Makes probes as configured. */
final class Probes {
  private Probes() {}

  static ProbeSettings settings(long agentId, TrafficSimProbe probe) {
    return new ProbeSettings(
        new Path(
            probe.name(),
            probe.targetAgent().orElse(0),
            probe.target().host(),
            probe.target().port()),
        agentId,
        probe.interval(),
        probe.cycle(),
        probe.timeout(),
        probe.size(),
        probe.flows(),
        probe.key().map(Secret::text).stream().toList(),
        0);
  }

  /**
   * When a probe's packets are due within its interval: spread over it by the names, so that many
   * probes of one agent, and many agents with one probe each, do not all send at once. After a
   * minute at the latest, so that something is known soon.
   */
  static long phaseNanos(long agentId, String probe, Duration interval) {
    CRC32 hash = new CRC32();
    hash.update((agentId + "/" + probe).getBytes(StandardCharsets.UTF_8));
    double share = hash.getValue() / (double) (1L << 32);
    return (long) (share * Math.min(interval.toNanos(), SlotSchedule.LONGEST_WAIT_NANOS));
  }
}
