package io.netsonde.agent.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netsonde.diagnosis.RunVerdict;
import io.netsonde.measurement.ClockOffset;
import io.netsonde.measurement.ClockOffset.Basis;
import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.DirectionFigures;
import io.netsonde.measurement.Distribution;
import io.netsonde.measurement.Finding;
import io.netsonde.measurement.FindingKind;
import io.netsonde.measurement.Mos;
import io.netsonde.measurement.Stamps;
import io.netsonde.measurement.TimestampSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Views against golden files, which are to be read by eye when they change. */
class ViewsTest {
  private static final long MS = 1_000_000;

  private static Distribution around(long nanos, long step) {
    return Distribution.of(LongStream.range(0, 100).map(i -> nanos + i * step).toArray());
  }

  private static DirectionFigures direction(
      long sent, long lost, Distribution delay, Distribution pdv) {
    return new DirectionFigures(
        sent,
        sent - lost,
        lost,
        1,
        2,
        OptionalLong.of(250_000),
        Distribution.of(-2 * MS, MS, 0, -500_000),
        pdv,
        delay,
        Distribution.of(1, 2),
        2);
  }

  private static DirectionFigures nothing(long sent) {
    Distribution no = Distribution.EMPTY;
    return new DirectionFigures(sent, 0, sent, 0, 0, OptionalLong.empty(), no, no, no, no, sent);
  }

  private static CycleFigures figures(
      DirectionFigures forward, DirectionFigures reverse, DirectionFigures both, boolean shared) {
    boolean answered = both.received() > 0;
    return new CycleFigures(
        both.sent(),
        forward,
        reverse,
        both,
        3,
        1,
        0,
        Distribution.of(100, 200),
        0.5,
        0.01,
        2,
        4,
        answered
            ? Optional.of(
                shared ? ClockOffset.SHARED : new ClockOffset(-12_345_678, 700_000, Basis.NETWORK))
            : Optional.empty(),
        0,
        0,
        answered ? Optional.of(new Mos(4.378, shared)) : Optional.empty(),
        0,
        answered ? around(50_000, 1_000) : Distribution.EMPTY,
        both.sent() * 128,
        both.received() * 128);
  }

  private static CycleFigures impaired(boolean oneWay) {
    Distribution none = Distribution.EMPTY;
    return figures(
        direction(1000, 21, oneWay ? around(20 * MS, 50_000) : none, around(0, 50_000)),
        direction(979, 0, oneWay ? around(120_000, 1_000) : none, around(0, 1_000)),
        direction(1000, 24, around(20_120_000, 51_000), around(0, 51_000)),
        oneWay);
  }

  private static CycleFigures clean() {
    Distribution fast = around(80_000, 500);
    return figures(
        direction(1000, 0, fast, around(0, 300)),
        direction(1000, 0, fast, around(0, 300)),
        direction(1000, 0, around(160_000, 900), around(0, 900)),
        true);
  }

  private static CycleFigures slowBack() {
    return figures(
        direction(1000, 0, Distribution.EMPTY, around(0, 300)),
        direction(1000, 0, Distribution.EMPTY, around(0, 400_000)),
        direction(1000, 0, around(MS, 400_000), around(0, 400_000)),
        false);
  }

  private static CycleFigures silent() {
    return figures(nothing(0), nothing(0), nothing(10), false);
  }

  @Test
  void shouldShowWhichPathIsBadInTable() throws IOException {
    golden(
        "table-one-way.txt",
        PathTable.of(
            List.of(
                PathRow.of("paris", "berlin", true, impaired(true)),
                PathRow.of("paris", "rome", true, clean()),
                PathRow.of("amsterdam-edge", "rome", true, clean()))));
    String mixed =
        PathTable.of(
            List.of(
                PathRow.of("paris", "berlin", true, impaired(false)),
                PathRow.of("paris", "rome", true, slowBack()),
                PathRow.of("berlin", "rome", false, silent()),
                PathRow.of("berlin", "oslo", true, silent()),
                PathRow.waiting("rome", "oslo", true)));
    golden("table-mixed.txt", mixed);
    assertTrue(mixed.lines().allMatch(line -> line.length() <= PathTable.WIDTH), mixed);
  }

  @Test
  void shouldFitTheWidthWhenEverythingIsLong() {
    PathRow row =
        new PathRow(
            "a-very-long-name",
            "another-long-name",
            true,
            9_999_999,
            impaired(true).forward().loss(),
            impaired(true).reverse().loss(),
            OptionalLong.of(-123_456),
            OptionalLong.of(59_900 * MS),
            OptionalLong.of(-123 * MS),
            OptionalLong.of(-123 * MS),
            OptionalLong.of(123 * MS),
            OptionalLong.of(123 * MS),
            OptionalLong.of(123 * MS),
            99_999,
            new Verdict.Losing(io.netsonde.measurement.Direction.FORWARD, 0.02));
    String table = PathTable.of(List.of(row));
    assertTrue(table.lines().allMatch(line -> line.length() <= PathTable.WIDTH), table);
  }

  @Test
  void shouldSayThatAllIsGoodOrAwaitedWhenItIs() {
    assertTrue(
        PathTable.of(List.of(PathRow.of("a", "b", true, clean())))
            .endsWith("\nEvery path is good.\n"));
    assertTrue(
        PathTable.of(List.of(PathRow.waiting("a", "b", true)))
            .endsWith("\nWaiting for the first figures.\n"));
  }

