package io.netsonde.trafficsim.net;

import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.MeasurementSink;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.trace.Hop;
import io.netsonde.netio.Stamping;
import io.netsonde.trafficsim.trace.TraceRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A reflector, or a sender that traces its session once it has one, on the host where it runs:
 * prints every trace, and ends with its standard input.
 */
final class TracingProgram {
  private TracingProgram() {}

  /** Takes "reflector" or "sender", an address, a port, and for a sender the number of rounds. */
  public static void main(String[] arguments) throws Exception {
    MeasurementSink sink = TracingProgram::print;
    String address = arguments[1];
    int port = Integer.parseInt(arguments[2]);
    if (arguments[0].equals("reflector")) {
      try (ReflectorServer _ =
          TracingEnds.reflector(
              TracingEnds.at(address, port), Stamping.KERNEL, List.of(), Duration.ZERO, sink)) {
        System.out.println("ready");
        System.in.transferTo(System.out);
      }
      return;
    }
    TraceRequest request = TracingEnds.request(Integer.parseInt(arguments[3]));
    SenderListener listener =
        new SenderListener() {
          @Override
          public void traceFailed(int flow, String reason) {
            System.out.println("failed " + reason);
          }
        };
    try (SenderLoop loop =
        TracingEnds.sender(
            TracingEnds.at(address, port), Stamping.KERNEL, List.of(), 1, sink, listener)) {
      System.out.println(loop.trace(TracingEnds.PROBE, 0, request).label());
      System.in.transferTo(System.out);
    }
  }

  /** A line a trace: its direction, and for each hop who answered and which share was lost. */
  private static void print(Measurement measurement) {
    if (measurement instanceof Trace trace) {
      StringBuilder line = new StringBuilder(trace.direction().name());
      line.append(trace.isReached() ? " reached" : " unreached");
      for (Hop hop : trace.hops()) {
        line.append(' ').append(hop.ttl()).append('=');
        hop.responders().forEach(one -> line.append(one.address().getHostAddress()));
        line.append(String.format(Locale.ROOT, ":%.2f", hop.loss().orElse(1)));
      }
      System.out.println(line);
    }
  }
}
