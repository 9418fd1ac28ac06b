package io.netsonde.traceroute.net;

import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.trace.Hop;
import io.netsonde.measurement.trace.Responder;
import io.netsonde.measurement.trace.TraceProtocol;
import io.netsonde.testkit.Require;
import io.netsonde.testkit.hosts.Host;
import io.netsonde.testkit.hosts.JavaProgram;
import io.netsonde.traceroute.TraceTarget;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/** Traces on another host and prints what it found, for tests and benchmarks. */
final class TracingProgram {
  private TracingProgram() {}

  /** What it prints, on that host. */
  static List<String> run(Host host, String... arguments) throws Exception {
    return JavaProgram.lines(host, List.of(), TracingProgram.class, arguments);
  }

  /** Likewise, without any capability. */
  static List<String> runUnprivileged(Host host, String... arguments) throws Exception {
    String setpriv = Require.program("setpriv", "the package util-linux").toString();
    List<String> without = List.of(setpriv, "--inh-caps=-all", "--bounding-set=-all");
    return JavaProgram.lines(host, without, TracingProgram.class, arguments);
  }

  /**
   * Takes the target, the protocol, the number of rounds, their interval in milliseconds, how often
   * to trace, and further: {@code mtu}, {@code names}, {@code dscp=N}, {@code timeout=MS}, {@code
   * device=NAME}, {@code quiet}.
   */
  public static void main(String[] arguments) {
    TraceProtocol protocol = TraceProtocol.valueOf(arguments[1].toUpperCase(Locale.ROOT));
    TraceTarget target =
        TraceTarget.of("test", arguments[0])
            .withProtocol(protocol)
            .withRounds(
                Integer.parseInt(arguments[2]), Duration.ofMillis(Long.parseLong(arguments[3])))
            .withNames(false);
    boolean quiet = false;
    for (int i = 5; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "mtu" -> target = target.withPathMtu(true);
        case "names" -> target = target.withNames(true);
        case "quiet" -> quiet = true;
        default -> target = set(target, arguments[i].split("=", 2));
      }
    }
    try (Traceroute traceroute = Traceroute.open()) {
      for (int i = 0; i < Integer.parseInt(arguments[4]); i++) {
        long before = System.nanoTime();
        Trace trace = traceroute.trace(target, SpanIdentity.random(new Random()));
        long micros = (System.nanoTime() - before) / 1_000;
        if (!quiet) {
          print(trace);
        }
        System.out.println("took " + micros);
      }
    } catch (IOException e) {
      System.out.println(e.getMessage());
    }
  }

  private static TraceTarget set(TraceTarget target, String[] setting) {
    return switch (setting[0]) {
      case "timeout" -> target.withTimeout(Duration.ofMillis(Integer.parseInt(setting[1])));
      case "dscp" -> target.withDscp(Integer.parseInt(setting[1]));
      case "device" -> target.withDevice(Optional.of(setting[1]));
      default -> throw new IllegalArgumentException(setting[0]);
    };
  }

  private static void print(Trace trace) {
    for (Hop hop : trace.hops()) {
      String from =
          hop.responders().stream()
              .map(Responder::address)
              .map(address -> address.getHostAddress())
              .sorted()
              .collect(Collectors.joining(","));
      System.out.println(
          "hop "
              + hop.ttl()
              + " "
              + (hop.isSilent() ? "silent" : from + " " + hop.end().orElseThrow().label())
              + " "
              + hop.received()
              + "/"
              + hop.sent()
              + " ttl="
              + (hop.quotedTtl().isPresent() ? hop.quotedTtl().getAsInt() : "?")
              + " dscp="
              + (hop.quotedDscp().isPresent() ? hop.quotedDscp().getAsInt() : "?"));
    }
    System.out.println("path " + trace.path() + " port " + trace.flow().sourcePort());
    trace.pathMtu().ifPresent(mtu -> System.out.println("mtu " + mtu));
    trace.hops().stream()
        .flatMap(hop -> hop.responders().stream())
        .flatMap(one -> one.name().stream())
        .forEach(name -> System.out.println("name " + name));
  }
}
