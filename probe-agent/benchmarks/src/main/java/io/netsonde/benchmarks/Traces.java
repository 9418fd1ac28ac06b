package io.netsonde.benchmarks;

import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.trace.Hop;
import io.netsonde.traceroute.TraceTarget;
import io.netsonde.traceroute.net.Traceroute;
import java.time.Duration;
import java.util.Random;

/** How long whole traces of three rounds take, warm, and which hops they see. */
final class Traces {
  private static final int WARM_UP = 300;

  private Traces() {}

  /** Takes the target, the number of traces, and the milliseconds between them. */
  public static void main(String[] arguments) throws Exception {
    TraceTarget target =
        TraceTarget.of("benchmark", arguments[0])
            .withRounds(3, Duration.ZERO)
            .withTimeout(Duration.ofMillis(200))
            .withNames(false);
    int count = Integer.parseInt(arguments[1]);
    Duration pause = Duration.ofMillis(Long.parseLong(arguments[2]));
    try (Traceroute traceroute = Traceroute.open()) {
      for (int i = 0; i < WARM_UP; i++) {
        run(traceroute, target);
      }
      for (int i = 0; i < count; i++) {
        Thread.sleep(pause);
        long before = System.nanoTime();
        Trace trace = run(traceroute, target);
        System.out.println("took " + (System.nanoTime() - before) / 1_000);
        if (i + 1 == count) {
          System.out.println("hops " + hops(trace));
        }
      }
    }
  }

  private static Trace run(Traceroute traceroute, TraceTarget target) throws Exception {
    return traceroute.trace(target, SpanIdentity.random(new Random()));
  }

  private static String hops(Trace trace) {
    StringBuilder hops = new StringBuilder();
    for (Hop hop : trace.hops()) {
      hops.append(hops.isEmpty() ? "" : " ");
      hops.append(hop.isSilent() ? "*" : hop.responders().getFirst().address().getHostAddress());
    }
    return hops.toString();
  }
}
