package io.netsonde.http;

import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a server is reached.
 *
 * @param resolvers asked in turn, without a cache; none: those of the system, after its hosts file
 * @param isReused whether a connection is kept for the next check; otherwise each check makes its
 *     own
 */
public record ConnectionSettings(
    IpVersion ipVersion,
    Optional<HttpProxy> proxy,
    List<InetSocketAddress> resolvers,
    Set<HttpVersion> versions,
    boolean isReused) {
  public static final ConnectionSettings DEFAULT =
      new ConnectionSettings(
          IpVersion.ANY, Optional.empty(), List.of(), EnumSet.allOf(HttpVersion.class), false);

  public ConnectionSettings {
    resolvers = List.copyOf(resolvers);
    versions = Set.copyOf(versions);
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("no version of HTTP is left to speak");
    }
    if (resolvers.stream().anyMatch(InetSocketAddress::isUnresolved)) {
      throw new IllegalArgumentException("a resolver is named by its address, not by a name");
    }
  }
}
