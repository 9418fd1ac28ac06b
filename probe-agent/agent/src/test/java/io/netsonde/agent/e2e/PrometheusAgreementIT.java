package io.netsonde.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.MetricCatalogue;
import io.netsonde.measurement.SpanCatalogue;
import io.netsonde.shaping.Impairment;
import io.netsonde.shaping.net.RelaySettings;
import io.netsonde.shaping.net.UdpRelay;
import io.netsonde.testkit.servers.CollectorServer;
import io.netsonde.testkit.servers.FreePort;
import io.netsonde.testkit.servers.PrometheusServer;
import io.netsonde.testkit.servers.Servers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A real Prometheus has the same of an agent, scraped and pushed: what the path was given. */
class PrometheusAgreementIT {
  private static final Duration DELAY = Duration.ofMillis(20);
  private static final double LOSS = 0.05;
  private static final int LEAST_PACKETS = 2000;
  private static final int CYCLE = 500;
  private static final double MOST_UNSTAMPED = 0.01;

  /** Of an exponential bucket, upper bound by lower: here at most this. */
  private static final double WIDTH = 1.045;

  /** The relay's dice begin with it, so the loss is nearly the same in each run. */
  private static final long SEED = 20;

  /** The same agent, come by both ways. */
  private static final String SCRAPED = "job=\"netsonde\"";

  private static final String PUSHED = "job=\"netsonde/netsonde-agent\"";

  @RegisterExtension final Servers servers = new Servers();
  @RegisterExtension final Programs programs = new Programs();

  @Test
  void shouldAnswerTheSameBothWaysWhenThePathLosesForwardAndDelaysBoth() throws Exception {
    int scrape = FreePort.tcp();
    PrometheusServer prometheus = servers.prometheus("127.0.0.1:" + scrape);
    CollectorServer collector = servers.collector().forwardTo(prometheus).start();
    Program reflect = programs.start("reflect", "--listen", "127.0.0.1:0");
    try (UdpRelay relay = relay(Reflecting.port(reflect))) {
      relay.start();
      Program agent =
          programs.start(
              Map.of("OTEL_METRIC_EXPORT_INTERVAL", "1000"),
              "agent",
              "--config",
              config(collector, scrape, relay.localAddress().getPort()).toString());
      agent.awaitLog("session with");
      String moment = awaitAgreement(prometheus);
      assertLoss(prometheus, moment);
      double given = 2 * DELAY.toNanos() / 1e9;
      double median = assertQuantile(prometheus, "0.5", moment);
      // Twice as much as given would be a stall of half of the packets.
      assertTrue(median >= given / WIDTH && median <= 2 * given, "pushed median is " + median);
      double p99 = assertQuantile(prometheus, "0.99", moment);
      assertTrue(p99 >= given / WIDTH, "pushed P99 is " + p99);
      double sent = count(prometheus, "forward", "sent", moment);
      double answered = count(prometheus, "round_trip", "received", moment);
      double samples = samples(prometheus, moment);
      agent.terminate();
      assertEquals(0, agent.awaitExit());
      collector.stop();
      long unstamped = unstamped(collector, Math.round(sent / CYCLE));
      assertEquals(answered, samples + unstamped, unstamped + " without stamps");
      assertTrue(unstamped < MOST_UNSTAMPED * answered, unstamped + " without stamps");
    }
  }

  /**
   * A time at which both ways have counted the same packets: some seconds ago, so it is settled.
   */
  private static String awaitAgreement(PrometheusServer prometheus) {
    String question =
        "(vector(time() - 3)) and on() ((%s == %s) >= %d)"
            .formatted(
                packets(SCRAPED, "forward", "sent", "offset 3s"),
                packets(PUSHED, "forward", "sent", "offset 3s"),
                LEAST_PACKETS);
    double moment = prometheus.awaitValue(question, Program.LIMIT);
    return "@ " + String.format(Locale.ROOT, "%.3f", moment);
  }

