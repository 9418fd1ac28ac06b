package io.netsonde.traceroute;

import io.netsonde.measurement.trace.TraceProtocol;
import io.netsonde.measurement.trace.TraceRounds;
import io.netsonde.measurement.trace.TraceSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What to trace, and how. {@link #of} has the defaults.
 *
 * @param probe the name of the probe on whose behalf
 * @param host the target's host name or address
 * @param ipVersion over which IP
 * @param protocol what the probes are: {@link TraceProtocol#UDP}, {@link TraceProtocol#ICMP} or
 *     {@link TraceProtocol#TCP}
 * @param port the target's port, 1 to 65535, the same for all probes so that they are one flow; 0
 *     for {@link TraceProtocol#ICMP}
 * @param rounds how often every TTL is asked
 * @param maxTtl how many hops the path may have at most, 1 to 255
 * @param roundInterval from one round's begin to the next one's
 * @param timeout how long an answer is awaited at most
 * @param dscp the DSCP of the probes, 0 to 63
 * @param device the name of the only network interface that probes leave and answers come by;
 *     empty: as the system routes
 * @param resolveNames whether the hops' addresses are to be resolved; what is not resolved by the
 *     end of the trace stays without a name
 * @param findPathMtu whether to find the path MTU as well
 */
public record TraceTarget(
    String probe,
    String host,
    IpVersion ipVersion,
    TraceProtocol protocol,
    int port,
    int rounds,
    int maxTtl,
    Duration roundInterval,
    Duration timeout,
    int dscp,
    Optional<String> device,
    boolean resolveNames,
    boolean findPathMtu) {
  /** The port that traceroute begins with: hosts have no service there. */
  public static final int UDP_PORT = 33_434;

  /** The port of HTTPS, which firewalls let through. */
  public static final int TCP_PORT = 443;

  private static final Duration LEAST_MTU_TIMEOUT = Duration.ofMillis(1_100);

  public TraceTarget {
    if (host.isBlank()) {
      throw new IllegalArgumentException("a trace needs a host");
    }
    if (protocol == TraceProtocol.TRAFFICSIM) {
      throw new IllegalArgumentException("a session's own packets are traced by the session");
    }
    if (protocol == TraceProtocol.ICMP ? port != 0 : port < 1 || port > 65_535) {
      throw new IllegalArgumentException(
          "port " + port + " does not fit a trace by " + protocol.label());
    }
    if (dscp < 0 || dscp > 63) {
      throw new IllegalArgumentException("a DSCP is 0 to 63, not " + dscp);
    }
    TraceSettings unused = settings(rounds, maxTtl, roundInterval, timeout);
  }

  /** By UDP, three rounds a second apart, up to 30 hops, a second's patience, with names. */
  public static TraceTarget of(String probe, String host) {
    return new TraceTarget(
        probe,
        host,
        IpVersion.ANY,
        TraceProtocol.UDP,
        UDP_PORT,
        3,
        30,
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        0,
        Optional.empty(),
        true,
        false);
  }

  /** The port that a protocol's probes go to where none is given. */
  public static int defaultPort(TraceProtocol protocol) {
    return switch (protocol) {
      case UDP, TRAFFICSIM -> UDP_PORT;
      case TCP -> TCP_PORT;
      case ICMP -> 0;
    };
  }

  /** How its rounds go. */
  public TraceSettings settings() {
    return settings(rounds, maxTtl, roundInterval, timeout);
  }

  /** Whether the target answers, if at all, that nobody listens there: six times, then rarely. */
  public boolean isTowardsClosedPort() {
    return protocol == TraceProtocol.UDP;
  }

  /** How long the rounds take at most; what finds the path MTU comes after them. */
  public Duration longest() {
    return Duration.ofNanos(TraceRounds.longestNanos(settings(), isTowardsClosedPort()));
  }

  /**
   * How long an answer to a long probe is awaited. Three in a row have to be lost before a length
   * counts as too long: with fewer than a second between them, one limit could silence them all.
   */
  public Duration mtuTimeout() {
    return isTowardsClosedPort() && timeout.compareTo(LEAST_MTU_TIMEOUT) < 0
        ? LEAST_MTU_TIMEOUT
        : timeout;
  }

  /** The same over that IP. */
  public TraceTarget withIpVersion(IpVersion version) {
    return with(draft -> draft.ipVersion = version);
  }

  /** The same by that protocol, towards its default port. */
  public TraceTarget withProtocol(TraceProtocol other) {
    return withProtocol(other, defaultPort(other));
  }

  /** The same by that protocol, towards that port. */
  public TraceTarget withProtocol(TraceProtocol other, int otherPort) {
    return with(
        draft -> {
          draft.protocol = other;
          draft.port = otherPort;
        });
  }

  /** The same with so many rounds, so far apart. */
  public TraceTarget withRounds(int count, Duration interval) {
    return with(
        draft -> {
          draft.rounds = count;
          draft.roundInterval = interval;
        });
  }

  /** The same up to so many hops. */
  public TraceTarget withMaxTtl(int hops) {
    return with(draft -> draft.maxTtl = hops);
  }

  /** The same with that patience. */
  public TraceTarget withTimeout(Duration patience) {
    return with(draft -> draft.timeout = patience);
  }

  /** The same with that code point. */
  public TraceTarget withDscp(int codePoint) {
    return with(draft -> draft.dscp = codePoint);
  }

  /** The same by that network interface; empty: as the system routes. */
  public TraceTarget withDevice(Optional<String> only) {
    return with(draft -> draft.device = only);
  }

  /** The same with or without the hops' names. */
  public TraceTarget withNames(boolean wanted) {
    return with(draft -> draft.resolveNames = wanted);
  }

  /** The same with or without the path MTU. */
  public TraceTarget withPathMtu(boolean wanted) {
    return with(draft -> draft.findPathMtu = wanted);
  }

  private TraceTarget with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.finished();
  }

  /** What can be changed of a target, while it is. */
  private static final class Draft {
    private final TraceTarget of;
    private IpVersion ipVersion;
    private TraceProtocol protocol;
    private int port;
    private int rounds;
    private int maxTtl;
    private Duration roundInterval;
    private Duration timeout;
    private int dscp;
    private Optional<String> device;
    private boolean resolveNames;
    private boolean findPathMtu;

    Draft(TraceTarget of) {
      this.of = of;
      ipVersion = of.ipVersion;
      protocol = of.protocol;
      port = of.port;
      rounds = of.rounds;
      maxTtl = of.maxTtl;
      roundInterval = of.roundInterval;
      timeout = of.timeout;
      dscp = of.dscp;
      device = of.device;
      resolveNames = of.resolveNames;
      findPathMtu = of.findPathMtu;
    }

    TraceTarget finished() {
      return new TraceTarget(
          of.probe,
          of.host,
          ipVersion,
          protocol,
          port,
          rounds,
          maxTtl,
          roundInterval,
          timeout,
          dscp,
          device,
          resolveNames,
          findPathMtu);
    }
  }

  private static TraceSettings settings(
      int rounds, int maxTtl, Duration roundInterval, Duration timeout) {
    return new TraceSettings(rounds, 1, maxTtl, roundInterval.toNanos(), timeout.toNanos(), true);
  }
}
