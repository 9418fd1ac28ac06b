package io.netsonde.netio.interfaces;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How well an interface is suited to measure over, as a sum of named parts: running +20, wired +15
 * or wireless +10, previously used +25, a private local address +10 and one of a home network +5
 * more, virtual -20, tunnel -15.
 */
public record InterfaceScore(List<Part> parts) {
  private static final int RUNNING = 20;
  private static final int PREVIOUSLY_USED = 25;
  private static final int PRIVATE = 10;
  private static final int HOME = 5;

  /** One reason, and what it counts. */
  public record Part(String reason, int points) {
    /** As in {@code wired +15}. */
    @Override
    public String toString() {
      return reason + (points < 0 ? " " : " +") + points;
    }
  }

  public InterfaceScore {
    parts = List.copyOf(parts);
  }

  /**
   * The score of an interface.
   *
   * @param previous the name of the interface used so far; null where there is none
   */
  static InterfaceScore of(Candidate candidate, @Nullable String previous) {
    List<Part> parts = new ArrayList<>();
    if (candidate.running()) {
      parts.add(new Part("running", RUNNING));
    }
    if (candidate.kind().points() != 0) {
      parts.add(new Part(candidate.kind().toString(), candidate.kind().points()));
    }
    if (candidate.name().equals(previous)) {
      parts.add(new Part("previously used", PREVIOUSLY_USED));
    }
    if (isPrivate(candidate.source())) {
      parts.add(new Part("private", PRIVATE));
    }
    byte[] address = candidate.source().getAddress();
    if (address.length == 4 && (address[0] & 0xff) == 192 && (address[1] & 0xff) == 168) {
      parts.add(new Part("home network", HOME));
    }
    return new InterfaceScore(parts);
  }

  /** RFC 1918 section 3, and RFC 4193 for IPv6. */
  private static boolean isPrivate(InetAddress address) {
    return address instanceof Inet4Address
        ? address.isSiteLocalAddress()
        : (address.getAddress()[0] & 0xfe) == 0xfc;
  }

  /** The sum. */
  public int total() {
    return parts.stream().mapToInt(Part::points).sum();
  }

  /** The parts, as in {@code running +20, wired +15}. */
  @Override
  public String toString() {
    return parts.stream().map(Part::toString).collect(Collectors.joining(", "));
  }
}
