package io.netsonde.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.Attribute;
import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.CycleTrace;
import io.netsonde.measurement.CycleTrace.Outcome;
import io.netsonde.measurement.EchoError;
import io.netsonde.measurement.EchoStatistics;
import io.netsonde.measurement.Finding;
import io.netsonde.measurement.FindingCatalogue;
import io.netsonde.measurement.FindingKind;
import io.netsonde.measurement.PingCycle;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.Stamps;
import io.netsonde.measurement.TrafficSimCycle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What single runs are said to show, word by word; to be read by eye when it changes. */
class RunDiagnosisTest {
  private static final long MS = 1_000_000;
  private static final String TRACE = "To see behind which hop: netsonde trace ";

  private static RunVerdict packets(CycleFigures... flows) {
    return packets(RunConditions.UNDISTURBED, flows);
  }

  private static RunVerdict packets(RunConditions conditions, CycleFigures... flows) {
    TrafficSimCycle cycle = new PathCycles().of(flows);
    List<OptionalInt> ports =
        IntStream.range(0, flows.length).mapToObj(flow -> OptionalInt.of(40_000 + flow)).toList();
    return RunDiagnosis.of(cycle, ports, conditions);
  }

  /** So many echoes, each of which is lost, unsent or takes so long. */
  private static PingCycle echoes(
      int count,
      IntPredicate isLost,
      IntPredicate isUnsent,
      IntToLongFunction nanos,
      Map<EchoError, Long> errors) {
    CycleTrace trace = new CycleTrace(0, count);
    for (int row = 0; row < count; row++) {
      trace.sent(row, 20_000);
      if (isUnsent.test(row)) {
        trace.refused(row);
      }
      if (!isLost.test(row) && !isUnsent.test(row)) {
        long sent = row * (1_000 * MS);
        trace.echoed(row, Outcome.ANSWERED, row, sent, sent + nanos.applyAsLong(row));
        trace.stamped(row, sent, sent + nanos.applyAsLong(row));
      }
    }
    Stamps stamps = EchoStatistics.stamps(trace);
    return new PingCycle(
        "ping",
        "gateway",
        SpanIdentity.random(new Random(1)),
        0,
        TrafficSimCycle.Outcome.COMPLETE,
        EchoStatistics.source(stamps),
        PathCycles.START,
        PathCycles.START + count * (1_000 * MS),
        new EchoStatistics().close(trace, stamps, 0, 0),
        errors);
  }

  private static PingCycle losing(int count, IntPredicate isLost) {
    return echoes(count, isLost, row -> false, row -> 10 * MS, Map.of());
  }

  private static RunVerdict shown(PingCycle cycle) {
    return RunDiagnosis.of(cycle, RunConditions.UNDISTURBED);
  }

  private static List<FindingKind> kinds(RunVerdict verdict) {
    return verdict.findings().stream().map(Finding::kind).toList();
  }

  @Test
  void shouldSayHowLittleAFewPacketsProveWhenNothingIsLost() {
    RunVerdict verdict = packets(PathCycles.flow(10, 0, 0));
    assertEquals(List.of(), verdict.findings());
    assertEquals(
        List.of(
            "All 10 packets to berlin.example.net came back: the loss is below 26 %, 95 % sure."),
        verdict.sentences());
    assertEquals(
        "1 of 1 packets to berlin.example.net came back: the loss is below 95 %, 95 % sure.",
        packets(PathCycles.flow(1, 0, 0)).sentences().getFirst());
  }

  @Test
  void shouldNameTheDirectionWhenItLosesBeyondChance() {
    RunVerdict verdict = packets(PathCycles.flow(100, 20, 0));
    assertEquals(List.of(FindingKind.ONE_DIRECTION), kinds(verdict));
    Finding finding = verdict.findings().getFirst();
    assertEquals("forward", finding.details().get("netsonde.direction"));
    assertEquals(0.2, finding.evidence().get("netsonde.forward.loss"));
    assertEquals(PathCycles.START, finding.sinceEpochNanos());
    assertEquals(
        List.of(
            "On the way to berlin.example.net, 20 % of packets are lost, on the way back none;"
                + " 99.9 % sure.",
            "20 of 100 packets to berlin.example.net were lost: a loss of 13 % to 29 %, 95 % sure.",
            TRACE + "berlin.example.net"),
        verdict.sentences());
    assertEquals(
        "On the way back from berlin.example.net, 30 % of packets are lost, on the way there none;"
            + " 99.9 % sure.",
        packets(PathCycles.flow(100, 0, 30)).sentences().getFirst());
  }

