package io.netsonde.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netsonde.benchmarks.Capture.Both;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the tools report of each packet, and how their packets are told apart on the wire. */
final class Reported {
  /** Where a tool does not report a value. */
  static final long NONE = Long.MIN_VALUE;

  /**
   * What a tool reports of a packet, ns.
   *
   * @param roundTrip with the far host's time where {@code whole}, else without
   * @param residence what the tool removed itself, by its own account, or {@link #NONE}
   * @param forward one-way delay, or {@link #NONE}
   */
  record Packet(long roundTrip, boolean whole, long residence, long forward) {}

  private static final Pattern PING = Pattern.compile("icmp_seq=([0-9]+) .*time=([0-9.]+) ms");

  private static final Pattern FPING = Pattern.compile("\\[([0-9]+)\\], .*bytes, ([0-9.]+) ms");

  private Reported() {}

  /** The key of a datagram of the tool for {@link Capture}. */
  static long key(String tool, ByteBuffer bytes) {
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    return switch (family(tool)) {
      case "netsonde" -> netsondeKey(bytes);
      case "irtt" -> irttKey(bytes);
      case "ping", "fping", "echo" ->
          bytes.limit() >= 8 && (bytes.get(0) == 8 || bytes.get(0) == 0)
              ? Short.toUnsignedLong(Short.reverseBytes(bytes.getShort(6)))
              : Capture.IGNORED;
      case "sockperf" -> bytes.limit() >= 8 ? bytes.getLong(0) & Long.MAX_VALUE : Capture.IGNORED;
      default -> throw new IllegalArgumentException("unknown tool " + tool);
    };
  }

  /** DATA and the ACK to DATA, by their sequence: docs/protocol.md. */
  private static long netsondeKey(ByteBuffer bytes) {
    if (bytes.limit() < 100 || bytes.get(0) != 8) {
      return Capture.IGNORED;
    }
    boolean data = bytes.get(1) == 3 || (bytes.get(1) == 2 && bytes.get(5) == 3);
    return data ? Integer.toUnsignedLong(bytes.getInt(35)) : Capture.IGNORED;
  }

  /** Echo requests and replies, by their sequence number: neither opens nor closes. */
  private static long irttKey(ByteBuffer bytes) {
    boolean echo =
        bytes.limit() >= 16
            && (bytes.getInt(0) & 0xffffff) == 0x5ba714
            && (bytes.get(3) & 0b101) == 0;
    return echo ? Integer.toUnsignedLong(bytes.getInt(12)) : Capture.IGNORED;
  }

  /**
   * Reads a tool's report, by the key of the packet.
   *
   * @param wire what the captures have, in the order of the requests
   */
  static Map<Long, Packet> read(String tool, Path report, Collection<Both> wire)
      throws IOException {
    return switch (family(tool)) {
      case "netsonde" -> netsonde(report, false);
      case "echo" -> netsonde(report, true);
      case "irtt" -> irtt(report);
      case "ping" -> ping(report, PING);
      case "fping" -> ping(report, FPING);
      case "sockperf" -> sockperf(report, List.copyOf(wire));
      default -> throw new IllegalArgumentException("unknown tool " + tool);
    };
  }

  private static String family(String tool) {
    return tool.replaceFirst("-.*", "");
  }

  private static Map<Long, Packet> netsonde(Path report, boolean whole) throws IOException {
    Map<Long, Packet> packets = new HashMap<>();
    for (JsonNode packet : new ObjectMapper().readTree(report.toFile()).path("packets")) {
      if (packet.path("outcome").asText().equals("answered") && packet.path("rtt").isNumber()) {
        JsonNode forward = packet.path("forward_delay");
        packets.put(
            packet.path("sequence").asLong(),
            new Packet(
                Math.round(packet.path("rtt").asDouble() * 1e9),
                whole,
                NONE,
                forward.isNumber() ? Math.round(forward.asDouble() * 1e9) : NONE));
      }
    }
    return packets;
  }

  private static Map<Long, Packet> irtt(Path report) throws IOException {
    Map<Long, Packet> packets = new HashMap<>();
    for (JsonNode packet : new ObjectMapper().readTree(report.toFile()).path("round_trips")) {
      JsonNode server = packet.path("timestamps").path("server");
      JsonNode delay = packet.path("delay");
      if (delay.path("rtt").isNumber()) {
        packets.put(
            packet.path("seqno").asLong(),
            new Packet(
                delay.path("rtt").asLong(),
                false,
                server.path("send").path("monotonic").asLong()
                    - server.path("receive").path("monotonic").asLong(),
                delay.path("send").asLong(NONE)));
      }
    }
    return packets;
  }

  private static Map<Long, Packet> ping(Path report, Pattern line) throws IOException {
    Map<Long, Packet> packets = new HashMap<>();
    for (String text : Files.readAllLines(report)) {
      Matcher matcher = line.matcher(text);
      if (matcher.find()) {
        long nanos = Math.round(Double.parseDouble(matcher.group(2)) * 1e6);
        packets.putIfAbsent(Long.valueOf(matcher.group(1)), new Packet(nanos, true, NONE, NONE));
      }
    }
    return packets;
  }

  /**
   * sockperf numbers what it reports anew, without the first 400 ms. Its send times, though by
   * another clock, tell where that begins: there they are at a constant distance from the wire's.
   */
  private static Map<Long, Packet> sockperf(Path report, List<Both> wire) throws IOException {
    List<double[]> rows = new ArrayList<>(); // sent, round trip: both s
    for (String line : Files.readAllLines(report)) {
      String[] columns = line.split(", *", -1);
      if (columns.length == 4 && columns[0].matches("[0-9]+")) {
        rows.add(
            new double[] {Double.parseDouble(columns[1]), Double.parseDouble(columns[3]) / 1e6});
      }
    }
    int best = 0;
    double least = Double.MAX_VALUE;
    for (int shift = 0; shift + rows.size() <= wire.size(); shift++) {
      double spread = spread(rows, wire, shift);
      if (spread < least) {
        least = spread;
        best = shift;
      }
    }
    Map<Long, Packet> packets = new HashMap<>();
    for (int i = 0; i < rows.size() && best + i < wire.size(); i++) {
      packets.put(
          wire.get(best + i).key(), new Packet(Math.round(rows.get(i)[1] * 1e9), true, NONE, NONE));
    }
    return packets;
  }

  private static double spread(List<double[]> rows, List<Both> wire, int shift) {
    long origin = wire.getFirst().near().request();
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < rows.size(); i++) {
      double distance = (wire.get(shift + i).near().request() - origin) / 1e9 - rows.get(i)[0];
      sum += distance;
      squares += distance * distance;
    }
    double mean = sum / rows.size();
    return squares / rows.size() - mean * mean;
  }
}
