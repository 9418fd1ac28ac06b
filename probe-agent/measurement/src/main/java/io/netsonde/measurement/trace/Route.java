package io.netsonde.measurement.trace;

import io.netsonde.measurement.Trace;
import java.net.InetAddress;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Who answered on a path, over one trace or several.
 *
 * @param responders by TTL, 1 to 255; silent hops are left out
 */
public record Route(NavigableMap<Integer, Set<InetAddress>> responders) {
  /** More routers at one hop are not remembered. */
  private static final int MOST_ADDRESSES = 64;

  private static final int MOST_TTL = 255;
  private static final Comparator<InetAddress> BY_BYTES =
      Comparator.comparing(InetAddress::getAddress, java.util.Arrays::compareUnsigned);

  public Route {
    TreeMap<Integer, Set<InetAddress>> own = new TreeMap<>();
    responders.forEach((ttl, addresses) -> own.put(requireTtl(ttl), bounded(addresses)));
    responders = Collections.unmodifiableNavigableMap(own);
  }

  private static int requireTtl(int ttl) {
    if (ttl < 1 || ttl > MOST_TTL) {
      throw new IllegalArgumentException("a TTL is within 1 to " + MOST_TTL + ", not " + ttl);
    }
    return ttl;
  }

  private static Set<InetAddress> bounded(Set<InetAddress> addresses) {
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("a hop without an address is left out");
    }
    return addresses.stream().limit(MOST_ADDRESSES).collect(Collectors.toUnmodifiableSet());
  }

  /** As that trace found it. */
  public static Route of(Trace trace) {
    TreeMap<Integer, Set<InetAddress>> found = new TreeMap<>();
    for (Hop hop : trace.hops()) {
      if (!hop.isSilent()) {
        found.put(
            hop.ttl(),
            hop.responders().stream()
                .map(Responder::address)
                .collect(Collectors.toUnmodifiableSet()));
      }
    }
    return new Route(found);
  }

  /** Whether nobody answered. */
  public boolean isEmpty() {
    return responders.isEmpty();
  }

  /**
   * Whether that is another route for packets of the same ports: some TTL was answered both times,
   * and by none of the same addresses. A router that keeps silent now and then makes no difference,
   * nor does one more of several equal-cost routers.
   */
  public boolean isOther(Route later) {
    return hopsShared(later) < hopsOfBoth(later);
  }

  /**
   * Whether that is another route even for packets of other ports, which may take another branch
   * where routers have several: of the TTLs answered both times, fewer than half by one of the same
   * addresses.
   */
  public boolean isMostlyOther(Route later) {
    return 2 * hopsShared(later) < hopsOfBoth(later);
  }

  private long hopsOfBoth(Route later) {
    return responders.keySet().stream().filter(later.responders::containsKey).count();
  }

  private long hopsShared(Route later) {
    return responders.entrySet().stream()
        .filter(
            hop ->
                !Collections.disjoint(
                    hop.getValue(), later.responders.getOrDefault(hop.getKey(), Set.of())))
        .count();
  }

  /** Where nobody answered, who did later. */
  public Route orIn(Route later) {
    TreeMap<Integer, Set<InetAddress>> filled = new TreeMap<>(later.responders);
    filled.putAll(responders);
    return new Route(filled);
  }

  /** With those who answered later, too. */
  public Route with(Route later) {
    TreeMap<Integer, Set<InetAddress>> together = new TreeMap<>(responders);
    later.responders.forEach((ttl, addresses) -> together.merge(ttl, addresses, Route::union));
    return new Route(together);
  }

  private static Set<InetAddress> union(Set<InetAddress> one, Set<InetAddress> other) {
    Set<InetAddress> all = new LinkedHashSet<>(one);
    all.addAll(other);
    return all;
  }

  private static final Pattern HOP = Pattern.compile("(\\d{1,3})=([0-9a-fA-F.:|]+)");

  /** As {@code 1=192.0.2.1,2=192.0.2.5|192.0.2.9}, which {@link #parse} reads. */
  @Override
  public String toString() {
    return responders.entrySet().stream()
        .map(
            hop ->
                hop.getKey()
                    + "="
                    + hop.getValue().stream()
                        .sorted(BY_BYTES)
                        .map(InetAddress::getHostAddress)
                        .map(address -> address.replaceAll("%.*", ""))
                        .collect(Collectors.joining("|")))
        .collect(Collectors.joining(","));
  }

  /**
   * What {@link #toString} wrote.
   *
   * @throws IllegalArgumentException if it is no such text; the message says what is wrong
   */
  public static Route parse(String text) {
    TreeMap<Integer, Set<InetAddress>> found = new TreeMap<>();
    for (String hop : text.split(",", -1)) {
      var matcher = HOP.matcher(hop);
      if (!matcher.matches()) {
        throw new IllegalArgumentException("'" + hop + "' is no hop, as 1=192.0.2.1");
      }
      List<String> addresses = List.of(matcher.group(2).split("\\|", -1));
      found.put(
          Integer.parseInt(matcher.group(1)),
          addresses.stream().map(InetAddress::ofLiteral).collect(Collectors.toUnmodifiableSet()));
    }
    return new Route(found);
  }
}
