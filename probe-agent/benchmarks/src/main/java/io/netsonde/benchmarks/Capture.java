package io.netsonde.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * Requests and their answers in a capture with nanosecond stamps of an Ethernet interface, IPv4
 * only. (The format is draft-ietf-opsawg-pcap's.)
 */
final class Capture {
  /** What a key function answers for a packet that is not of interest. */
  static final long IGNORED = -1;

  /** One request and its answer, by the capture's clock, ns since the epoch. */
  record Exchange(long request, long answer) {
    long nanos() {
      return answer - request;
    }
  }

  /** A tool may use a number again, for warming up: then the occurrence tells them apart. */
  private record Request(long key, int occurrence) {}

  private static final int NANOSECOND_MAGIC = 0xa1b23c4d;
  private static final int ETHERNET = 14;
  private static final int ICMP = 1;
  private static final int UDP = 17;

  private final int answering;
  private final ToLongFunction<ByteBuffer> keys;
  private final Map<Long, Integer> occurrences = new HashMap<>();
  private final Map<Request, Long> requests = new HashMap<>();
  private final Map<Request, Exchange> exchanges = new HashMap<>();

  private Capture(int answering, ToLongFunction<ByteBuffer> keys) {
    this.answering = answering;
    this.keys = keys;
  }

  /**
   * Reads a whole capture.
   *
   * @param answering the IPv4 address from which answers come
   * @param keys of a UDP payload or an ICMP message: what a request and its answer have in common,
   *     not negative, or {@link #IGNORED}
   * @throws IOException if the file cannot be read, or is no such capture
   */
  static Capture read(Path file, int answering, ToLongFunction<ByteBuffer> keys)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.remaining() < 24 || bytes.getInt(0) != NANOSECOND_MAGIC) {
      throw new IOException(file + " is no little-endian capture with nanoseconds");
    }
    Capture capture = new Capture(answering, keys);
    bytes.position(24);
    while (bytes.remaining() >= 16) {
      long nanos = Integer.toUnsignedLong(bytes.getInt()) * 1_000_000_000L + bytes.getInt();
      int length = bytes.getInt();
      bytes.getInt();
      if (length > bytes.remaining()) {
        break; // the capture was ended while it wrote this
      }
      capture.frame(nanos, bytes.slice(bytes.position(), length));
      bytes.position(bytes.position() + length);
    }
    return capture;
  }

  private void frame(long nanos, ByteBuffer frame) {
    if (frame.limit() < ETHERNET + 28 || frame.getShort(12) != 0x0800) {
      return;
    }
    int header = (frame.get(ETHERNET) & 15) * 4;
    int protocol = frame.get(ETHERNET + 9);
    int skipped = ETHERNET + header + (protocol == UDP ? 8 : 0);
    if ((protocol != UDP && protocol != ICMP) || skipped > frame.limit()) {
      return;
    }
    long key = keys.applyAsLong(frame.slice(skipped, frame.limit() - skipped));
    if (key == IGNORED) {
      return;
    }
    if (frame.getInt(ETHERNET + 12) == answering) {
      Request request = new Request(key, occurrences.getOrDefault(key, 0));
      Long sent = requests.get(request);
      if (sent != null) {
        exchanges.putIfAbsent(request, new Exchange(sent, nanos));
      }
    } else {
      requests.put(new Request(key, occurrences.merge(key, 1, Integer::sum)), nanos);
    }
  }

  /** The same exchanges as two interfaces saw them, by the number of the request. */
  record Both(long key, Exchange near, Exchange far) {
    /** RFC 2681 without the far host's own time. */
    long withoutResidence() {
      return near.nanos() - far.nanos();
    }

    long forward() {
      return far.request() - near.request();
    }
  }

  /** What both captures have, by the time of the request. */
  NavigableMap<Long, Both> join(Capture far) {
    NavigableMap<Long, Both> joined = new TreeMap<>();
    exchanges.forEach(
        (request, near) -> {
          Exchange there = far.exchanges.get(request);
          if (there != null) {
            joined.put(near.request(), new Both(request.key(), near, there));
          }
        });
    return joined;
  }
}
