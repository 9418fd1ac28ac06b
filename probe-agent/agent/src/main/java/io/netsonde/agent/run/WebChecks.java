package io.netsonde.agent.run;

import io.netsonde.agent.config.AgentConfig;
import io.netsonde.agent.config.HttpProbe;
import io.netsonde.http.net.HttpProber;
import io.netsonde.http.net.HttpProbes;
import io.netsonde.measurement.MeasurementSink;
import java.io.IOException;
import java.util.List;

/** The agent's checks of web services. */
final class WebChecks {
  private WebChecks() {}

  /**
   * Those that are configured; they do not begin yet.
   *
   * @throws IOException if a file for TLS cannot be used; the message says which and what to do
   */
  static HttpProbes open(AgentConfig config, MeasurementSink sink) throws IOException {
    HttpProbes probes = new HttpProbes();
    List<HttpProbe> configured = config.probes(HttpProbe.class);
    for (HttpProbe http : configured) {
      probes.add(
          http.target(),
          http.interval(),
          Probes.phaseNanos(config.agent().id(), http.name(), http.interval()),
          sink,
          HttpLog.toLog(http.name()));
    }
    if (!configured.isEmpty()) {
      // Else the first checks would show how this process loads its classes.
      HttpProber.warmUp();
    }
    return probes;
  }
}
