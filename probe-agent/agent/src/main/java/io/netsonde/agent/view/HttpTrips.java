package io.netsonde.agent.view;

import io.netsonde.measurement.Distribution;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.http.HttpExchange;
import io.netsonde.measurement.http.HttpPhase;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How long responses were waited for, beside the round trips that this takes at least: one for each
 * request, as long as it took to make the connection over which it went. Only of checks in which
 * all of these are known: through a proxy connecting says nothing of the server, and a connection
 * of an earlier check was not timed.
 *
 * @param waits per check, all its exchanges together
 * @param connects for each of those exchanges once, together
 */
public record HttpTrips(Distribution waits, Distribution connects) {
  static HttpTrips of(List<HttpCheck> checks) {
    List<HttpCheck> known =
        checks.stream().filter(check -> connectNanos(check).isPresent()).toList();
    return new HttpTrips(
        Distribution.of(known.stream().mapToLong(check -> check.nanos(HttpPhase.WAIT)).toArray()),
        Distribution.of(
            known.stream().mapToLong(check -> connectNanos(check).orElse(0)).toArray()));
  }

  private static OptionalLong connectNanos(HttpCheck check) {
    Map<InetSocketAddress, Long> connected = new HashMap<>();
    long sum = 0;
    for (HttpExchange exchange : check.exchanges()) {
      if (exchange.proxy().isPresent() || exchange.peer().isEmpty()) {
        return OptionalLong.empty();
      }
      InetSocketAddress peer = exchange.peer().get();
      long own = exchange.nanos(HttpPhase.CONNECT);
      if (own > 0) {
        connected.put(peer, own);
      }
      Long connect = connected.get(peer);
      if (connect == null) {
        return OptionalLong.empty();
      }
      sum += connect;
    }
    return OptionalLong.of(sum);
  }
}