  @Test
  void shouldMoveUpAndEraseWhenRedrawn() {
    assertEquals("\u001b[J\u001b[?7lx\n\u001b[?7h", PathTable.redraw("x\n", 0));
    assertEquals("\u001b[5A\r\u001b[J\u001b[?7lx\n\u001b[?7h", PathTable.redraw("x\n", 5));
  }

  @Test
  void shouldWriteLineForEachFate() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (PingPacket packet : packets()) {
      lines.append(PingText.line(packet, false)).append('\n');
    }
    lines.append(PingText.line(packets().getFirst(), true)).append('\n');
    golden("ping-lines.txt", lines.toString());
  }

  @Test
  void shouldWriteFiguresOfPing() throws IOException {
    golden(
        "ping-summary.txt",
        PingText.summary("berlin.example.net:5000", TimestampSource.KERNEL, impaired(true))
            + PingText.summary("berlin.example.net:5000", TimestampSource.KERNEL, impaired(false))
            + PingText.summary("192.0.2.1:5000", TimestampSource.PROCESS, silent()));
  }

  private static RunVerdict lossThere() {
    Finding finding =
        new Finding(
            FindingKind.ONE_DIRECTION,
            Finding.State.BEGUN,
            "ping",
            "berlin.example.net",
            1_790_000_040_000_000_001L,
            1_790_000_100_000_000_000L,
            0.999,
            "On the way to berlin.example.net, 2.1 % of packets are lost, on the way back none.",
            Map.of("netsonde.forward.loss", 0.021, "netsonde.reverse.loss", 0.0),
            Map.of("netsonde.direction", "forward"),
            Optional.empty());
    return new RunVerdict(List.of(finding), List.of(finding.sentence(), "Try again."));
  }

  @Test
  void shouldEndWithWhatTheRunShows() {
    assertEquals(
        """

        On the way to berlin.example.net, 2.1 % of packets are lost, on the way back none.
        Try again.
        """,
        RunText.of(lossThere()));
  }

  @Test
  void shouldWriteJsonOfPing() throws IOException {
    golden(
        "ping.json",
        PingJson.document(
                "berlin.example.net:5000",
                packets(),
                TimestampSource.KERNEL,
                impaired(false),
                List.of(),
                lossThere())
            + "\n");
    golden(
        "ping-silent.json",
        PingJson.document(
                "192.0.2.1:5000",
                List.of(),
                TimestampSource.PROCESS,
                silent(),
                List.of(),
                new RunVerdict(List.of(), List.of("Nothing came back from 192.0.2.1.")))
            + "\n");
  }

  @Test
  void shouldDocumentEveryFieldOfJson() throws IOException {
    String manual = Files.readString(Path.of("../../docs/ping-json.md"));
    Set<String> names = new TreeSet<>();
    collect(
        new ObjectMapper()
            .readTree(
                PingJson.document(
                    "a:1",
                    packets(),
                    TimestampSource.KERNEL,
                    impaired(true),
                    List.of(new FlowFigures(0, OptionalInt.of(41234), clean())),
                    lossThere())),
        names);
    names.removeIf(name -> name.startsWith("netsonde.")); // Attributes: docs/telemetry.md has them.
    names.removeIf(name -> manual.contains("`" + name + "`") || manual.contains("`" + name + "["));
    assertEquals(Set.of(), names);
  }

  private static void collect(JsonNode node, Set<String> names) {
    node.fieldNames().forEachRemaining(names::add);
    node.forEach(child -> collect(child, names));
  }

  private static List<PingPacket> packets() {
    OptionalLong no = OptionalLong.empty();
    Optional<Stamps> kernel = Optional.of(Stamps.KERNEL);
    return List.of(
        new PingPacket(
            0,
            0,
            PingPacket.Fate.ANSWERED,
            OptionalLong.of(20_120_000),
            OptionalLong.of(20 * MS),
            OptionalLong.of(-120_000),
            kernel),
        new PingPacket(1, 0, PingPacket.Fate.ANSWERED, OptionalLong.of(999_400), no, no, kernel),
        new PingPacket(
            2,
            0,
            PingPacket.Fate.LATE,
            OptionalLong.of(2_100 * MS),
            no,
            no,
            Optional.of(Stamps.SENDER)),
        new PingPacket(3, 0, PingPacket.Fate.LOST_FORWARD, no, no, no, Optional.empty()),
        new PingPacket(4, 0, PingPacket.Fate.LOST_REVERSE, no, no, no, Optional.empty()),
        new PingPacket(5, 0, PingPacket.Fate.LOST, no, no, no, Optional.empty()),
        new PingPacket(1, 0, PingPacket.Fate.DUPLICATE, no, no, no, Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "0,0s",
    "1,0.00µs",
    "1500,1.50µs",
    "9994,9.99µs",
    "9996,10.0µs",
    "99960,100µs",
    "999400,999µs",
    "999600,1.00ms",
    "-12345678,-12.3ms",
    "1500000000,1.50s",
    "61000000000,61.0s"
  })
  void shouldScaleTimes(long nanos, String text) {
    assertEquals(text, Quantity.time(nanos));
  }

  @ParameterizedTest
  @CsvSource({"0,0.0%", "0.0001,<0.1%", "0.021,2.1%", "0.9999,>99.9%", "1,100%"})
  void shouldNeverRoundLossAway(double ratio, String text) {
    assertEquals(text, Quantity.percent(ratio));
  }

  private static void golden(String name, String actual) throws IOException {
    try (InputStream in = ViewsTest.class.getResourceAsStream("/view/" + name)) {
      String expected =
          new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(expected, actual, name);
    }
  }
}
