package io.netsonde.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netsonde.measurement.Distribution;
import io.netsonde.testkit.Require;
import io.netsonde.testkit.hosts.TwoHosts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The processes at both ends stand still now and then: the path's delay does not show it, since the
 * kernels go on stamping, and what was missed is not made up for.
 */
class PausesIT {
  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final int PAIRS = 3;
  private static final int COUNT = 600;
  private static final long INTERVAL_NANOS = 5_000_000;

  private static final long TOLERANCE_NANOS = 10_000;
  private static final double TOLERANCE_SHARE = 0.2;

  /** As many packets in a row as would be a burst: of the missed sixty, say. */
  private static final int BURST = 8;

  /** tcpdump's lines begin with seconds since the epoch, to the nanosecond. */
  private static final Pattern TIME = Pattern.compile("^(\\d+)\\.(\\d{9}) .*");

  @RegisterExtension final Programs programs = new Programs();

  @Test
  void shouldMeasureThePathAndNotThePausesWhenProcessesStandStill() throws Exception {
    Require.program("tcpdump", "the package tcpdump");
    try (TwoHosts hosts = TwoHosts.create()) {
      Program reflect =
          programs.start(hosts.right(), "reflect", "--listen", hosts.right().ipv4() + ":0");
      int port = Reflecting.port(reflect);
      List<Long> quiet = new ArrayList<>();
      List<Long> paused = new ArrayList<>();
      for (int pair = 0; pair < PAIRS; pair++) {
        quiet.addAll(measure(hosts, port, reflect, false));
        paused.addAll(measure(hosts, port, reflect, true));
      }
      long without = percentile(quiet);
      long with = percentile(paused);
      assertTrue(
          Math.abs(with - without) <= Math.max(TOLERANCE_NANOS, TOLERANCE_SHARE * without),
          "P99 is " + with + " ns with pauses and " + without + " ns without");
    }
  }

  private static long percentile(List<Long> nanos) {
    return Distribution.of(nanos.stream().mapToLong(Long::longValue).toArray()).percentile(99);
  }

  /** The round-trip delays of one run. */
  private List<Long> measure(TwoHosts hosts, int port, Program reflect, boolean pauses)
      throws Exception {
    Program capture =
        programs.startOther(
            hosts.left(),
            "tcpdump",
            "-nltt",
            "--time-stamp-precision=nano",
            "-i",
            hosts.left().networkInterface(),
            // UDP payload: a DATA.
            "udp[8:4] = 0x08031001 and dst port " + port);
    capture.awaitLog("listening on");
    Program ping =
        programs.start(
            hosts.left(),
            "ping",
            hosts.right().ipv4() + ":" + port,
            "--count",
            Integer.toString(COUNT),
            "--interval",
            "5ms",
            "--json");
    if (pauses) {
      capture.awaitOut(" > ");
      ping.pause(PAUSE);
      reflect.pause(PAUSE);
      ping.collectGarbage();
      reflect.collectGarbage();
      ping.pause(PAUSE);
    }
    assertEquals(0, ping.awaitExit());
    capture.terminate();
    capture.awaitExit();
    assertNoBurst(capture.out());

    JsonNode document = new ObjectMapper().readTree(String.join("\n", ping.out()));
    assertEquals("kernel", document.path("timestamp_source").asText());
    JsonNode figures = document.path("figures");
    assertEquals(COUNT, figures.path("round_trip").path("received").asInt(), figures::toString);
    List<Long> delays = new ArrayList<>();
    for (JsonNode packet : document.path("packets")) {
      if (packet.path("stamps").asText().equals("kernel")) {
        delays.add(Math.round(packet.path("rtt").asDouble() * 1e9));
      }
    }
    assertTrue(delays.size() >= COUNT * 0.95, "only " + delays.size() + " stamped by the kernels");
    return delays;
  }

  /** However late the process was: what left within any time is about what was due in it. */
  private static void assertNoBurst(List<String> captured) {
    List<Long> times = new ArrayList<>();
    for (String line : captured) {
      Matcher matcher = TIME.matcher(line);
      if (matcher.matches()) {
        times.add(
            Long.parseLong(matcher.group(1)) * 1_000_000_000L + Long.parseLong(matcher.group(2)));
      }
    }
    assertEquals(COUNT, times.size());
    for (int last = BURST - 1; last < times.size(); last++) {
      long took = times.get(last) - times.get(last - BURST + 1);
      assertTrue(
          took >= (BURST - 3) * INTERVAL_NANOS,
          BURST + " packets left within " + took + " ns, from the " + (last - BURST + 2) + "th on");
    }
  }
}
