package io.netsonde.benchmarks;

import io.netsonde.benchmarks.Capture.Both;
import io.netsonde.benchmarks.Reported.Packet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * How far what tools report is from the wire: {@code Accuracy DIRECTORY}, which has, for each
 * LOAD/TOOL/ROUND, {@code near.pcap}, {@code far.pcap} and the tool's {@code report}. Prints a
 * table, and Netsonde's ratios to irtt and ping beside their goals.
 */
public final class Accuracy {
  private static final int FAR = 10 << 24 | 77 << 16 | 2; // 10.77.0.2, see lib.sh
  private static final String ROUND_TRIP = "round trip";
  private static final String WITH_SERVER = "round trip, server's time added back";
  private static final String FORWARD = "forward delay";

  /** A line of the table. */
  private record Key(String load, String tool, String compared) {}

  /** The errors of one round, or the medians over the rounds; us. */
  private record Errors(int packets, double median, double p99) {
    static Errors of(List<Long> nanos) {
      List<Long> sorted = nanos.stream().sorted().toList();
      return new Errors(
          sorted.size(), nearestRank(sorted, 50) / 1e3, nearestRank(sorted, 99) / 1e3);
    }

    private static long nearestRank(List<Long> sorted, int percent) {
      return sorted.get((sorted.size() * percent + 99) / 100 - 1);
    }
  }

  private final Map<Key, List<Errors>> rounds = new LinkedHashMap<>();

  private Accuracy() {}

  public static void main(String[] arguments) throws IOException {
    Accuracy accuracy = new Accuracy();
    Path runs = Path.of(arguments[0]);
    for (String load : List.of("idle", "busy")) {
      for (Path tool : children(runs.resolve(load))) {
        for (Path round : children(tool)) {
          accuracy.round(load, tool.getFileName().toString(), round);
        }
      }
    }
    accuracy.print();
  }

  private static List<Path> children(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(directory)) {
      return children.sorted().toList();
    }
  }

  private void round(String load, String tool, Path directory) throws IOException {
    Path report = directory.resolve("report");
    if (!Files.exists(report)) {
      return;
    }
    Capture near = capture(tool, directory.resolve("near.pcap"));
    Collection<Both> wire = near.join(capture(tool, directory.resolve("far.pcap"))).values();
    Map<Long, Packet> packets = Reported.read(tool, report, wire);
    Map<String, List<Long>> errors = new LinkedHashMap<>();
    for (Both both : wire) {
      Packet packet = packets.get(both.key());
      if (packet != null) {
        compare(both, packet, errors);
      }
    }
    errors.forEach(
        (compared, nanos) ->
            rounds
                .computeIfAbsent(new Key(load, tool, compared), key -> new ArrayList<>())
                .add(Errors.of(nanos)));
  }

  private static Capture capture(String tool, Path file) throws IOException {
    return Capture.read(file, FAR, bytes -> Reported.key(tool, bytes));
  }

  private static void compare(Both wire, Packet packet, Map<String, List<Long>> errors) {
    long truth = packet.whole() ? wire.near().nanos() : wire.withoutResidence();
    add(errors, ROUND_TRIP, packet.roundTrip() - truth);
    if (packet.residence() != Reported.NONE) {
      add(errors, WITH_SERVER, packet.roundTrip() + packet.residence() - wire.near().nanos());
    }
    if (packet.forward() != Reported.NONE) {
      add(errors, FORWARD, packet.forward() - wire.forward());
    }
  }

  private static void add(Map<String, List<Long>> errors, String compared, long error) {
    errors.computeIfAbsent(compared, name -> new ArrayList<>()).add(Math.abs(error));
  }

  private void print() {
    System.out.printf(
        "%-5s %-18s %-37s %8s %9s %9s%n",
        "load", "tool", "error of the", "packets", "p50, us", "p99, us");
    for (Key key : rounds.keySet()) {
      Errors errors = median(key);
      System.out.printf(
          Locale.ROOT,
          "%-5s %-18s %-37s %8d %9.1f %9.1f%n",
          key.load,
          key.tool,
          key.compared,
          errors.packets,
          errors.median,
          errors.p99);
    }
    System.out.println();
    System.out.println("The other's error / Netsonde's, round trip: larger is better");
    for (String tool : List.of("netsonde-kernel", "netsonde-portable")) {
      ratio("idle", tool, "irtt", "p50", Errors::median, 20);
      ratio("idle", tool, "irtt", "p99", Errors::p99, 20);
      ratio("busy", tool, "irtt", "p99", Errors::p99, 100);
      ratio("idle", tool, "ping", "p50", Errors::median, 5);
      ratio("idle", tool, "ping", "p99", Errors::p99, 4);
      ratio("idle", tool, "sockperf", "p99", Errors::p99, 0);
      ratio("busy", tool, "sockperf", "p99", Errors::p99, 0);
    }
    for (String load : List.of("idle", "busy")) {
      for (String other : List.of("ping", "fping")) {
        ratio(load, "echo-kernel", other, "p50", Errors::median, 1);
        ratio(load, "echo-kernel", other, "p99", Errors::p99, 1);
      }
    }
  }

  /** Goals are of kernel stamps; 0: none. */
  private void ratio(
      String load,
      String tool,
      String other,
      String percentile,
      ToDoubleFunction<Errors> value,
      int goal) {
    Key own = new Key(load, tool, ROUND_TRIP);
    Key peer = new Key(load, other, ROUND_TRIP);
    if (!rounds.containsKey(own) || !rounds.containsKey(peer)) {
      return;
    }
    double ratio =
        value.applyAsDouble(median(peer)) / Math.max(0.001, value.applyAsDouble(median(own)));
    System.out.printf(
        Locale.ROOT,
        "%-5s %s %-9s / %-18s %8.1f%s%n",
        load,
        percentile,
        other,
        tool,
        ratio,
        goal == 0 || !tool.endsWith("kernel")
            ? ""
            : "   goal " + goal + (ratio >= goal ? ", reached" : ", MISSED"));
  }

  private Errors median(Key key) {
    List<Errors> all = rounds.getOrDefault(key, List.of());
    return new Errors(
        all.stream().mapToInt(Errors::packets).sum(),
        median(all, Errors::median),
        median(all, Errors::p99));
  }

  private static double median(List<Errors> all, ToDoubleFunction<Errors> value) {
    List<Double> sorted = all.stream().mapToDouble(value).sorted().boxed().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
