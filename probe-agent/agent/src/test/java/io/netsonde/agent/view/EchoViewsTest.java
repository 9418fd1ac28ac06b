package io.netsonde.agent.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netsonde.agent.view.PingPacket.Fate;
import io.netsonde.diagnosis.RunVerdict;
import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.CycleTrace;
import io.netsonde.measurement.CycleTrace.Outcome;
import io.netsonde.measurement.EchoError;
import io.netsonde.measurement.EchoStatistics;
import io.netsonde.measurement.Stamps;
import io.netsonde.measurement.TimestampSource;
import io.netsonde.ping.EchoFailure;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a person and a program see of echoes; to be read by eye when it changes. */
class EchoViewsTest {
  private static final long MS = 1_000_000;
  private static final EchoFailure UNREACHABLE =
      new EchoFailure(EchoError.HOST_UNREACHABLE, InetAddress.ofLiteral("192.0.2.254"));

  private static final List<EchoPacket> PACKETS =
      List.of(
          answered(0, Fate.ANSWERED, 7 * MS),
          answered(1, Fate.ANSWERED, 9 * MS),
          answered(2, Fate.LATE, 2_100 * MS),
          lost(3, Optional.of(UNREACHABLE)),
          lost(4, Optional.empty()));

  private static EchoPacket answered(long sequence, Fate fate, long nanos) {
    return new EchoPacket(
        sequence,
        fate,
        OptionalLong.of(nanos),
        Optional.of(TimestampSource.KERNEL),
        Optional.empty());
  }

  private static EchoPacket lost(long sequence, Optional<EchoFailure> failure) {
    return new EchoPacket(sequence, Fate.LOST, OptionalLong.empty(), Optional.empty(), failure);
  }

  private static CycleFigures figures() {
    CycleTrace trace = new CycleTrace(0, 5);
    for (int row = 0; row < 5; row++) {
      trace.sent(row, 20_000);
    }
    trace.echoed(0, Outcome.ANSWERED, 0, MS, 9 * MS);
    trace.stamped(0, MS, 8 * MS);
    trace.echoed(1, Outcome.ANSWERED, 1, MS, 11 * MS);
    trace.stamped(1, MS, 10 * MS);
    trace.answeredAgain(1);
    trace.echoed(2, Outcome.LATE, 2, MS, 2_101 * MS);
    return new EchoStatistics().close(trace, Stamps.SENDER, 280, 224);
  }

  @Test
  void shouldShowEachEchoInALine() {
    assertEquals(
        List.of(
            "seq=0 rtt=7.00ms",
            "seq=1 rtt=9.00ms",
            "seq=2 rtt=2.10s late",
            "seq=3 lost: host unreachable, says 192.0.2.254",
            "seq=4 lost"),
        PACKETS.stream().map(EchoText::line).toList());
  }

  @Test
  void shouldSumUpWithoutClaimingADirection() {
    assertEquals(
        """

        --- gateway by ICMP echo ---
        packets     sent  received  lost   loss  duplicates  reordered
        round trip     5         2     3  60.0%           1          0
        late 1; an echo does not tell in which direction a packet was lost
        1 lost: host unreachable, says 192.0.2.254

        times        min    mean  median     P95     P99     max  stddev
        rtt       7.00ms  8.00ms  7.00ms  9.00ms  9.00ms  9.00ms  1.00ms
        pdv           0s  1.00ms      0s  2.00ms  2.00ms  2.00ms  1.00ms
        |ipdv|    2.00ms  2.00ms  2.00ms  2.00ms  2.00ms  2.00ms      0s
        send lag  20.0µs  20.0µs  20.0µs  20.0µs  20.0µs  20.0µs      0s

        jitter (RFC 3550): round trip 125µs
        MOS: 1.00, an estimate for G.711 from half the round trip
        time stamps: by this host's kernel; the target's own time is in the delays
        """,
        EchoText.summary("gateway", TimestampSource.KERNEL, figures(), PACKETS));
  }

  @Test
  void shouldGiveProgramsTheDocumentOfAReflectorWithNullForWhatAnEchoCannotKnow() throws Exception {
    JsonNode root =
        new ObjectMapper()
            .readTree(
                EchoJson.document(
                    "gateway",
                    TimestampSource.KERNEL,
                    figures(),
                    PACKETS,
                    new RunVerdict(List.of(), List.of("3 of 5 echoes were lost."))));
    assertEquals("gateway", root.get("target").asText());
    assertEquals("kernel", root.get("timestamp_source").asText());
    assertEquals(5, root.get("packets").size());
    assertEquals("0.007", root.get("packets").get(0).get("rtt").asText());
    assertEquals("late", root.get("packets").get(2).get("outcome").asText());
    JsonNode unreachable = root.get("packets").get(3);
    assertEquals("lost", unreachable.get("outcome").asText());
    assertEquals("host_unreachable", unreachable.get("error").asText());
    assertEquals("192.0.2.254", unreachable.get("error_from").asText());
    assertTrue(root.get("packets").get(4).get("error").isNull());
    JsonNode figures = root.get("figures");
    for (String unknown : List.of("forward", "reverse", "clock", "clock_steps", "loss_asymmetry")) {
      assertTrue(figures.get(unknown).isNull(), unknown);
    }
    assertEquals(3, figures.get("undecided").asInt());
    assertEquals(2, figures.get("round_trip").get("received").asInt());
    assertEquals(1, figures.get("round_trip").get("duplicates").asInt());
    assertEquals(0, root.get("flows").size());
    assertEquals("3 of 5 echoes were lost.", root.get("sentences").get(0).asText());
    assertEquals(0, root.get("findings").size());
  }
}
