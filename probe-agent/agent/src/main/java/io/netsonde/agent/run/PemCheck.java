package io.netsonde.agent.run;

import io.netsonde.agent.config.AgentConfig;
import io.netsonde.agent.config.ConfigException;
import io.netsonde.agent.config.HttpProbe;
import io.netsonde.agent.config.TlsConfig;
import io.netsonde.http.HttpTarget;
import io.netsonde.http.TlsFiles;
import io.netsonde.http.net.HttpProber;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Whether the PEM files that a configuration names can be used. */
final class PemCheck {
  /** Whoever it is for, the files are read and nobody is connected to. */
  private static final URI ANYBODY = URI.create("https://localhost/");

  private PemCheck() {}

  /**
   * Reads them all.
   *
   * @throws ConfigException naming every file that cannot be used, and what to do
   */
  static void require(AgentConfig config) throws ConfigException {
    List<String> mistakes = new ArrayList<>();
    TlsConfig otlp = config.otlp().tls();
    read(
        "otlp",
        HttpTarget.of("otlp", ANYBODY)
            .withTls(new TlsFiles(otlp.ca(), otlp.certificate(), otlp.key())),
        mistakes);
    for (HttpProbe probe : config.probes(HttpProbe.class)) {
      read("probe " + probe.name(), probe.target(), mistakes);
    }
    if (!mistakes.isEmpty()) {
      throw new ConfigException(String.join("\n", mistakes));
    }
  }

  private static void read(String owner, HttpTarget target, List<String> mistakes) {
    if (target.tls().equals(TlsFiles.NONE)) {
      return;
    }
    try {
      HttpProber.open(target).close();
    } catch (IOException e) {
      mistakes.add(owner + ": tls: " + e.getMessage());
    }
  }
}