  @Test
  void shouldNameNoDirectionWhenPacketsAreTooFewOrBothLose() {
    RunVerdict few = packets(PathCycles.flow(10, 2, 0));
    assertEquals(List.of(), few.findings());
    assertEquals(
        "2 of 10 packets to berlin.example.net were lost: a loss of 2.5 % to 56 %, 95 % sure;"
            + " 2 on the way there and 0 on the way back, too few to say that it is one direction.",
        few.sentences().getFirst());
    RunVerdict both = packets(PathCycles.flow(100, 10, 9));
    assertEquals(List.of(), both.findings());
    assertTrue(
        both.sentences()
            .getFirst()
            .endsWith("; 10 on the way there and 9 on the way back, so that neither stands out."),
        both.sentences()::toString);
  }

  @Test
  void shouldNameTheFlowAndItsPortWhenItLosesMoreThanTheOthers() {
    CycleFigures good = PathCycles.flow(50, 0, 0);
    RunVerdict verdict = packets(good, good, good, PathCycles.flow(50, 15, 0));
    assertEquals(List.of(FindingKind.ONE_FLOW), kinds(verdict));
    assertEquals(
        "Flow 3 (source port 40003) of 4 to berlin.example.net loses 30 % on the way there, the"
            + " others nothing: one of several equal-cost paths is bad; 99.9 % sure.",
        verdict.sentences().getFirst());
    assertTrue(
        packets(good, good)
            .sentences()
            .contains("No flow loses more than the others, beyond chance."));
  }

  @Test
  void shouldSayThatTheHostIsLateWithoutBlamingItForWhatIsLostOnTheWay() {
    RunConditions late = new RunConditions(400 * MS, 300 * MS, 30, 0, 0);
    RunVerdict verdict = packets(late, PathCycles.flow(100, 20, 0, 12 * MS));
    assertEquals(List.of(FindingKind.ONE_DIRECTION, FindingKind.AGENT), kinds(verdict));
    assertTrue(
        verdict
            .sentences()
            .contains(
                "This host itself did not keep up: 100 of 100 packets left over 10 ms late; the"
                    + " packets left unevenly, but the kernel's time stamps keep that out of the"
                    + " delays."),
        verdict.sentences()::toString);
    assertEquals(30.0, verdict.findings().get(1).evidence().get("netsonde.evidence.slots.missed"));
    RunConditions startsLate = new RunConditions(90 * MS, 60 * MS, 40, 0, 0);
    assertEquals(List.of(), packets(startsLate, PathCycles.flow(10, 0, 0)).findings());
  }

  @Test
  void shouldSayForHowLongTheProcessStalledWhenThatIsATenthOfTheRun() {
    RunConditions stalled = new RunConditions(7_000 * MS, 3_000 * MS, 0, 0, 0);
    assertTrue(
        packets(stalled, PathCycles.flow(10, 0, 0))
            .sentences()
            .getLast()
            .startsWith(
                "This host itself did not keep up: it stalled for 7 s in all, 3 s at once; "));
    RunConditions less = new RunConditions(5_000 * MS, 3_000 * MS, 0, 0, 0);
    assertEquals(List.of(), packets(less, PathCycles.flow(10, 0, 0)).findings());
  }

  @Test
  void shouldClaimNothingOfThePathWhenTheHostItselfDroppedAnswers() {
    RunConditions drops = new RunConditions(0, 0, 0, 25, 0);
    RunVerdict verdict = packets(drops, PathCycles.flow(100, 0, 25));
    assertEquals(List.of(FindingKind.AGENT), kinds(verdict));
    assertEquals(
        25.0, verdict.findings().getFirst().evidence().get("netsonde.evidence.packets.dropped"));
    assertEquals(
        "This host itself did not keep up: its kernel dropped 25 answers not read in time; these"
            + " count as lost, so that the loss is this host's as much as the path's.",
        verdict.sentences().getLast());
  }

  @Test
  void shouldClaimNoDirectionWhenEchoesAreLost() {
    RunVerdict verdict = shown(losing(30, row -> row % 3 == 0));
    assertEquals(List.of(), verdict.findings());
    assertEquals(
        List.of(
            "10 of 30 echoes to gateway were lost: a loss of 17 % to 53 %, 95 % sure; in which"
                + " direction, an echo does not tell.",
            TRACE + "gateway"),
        verdict.sentences());
  }

