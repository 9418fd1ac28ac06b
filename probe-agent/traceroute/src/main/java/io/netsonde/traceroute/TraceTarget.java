package io.netsonde.traceroute;

import io.netsonde.measurement.trace.TraceProtocol;
import io.netsonde.measurement.trace.TraceRounds;
import io.netsonde.measurement.trace.TraceSettings;
import java.time.Duration;

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
    return new TraceTarget(
        probe,
        host,
        version,
        protocol,
        port,
        rounds,
        maxTtl,
        roundInterval,
        timeout,
        dscp,
        resolveNames,
        findPathMtu);
  }

  /** The same by that protocol, towards its default port. */
  public TraceTarget withProtocol(TraceProtocol other) {
    return withProtocol(other, defaultPort(other));
  }

  /** The same by that protocol, towards that port. */
  public TraceTarget withProtocol(TraceProtocol other, int otherPort) {
    return new TraceTarget(
        probe,
        host,
        ipVersion,
        other,
        otherPort,
        rounds,
        maxTtl,
        roundInterval,
        timeout,
        dscp,
        resolveNames,
        findPathMtu);
  }

  /** The same with so many rounds, so far apart. */
  public TraceTarget withRounds(int count, Duration interval) {
    return new TraceTarget(
        probe,
        host,
        ipVersion,
        protocol,
        port,
        count,
        maxTtl,
        interval,
        timeout,
        dscp,
        resolveNames,
        findPathMtu);
  }

  /** The same up to so many hops. */
  public TraceTarget withMaxTtl(int hops) {
    return new TraceTarget(
        probe,
        host,
        ipVersion,
        protocol,
        port,
        rounds,
        hops,
        roundInterval,
        timeout,
        dscp,
        resolveNames,
        findPathMtu);
  }

  /** The same with that patience. */
  public TraceTarget withTimeout(Duration patience) {
    return new TraceTarget(
        probe,
        host,
        ipVersion,
        protocol,
        port,
        rounds,
        maxTtl,
        roundInterval,
        patience,
        dscp,
        resolveNames,
        findPathMtu);
  }

  /** The same with that code point. */
  public TraceTarget withDscp(int codePoint) {
    return new TraceTarget(
        probe,
        host,
        ipVersion,
        protocol,
        port,
        rounds,
        maxTtl,
        roundInterval,
        timeout,
        codePoint,
        resolveNames,
        findPathMtu);
  }

  /** The same with or without the hops' names. */
  public TraceTarget withNames(boolean wanted) {
    return new TraceTarget(
        probe,
        host,
        ipVersion,
        protocol,
        port,
        rounds,
        maxTtl,
        roundInterval,
        timeout,
        dscp,
        wanted,
        findPathMtu);
  }

  /** The same with or without the path MTU. */
  public TraceTarget withPathMtu(boolean wanted) {
    return new TraceTarget(
        probe,
        host,
        ipVersion,
        protocol,
        port,
        rounds,
        maxTtl,
        roundInterval,
        timeout,
        dscp,
        resolveNames,
        wanted);
  }

  private static TraceSettings settings(
      int rounds, int maxTtl, Duration roundInterval, Duration timeout) {
    return new TraceSettings(rounds, 1, maxTtl, roundInterval.toNanos(), timeout.toNanos(), true);
  }
}
