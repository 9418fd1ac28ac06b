package io.netsonde.agent.view;

import static io.netsonde.agent.view.Quantity.time;

import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.TimestampSource;
import io.netsonde.ping.EchoFailure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code netsonde ping HOST} for people: as a reflector's, as far as an echo can give it. */
public final class EchoText {
  private EchoText() {}

  /** A request's line, not ended. */
  public static String line(EchoPacket packet) {
    return "seq="
        + packet.sequence()
        + " "
        + switch (packet.fate()) {
          case ANSWERED -> "rtt=" + time(packet.rttNanos());
          case LATE -> "rtt=" + time(packet.rttNanos()) + " late";
          case DUPLICATE -> "duplicate answer";
          case LOST, LOST_FORWARD, LOST_REVERSE ->
              "lost" + packet.failure().map(failure -> ": " + words(failure)).orElse("");
        };
  }

  private static String words(EchoFailure failure) {
    return failure.error().words() + ", says " + failure.from().getHostAddress();
  }

  /**
   * The final figures, every line ended.
   *
   * @param packets each request's end
   */
  public static String summary(
      String target, TimestampSource source, CycleFigures figures, List<EchoPacket> packets) {
    return "\n--- "
        + target
        + " by ICMP echo ---\n"
        + packets(figures)
        + "late "
        + figures.late()
        + "; an echo does not tell in which direction a packet was lost\n"
        + reasons(packets)
        + "\n"
        + delays(figures)
        + "\njitter (RFC 3550): round trip "
        + time(figures.roundTrip().jitterNanos())
        + "\n"
        + PingText.mos(figures.mos())
        + (figures.roundTrip().received() == 0 ? "" : stamps(source, figures.unstamped()));
  }

  private static String packets(CycleFigures figures) {
    return TextTable.of(
        List.of(PingText.PACKETS, PingText.packets("round trip", figures.roundTrip())), 1);
  }

  /** What ICMP said of the lost ones, the most frequent first. */
  private static String reasons(List<EchoPacket> packets) {
    Map<String, Long> counts =
        packets.stream()
            .flatMap(packet -> packet.failure().stream())
            .collect(Collectors.groupingBy(EchoText::words, Collectors.counting()));
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(reason -> reason.getValue() + " lost: " + reason.getKey() + "\n")
        .collect(Collectors.joining());
  }

  private static String delays(CycleFigures figures) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(PingText.TIMES);
    rows.add(PingText.times("rtt", figures.roundTrip().delay()));
    rows.add(PingText.times("pdv", figures.roundTrip().pdv()));
    rows.add(PingText.times("|ipdv|", PingText.magnitudes(figures.roundTrip().ipdv())));
    rows.add(PingText.times("send lag", figures.sendLag()));
    rows.removeIf(row -> row.get(1).equals(Quantity.UNKNOWN));
    return rows.size() == 1 ? "no times: nothing was answered\n" : TextTable.of(rows, 1);
  }

  private static String stamps(TimestampSource source, long unstamped) {
    String kernel = "time stamps: by this host's kernel; the target's own time is in the delays";
    return switch (source) {
      case PROCESS -> "time stamps: not all by the kernel\n";
      case KERNEL ->
          unstamped == 0
              ? kernel + "\n"
              : kernel + "; " + unstamped + " packets lack them, which the times leave out\n";
    };
  }
}
