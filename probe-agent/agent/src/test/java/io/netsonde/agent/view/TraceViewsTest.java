package io.netsonde.agent.view;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.Direction;
import io.netsonde.measurement.Distribution;
import io.netsonde.measurement.PathHash;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.trace.Flow5Tuple;
import io.netsonde.measurement.trace.Hop;
import io.netsonde.measurement.trace.HopEnd;
import io.netsonde.measurement.trace.MplsLabel;
import io.netsonde.measurement.trace.Responder;
import io.netsonde.measurement.trace.TraceProtocol;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The views of traces against golden files. */
class TraceViewsTest {
  private static final long MS = 1_000_000;
  private static final int ROUNDS = 30;
  private static final InetAddress SOURCE = InetAddress.ofLiteral("10.0.0.2");
  private static final InetAddress TARGET = InetAddress.ofLiteral("203.0.113.9");

  private static Responder responder(String address, String name, long answers) {
    return new Responder(
        InetAddress.ofLiteral(address),
        name.isEmpty() ? Optional.empty() : Optional.of(name),
        answers);
  }

  private static Hop hop(int ttl, HopEnd end, Responder... responders) {
    long received = 0;
    for (Responder one : responders) {
      received += one.answers();
    }
    long[] rtts = LongStream.range(0, received).map(i -> ttl * MS + i * 10_000).toArray();
    return new Hop(
        ttl,
        received == 0 ? Optional.empty() : Optional.of(end),
        List.of(responders),
        ROUNDS,
        received,
        Distribution.of(rtts),
        received < 2 ? OptionalDouble.empty() : OptionalDouble.of(12_345),
        ttl == 3
            ? List.of(new MplsLabel(24001, 5, false, 1), new MplsLabel(17, 0, true, 254))
            : List.of(),
        ttl == 4 ? OptionalInt.of(2) : OptionalInt.of(1),
        ttl > 3 ? OptionalInt.of(0) : OptionalInt.of(46));
  }

  private static Trace trace(TraceProtocol protocol, boolean reached, Hop... hops) {
    List<Hop> all = List.of(hops);
    boolean ports = protocol != TraceProtocol.ICMP;
    return new Trace(
        "trace",
        OptionalLong.empty(),
        "berlin.example.net",
        Direction.FORWARD,
        SpanIdentity.random(new Random(7)),
        Optional.empty(),
        1_790_000_000_000_000_000L,
        1_790_000_003_120_000_000L,
        ROUNDS,
        new Flow5Tuple(protocol, SOURCE, 41234, TARGET, ports ? 33434 : 0),
        OptionalInt.empty(),
        all,
        reached,
        PathHash.of(all),
        reached ? Optional.of(new PathHash("00112233445566ff")) : Optional.empty(),
        reached && protocol != TraceProtocol.TCP ? OptionalInt.of(1400) : OptionalInt.empty());
  }

  private static Hop silent(int ttl) {
    return hop(ttl, HopEnd.EXPIRED);
  }

  /** A silent hop, one that limits its answers, two branches, and a fifth lost from hop 5 on. */
  private static Trace lossy() {
    return trace(
        TraceProtocol.UDP,
        true,
        hop(1, HopEnd.EXPIRED, responder("10.0.0.1", "gateway", 30)),
        silent(2),
        hop(
            3,
            HopEnd.EXPIRED,
            responder("10.0.3.1", "", 20),
            responder("10.0.3.2", "r3b.example.net", 10)),
        hop(4, HopEnd.EXPIRED, responder("10.0.4.1", "r4\u001b[2J.example.net", 12)),
        hop(5, HopEnd.EXPIRED, responder("2001:db8::5", "", 24)),
        hop(6, HopEnd.EXPIRED, responder("10.0.6.1", "", 23)),
        hop(7, HopEnd.TARGET, responder("203.0.113.9", "203.0.113.9", 25)));
  }

  private static Trace clean() {
    return trace(
        TraceProtocol.ICMP,
        true,
        hop(1, HopEnd.EXPIRED, responder("10.0.0.1", "", 30)),
        hop(2, HopEnd.TARGET, responder("203.0.113.9", "", 30)));
  }

  private static Trace served() {
    return trace(TraceProtocol.TCP, true, hop(1, HopEnd.TARGET, responder("203.0.113.9", "", 30)));
  }

  private static Trace refused() {
    return trace(
        TraceProtocol.TCP,
        false,
        hop(1, HopEnd.EXPIRED, responder("10.0.0.1", "", 30)),
        hop(2, HopEnd.UNREACHABLE, responder("10.0.1.1", "", 29)));
  }

  private static Trace lost() {
    return trace(TraceProtocol.UDP, false, hop(1, HopEnd.EXPIRED, responder("10.0.0.1", "", 30)));
  }

  @Test
  void shouldWriteTableAndWhereLossBegins() throws IOException {
    String text =
        TraceText.of(lossy(), false)
            + "\n"
            + TraceText.of(clean(), false)
            + "\n"
            + TraceText.of(refused(), false)
            + "\n"
            + TraceText.of(lost(), false)
            + "\n"
            + TraceText.of(trace(TraceProtocol.UDP, false), false);
    assertFalse(text.contains("\u001b"), text);
    Golden.compare("trace.txt", text);
  }

  @Test
  void shouldNotPlaceLossThatSoFewProbesCannotTell() {
    String text =
        TraceText.of(
            trace(
                TraceProtocol.UDP,
                true,
                hop(1, HopEnd.EXPIRED, responder("10.0.0.1", "", 30)),
                hop(2, HopEnd.TARGET, responder("203.0.113.9", "", 29))),
            false);
    assertTrue(text.contains("Of the probes to the target 1 of 30 had no answer"), text);
    assertFalse(text.contains("begins between"), text);
  }

  @Test
  void shouldSayWhyThereIsNoPathMtuWhenItWasAskedFor() {
    String silent = "The path MTU was not found: the target does not answer";
    assertTrue(TraceText.of(lost(), true).endsWith(silent + "; try --protocol icmp.\n"));
    assertTrue(TraceText.of(refused(), true).endsWith(silent + ".\n"));
    assertTrue(
        TraceJson.document(served(), true)
            .contains("not found: the target answered none of the probes that were to find it."));
    assertFalse(TraceText.of(lossy(), true).contains("not found"), "it was found");
    assertFalse(TraceText.of(lost(), false).contains("MTU"));
  }

  @Test
  void shouldWriteJson() throws IOException {
    Golden.compare("trace.json", TraceJson.document(lossy(), false) + "\n");
    Golden.compare(
        "trace-silent.json", TraceJson.document(trace(TraceProtocol.UDP, false), false) + "\n");
  }

  @Test
  void shouldDocumentEveryFieldOfJson() throws IOException {
    Golden.requireDocumented("docs/trace-json.md", TraceJson.document(lossy(), false));
  }
}