  @Test
  void shouldCallLossInARowAnInterruptionAndNoShare() {
    assertEquals(
        "8 of 30 echoes to gateway were lost, all of them in a row; in which direction, an echo"
            + " does not tell.",
        shown(losing(30, row -> row >= 10 && row < 18)).sentences().getFirst());
  }

  @Test
  void shouldSayWhatIcmpSaidWhenNothingCameBack() {
    assertEquals(
        "Nothing came back from gateway: it is down, or it or something on the way drops echoes.",
        shown(losing(5, row -> true)).sentences().getFirst());
    PingCycle refused =
        echoes(5, row -> true, row -> false, row -> 0, Map.of(EchoError.HOST_UNREACHABLE, 4L));
    assertEquals(
        List.of(
            "Nothing came back from gateway; of 5 echoes ICMP said: host unreachable (4 times).",
            TRACE + "gateway"),
        shown(refused).sentences());
  }

  @Test
  void shouldNotSayThatTheNetworkRefusedWhatHadNoSessionToBeSentIn() {
    RunVerdict verdict = packets(PathCycles.flow(60, 0, 0), PathCycles.skipped(60, 60));
    assertEquals(List.of(FindingKind.ONE_FLOW), kinds(verdict));
    assertEquals(
        List.of(
            "60 of 120 packets to berlin.example.net were lost: a loss of 41 % to 59 %, 95 % sure.",
            "Of these, 60 had no session to be sent in: its HELLO was never answered."),
        verdict.sentences().subList(1, 3));
    assertEquals(
        "No session with berlin.example.net came about: nothing could be sent.",
        packets(PathCycles.skipped(60, 60)).sentences().getFirst());
  }

  @Test
  void shouldFindThatItBeginsAtThisHostWhenItsOwnNetworkRefuses() {
    RunVerdict verdict = shown(echoes(10, row -> false, row -> row < 4, row -> 10 * MS, Map.of()));
    assertEquals(List.of(FindingKind.LOCAL_INTERFACE), kinds(verdict));
    assertEquals(
        List.of(
            "4 of 10 echoes never left this host: its own network refused them, or has no way to"
                + " gateway."),
        verdict.sentences());
    assertEquals(
        4.0, verdict.findings().getFirst().evidence().get("netsonde.evidence.packets.unsent"));
    PingCycle nobody =
        echoes(3, row -> true, row -> false, row -> 0, Map.of(EchoError.HOST_UNREACHABLE, 3L));
    assertEquals(
        List.of(
            "3 of 3 echoes came no farther than this host's own network: nobody there answers for"
                + " gateway, or for the router to it."),
        RunDiagnosis.of(nobody, new RunConditions(0, 0, 0, 0, 3)).sentences());
  }

  @Test
  void shouldSayThatPacketsAreHeldUpWhenTheSlowestTakeMuchLonger() {
    PingCycle queueing = echoes(40, row -> false, row -> false, row -> (10 + row) * MS, Map.of());
    assertEquals(
        List.of(
            "All 40 echoes to gateway came back: the loss is below 7.2 %, 95 % sure.",
            "The slowest (P99) took 39 ms longer than the fastest: they are held up on the way, or"
                + " by gateway."),
        shown(queueing).sentences());
  }

  @Test
  void shouldNameItsEvidenceAsTelemetryDoes() {
    List<String> catalogue =
        FindingCatalogue.FOUND.attributes().stream().map(Attribute::key).toList();
    RunConditions bad = new RunConditions(70_000 * MS, 3_000 * MS, 3, 25, 3);
    PingCycle refused = echoes(10, row -> row < 6, row -> row < 4, row -> 10 * MS, Map.of());
    RunVerdict late = packets(RunConditions.UNDISTURBED, PathCycles.flow(100, 20, 0, 12 * MS));
    List<Finding> findings = new ArrayList<>(RunDiagnosis.of(refused, bad).findings());
    findings.addAll(late.findings());
    assertEquals(4, findings.size());
    for (Finding finding : findings) {
      assertTrue(catalogue.containsAll(finding.evidence().keySet()), finding::toString);
      assertTrue(catalogue.containsAll(finding.details().keySet()), finding::toString);
    }
  }
}
