package io.netsonde.agent.run;

import io.netsonde.agent.config.AllowedAgents;
import io.netsonde.agent.config.HostPort;
import io.netsonde.agent.config.Secret;
import io.netsonde.measurement.MeasurementSink;
import io.netsonde.netio.HostClock;
import io.netsonde.netio.Stamping;
import io.netsonde.trafficsim.net.ReflectorServer;
import io.netsonde.trafficsim.reflector.Reflector;
import io.netsonde.trafficsim.reflector.ReflectorLimits;
import io.netsonde.trafficsim.reflector.ReflectorSettings;
import io.netsonde.trafficsim.reflector.TraceBackLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;

/** Makes reflectors as configured, each with a boot id and a secret of its own. */
final class Reflectors {
  private static final int SECRET_BYTES = 32;

  private Reflectors() {}

  /**
   * Binds a reflector that does not answer yet.
   *
   * @param stamping who stamps
   * @param agentId its id, 0 for none
   * @param traceBack what it does at most for senders that ask it to trace back
   * @throws IOException if the address cannot be bound
   */
  static ReflectorServer open(
      Stamping stamping,
      long agentId,
      HostPort listen,
      AllowedAgents allowed,
      List<Secret> keys,
      TraceBackLimits traceBack,
      MeasurementSink sink)
      throws IOException {
    SecureRandom random = new SecureRandom();
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    ReflectorSettings settings =
        new ReflectorSettings(
            agentId,
            switch (allowed) {
              case AllowedAgents.Any _ -> io.netsonde.trafficsim.reflector.AllowedAgents.any();
              case AllowedAgents.Listed listed ->
                  io.netsonde.trafficsim.reflector.AllowedAgents.of(listed.ids());
            },
            keys.stream().map(Secret::text).toList(),
            ReflectorLimits.DEFAULT,
            HostClock.id(),
            random.nextLong() | 1,
            io.netsonde.trafficsim.reflector.Secret.of(secret),
            HostClock.error(),
            traceBack);
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getByName(listen.host()), listen.port());
    return ReflectorServer.open(
        stamping, new Reflector(settings, sink), address, new ReceiverLog());
  }
}
