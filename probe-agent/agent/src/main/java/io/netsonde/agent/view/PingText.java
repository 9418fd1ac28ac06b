package io.netsonde.agent.view;

import static io.netsonde.agent.view.Quantity.percent;
import static io.netsonde.agent.view.Quantity.time;

import io.netsonde.measurement.ClockOffset;
import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.DirectionFigures;
import io.netsonde.measurement.Distribution;
import io.netsonde.measurement.Mos;
import io.netsonde.measurement.Stamps;
import io.netsonde.measurement.TimestampSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code netsonde ping} for people. */
public final class PingText {
  /** The columns of {@link #packets}. */
  static final List<String> PACKETS =
      List.of("packets", "sent", "received", "lost", "loss", "duplicates", "reordered");

  /** The columns of {@link #times}. */
  static final List<String> TIMES =
      List.of("times", "min", "mean", "median", "P95", "P99", "max", "stddev");

  private PingText() {}

  /** A packet's line, not ended. */
  public static String line(PingPacket packet, boolean severalFlows) {
    String start =
        (severalFlows ? "flow=" + packet.flow() + " " : "") + "seq=" + packet.sequence() + " ";
    return start
        + switch (packet.fate()) {
          case ANSWERED -> delays(packet);
          case LATE -> delays(packet) + " late";
          case DUPLICATE -> "duplicate answer";
          case LOST_FORWARD -> "lost on the way there";
          case LOST_REVERSE -> "lost on the way back";
          case LOST -> "lost";
        };
  }

  /**
   * Before the reflector's report has told when its answer really left, the way back can only be
   * said to have taken at most so long.
   */
  private static String delays(PingPacket packet) {
    String is = packet.stamps().equals(Optional.of(Stamps.SENDER)) ? "<=" : "=";
    String rtt = "rtt" + is + time(packet.rttNanos());
    return packet.forwardNanos().isEmpty() || packet.reverseNanos().isEmpty()
        ? rtt
        : rtt
            + " forward="
            + time(packet.forwardNanos())
            + " reverse"
            + is
            + time(packet.reverseNanos());
  }

  /** The final figures, every line ended. */
  public static String summary(String target, TimestampSource source, CycleFigures figures) {
    return "\n--- "
        + target
        + " ---\n"
        + packets(figures)
        + "late "
        + figures.late()
        + ", direction of loss undecided "
        + figures.undecided()
        + "\n\n"
        + delays(figures)
        + "\n"
        + closing(figures)
        + stamps(source, figures.unstamped());
  }

  private static String packets(CycleFigures figures) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(PACKETS);
    rows.add(packets("forward", figures.forward()));
    rows.add(packets("reverse", figures.reverse()));
    rows.add(packets("round trip", figures.roundTrip()));
    return TextTable.of(rows, 1);
  }

  static List<String> packets(String name, DirectionFigures figures) {
    return List.of(
        name,
        Long.toString(figures.sent()),
        Long.toString(figures.received()),
        Long.toString(figures.lost()),
        percent(figures.loss()),
        Long.toString(figures.duplicates()),
        Long.toString(figures.reordered()));
  }

  private static String delays(CycleFigures figures) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(TIMES);
    rows.add(times("rtt", figures.roundTrip().delay()));
    rows.add(times("forward delay", figures.forward().delay()));
    rows.add(times("reverse delay", figures.reverse().delay()));
    rows.add(times("forward pdv", figures.forward().pdv()));
    rows.add(times("reverse pdv", figures.reverse().pdv()));
    rows.add(times("forward |ipdv|", magnitudes(figures.forward().ipdv())));
    rows.add(times("reverse |ipdv|", magnitudes(figures.reverse().ipdv())));
    rows.add(times("round trip |ipdv|", magnitudes(figures.roundTrip().ipdv())));
    rows.add(times("send lag", figures.sendLag()));
    rows.removeIf(row -> row.get(1).equals(Quantity.UNKNOWN));
    return rows.size() == 1 ? "no times: nothing was answered\n" : TextTable.of(rows, 1);
  }

  /** Sizes of signed differences. */
  static Distribution magnitudes(Distribution signed) {
    return Distribution.of(Arrays.stream(signed.values()).map(Math::abs).toArray());
  }

  static List<String> times(String name, Distribution values) {
    if (values.isEmpty()) {
      String no = Quantity.UNKNOWN;
      return List.of(name, no, no, no, no, no, no, no);
    }
    return List.of(
        name,
        time(values.min()),
        time(values.mean()),
        time(values.median()),
        time(values.percentile(95)),
        time(values.percentile(99)),
        time(values.max()),
        time(values.standardDeviation()));
  }

  private static String closing(CycleFigures figures) {
    return "jitter (RFC 3550): forward "
        + time(figures.forward().jitterNanos())
        + ", reverse "
        + time(figures.reverse().jitterNanos())
        + ", round trip "
        + time(figures.roundTrip().jitterNanos())
        + "\n"
        + clock(figures.clock())
        + mos(figures.mos());
  }

  private static String stamps(TimestampSource source, long unstamped) {
    String kernel = "time stamps: by the kernel, at both ends";
    return switch (source) {
      case PROCESS -> "time stamps: not all by the kernel\n";
      case KERNEL ->
          unstamped == 0
              ? kernel + "\n"
              : kernel + ", but for " + unstamped + " packets, which the times leave out\n";
    };
  }

  private static String clock(Optional<ClockOffset> clock) {
    return clock
        .map(
            offset ->
                offset.shared()
                    ? "clock: shared by both ends\n"
                    : "clock: the reflector's minus ours "
                        + time(offset.offsetNanos())
                        + " +- "
                        + time(offset.boundNanos())
                        + "\n")
        .orElse("clock: not known\n");
  }

  static String mos(Optional<Mos> mos) {
    return mos.map(
            value ->
                String.format(Locale.ROOT, "MOS: %.2f", value.score())
                    + ", an estimate for G.711 from "
                    + (value.oneWay() ? "the one-way delay" : "half the round trip")
                    + "\n")
        .orElse("");
  }
}