  private static void assertLoss(PrometheusServer prometheus, String moment) {
    for (String direction : List.of("forward", "reverse", "round_trip")) {
      double scraped = loss(prometheus, SCRAPED, direction, moment);
      double pushed = loss(prometheus, PUSHED, direction, moment);
      assertEquals(scraped, pushed, 1e-12, direction);
      if (direction.equals("reverse")) {
        assertEquals(0, scraped);
      } else {
        // Six standard deviations of the binomial distribution at the least number of packets.
        double reach = 6 * Math.sqrt(LOSS * (1 - LOSS) / LEAST_PACKETS);
        assertEquals(LOSS, scraped, reach, direction);
      }
    }
  }

  /** The round-trip delay that scraped and pushed agree on, as far as buckets can. */
  private static double assertQuantile(
      PrometheusServer prometheus, String quantile, String moment) {
    String metric = MetricCatalogue.RTT.prometheusName();
    double scraped =
        prometheus.awaitValue(
            "histogram_quantile(%s, sum by (le) (%s_bucket{%s} %s))"
                .formatted(quantile, metric, SCRAPED, moment),
            Program.LIMIT);
    double pushed =
        prometheus.awaitValue(
            "histogram_quantile(%s, sum(%s{%s} %s))".formatted(quantile, metric, PUSHED, moment),
            Program.LIMIT);
    List<Double> bounds = MetricCatalogue.RTT.buckets();
    double below = bounds.stream().filter(b -> b < pushed / WIDTH).reduce(0.0, Math::max);
    double above = bounds.stream().filter(b -> b >= pushed * WIDTH).findFirst().orElseThrow();
    String both = "quantile " + quantile + ": scraped " + scraped + ", pushed " + pushed;
    assertTrue(below <= scraped && scraped <= above, both);
    return pushed;
  }

  private static double samples(PrometheusServer prometheus, String moment) {
    return prometheus.awaitValue(
        "sum(%s_count{%s} %s)".formatted(MetricCatalogue.RTT.prometheusName(), SCRAPED, moment),
        Program.LIMIT);
  }

  private static double count(
      PrometheusServer prometheus, String direction, String outcome, String moment) {
    return prometheus.awaitValue(packets(SCRAPED, direction, outcome, moment), Program.LIMIT);
  }

  /**
   * How many answers of the first so many cycles had no part in the delays: on a machine that
   * stalls the kernel's stamps may contradict the clock, and are not used.
   */
  private static long unstamped(CollectorServer collector, long cycles) {
    return Collected.read(collector.metrics(), collector.traces())
        .spans(SpanCatalogue.CYCLE.name())
        .stream()
        .sorted(Comparator.comparingLong(Collected.Span::startNanos))
        .limit(cycles)
        .mapToLong(cycle -> cycle.number("netsonde.round_trip.unstamped"))
        .sum();
  }

  private static double loss(
      PrometheusServer prometheus, String way, String direction, String moment) {
    return prometheus.awaitValue(
        packets(way, direction, "lost", moment) + " / " + packets(way, direction, "sent", moment),
        Program.LIMIT);
  }

  private static String packets(String way, String direction, String outcome, String when) {
    return "sum(%s{%s,netsonde_direction=\"%s\",netsonde_packet_outcome=\"%s\"} %s)"
        .formatted(MetricCatalogue.PACKETS.prometheusName(), way, direction, outcome, when);
  }

  private static UdpRelay relay(int port) throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    Impairment way = Impairment.NONE.withDelay(DELAY).withSeed(SEED);
    return UdpRelay.open(
        RelaySettings.of(
            new InetSocketAddress(here, 0),
            new InetSocketAddress(here, port),
            way.withLoss(LOSS),
            way),
        (operation, failure) -> System.err.println("relay: " + operation + ": " + failure));
  }

  private Path config(CollectorServer collector, int scrape, int port) throws IOException {
    String text =
        """
        agent: {id: 101}
        otlp: {endpoint: "%s"}
        prometheus: {listen: "127.0.0.1:%d"}
        probes:
          - {name: sick, type: trafficsim, target: "127.0.0.1:%d",
             interval: 4ms, cycle: %d, timeout: 5s}
        """
            .formatted(collector.endpoint(), scrape, port, CYCLE);
    return Files.writeString(servers.folder().resolve("agent.yaml"), text);
  }
}
