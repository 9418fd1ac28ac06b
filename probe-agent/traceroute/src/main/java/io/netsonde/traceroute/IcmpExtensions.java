package io.netsonde.traceroute;

import io.netsonde.measurement.trace.MplsLabel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The extension structure of ICMP errors (RFC 4884, section 7) and in it the label stack with which
 * a packet arrived (RFC 4950, section 3):
 *
 * <pre>
 *  0       4       8               16                      24      31
 * +-------+-----------------------+-------------------------------+
 * | 2     | 0                     | checksum, 0: none             |
 * +-------+-------+---------------+---------------+---------------+
 * | object length, header included| class: 1      | type: 1       |
 * +-------------------------------+-------+-+-----+---------------+
 * | label                                 |TC |S  | TTL           |
 * +---------------------------------------+-------+---------------+
 * </pre>
 */
public final class IcmpExtensions {
  private static final int VERSION = 2;
  private static final int HEADER_BYTES = 4;
  private static final int OBJECT_HEADER_BYTES = 4;
  private static final int ENTRY_BYTES = 4;
  private static final int MPLS_STACK = 1 << 8 | 1;

  /** More entries than any router pushes. */
  private static final int MOST_LABELS = 16;

  private IcmpExtensions() {}

  /**
   * The label stack in the remaining bytes, outermost label first; empty where there is none or the
   * structure is damaged.
   */
  public static List<MplsLabel> labels(ByteBuffer extensions) {
    ByteBuffer bytes = extensions.slice();
    if (bytes.remaining() < HEADER_BYTES || bytes.get(0) >>> 4 != VERSION || !isSound(bytes)) {
      return List.of();
    }
    List<MplsLabel> labels = new ArrayList<>();
    int at = HEADER_BYTES;
    while (bytes.limit() - at >= OBJECT_HEADER_BYTES) {
      int length = Short.toUnsignedInt(bytes.getShort(at));
      if (length < OBJECT_HEADER_BYTES || length > bytes.limit() - at) {
        break;
      }
      if (bytes.getShort(at + 2) == MPLS_STACK) {
        read(bytes, at + OBJECT_HEADER_BYTES, at + length, labels);
      }
      at += length;
    }
    return labels;
  }

  /**
   * The same where a router quotes without saying how much, which leaves the structure behind 128
   * bytes of the packet (RFC 4884, section 5.5).
   *
   * @param quote what it quotes of the packet
   * @param headers how many bytes of the packet come before the quote
   */
  public static List<MplsLabel> labelsBehind(ByteBuffer quote, int headers) {
    int at = 128 - headers;
    return quote.remaining() <= at
        ? List.of()
        : labels(quote.slice(quote.position() + at, quote.remaining() - at));
  }

  private static void read(ByteBuffer bytes, int from, int to, List<MplsLabel> labels) {
    for (int at = from; at + ENTRY_BYTES <= to && labels.size() < MOST_LABELS; at += ENTRY_BYTES) {
      int entry = bytes.getInt(at);
      labels.add(
          new MplsLabel(entry >>> 12, entry >>> 9 & 7, (entry >>> 8 & 1) == 1, entry & 0xff));
    }
  }

  /** A checksum of 0 says that there is none. */
  private static boolean isSound(ByteBuffer bytes) {
    if (bytes.getShort(2) == 0) {
      return true;
    }
    long sum = 0;
    for (int i = 0; i < bytes.limit(); i += 2) {
      int high = Byte.toUnsignedInt(bytes.get(i)) << 8;
      sum += i + 1 < bytes.limit() ? high | Byte.toUnsignedInt(bytes.get(i + 1)) : high;
    }
    while (sum >>> 16 != 0) {
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return sum == 0xffff;
  }
}
