package io.netsonde.traceroute;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * TCP segments that ask for a connection (SYN; RFC 9293, section 3.1) between the same ports:
 *
 * <pre>
 *  0               8               16                              31
 * +-------------------------------+-------------------------------+
 * | source port                   | destination port              |
 * +-------------------------------+-------------------------------+
 * | sequence number: this trace's number and the probe's          |
 * +---------------------------------------------------------------+
 * | acknowledgement number: 0                                     |
 * +-------+-----------+-----------+-------------------------------+
 * | 5     | 0         | flags     | window                        |
 * +-------+-----------+-----------+-------------------------------+
 * | checksum                      | 0                             |
 * +-------------------------------+-------------------------------+
 * </pre>
 *
 * <p>The sequence number stands in the first eight bytes, which every quote has, and the target
 * acknowledges the one after it, whether it accepts (SYN, ACK) or refuses (RST, ACK). The kernel,
 * which knows of no such connection, resets what the target accepts.
 */
public final class SynForm implements ProbeForm {
  private static final int TCP = 6;
  private static final int HEADER_BYTES = 20;
  private static final int QUOTED_BYTES = 8;
  private static final int SEQUENCE = 4;
  private static final int ACKNOWLEDGEMENT = 8;
  private static final int FLAGS = 13;
  private static final int CHECKSUM = 16;

  private static final int SYN = 2;
  private static final int RST = 4;
  private static final int ACK = 16;
  private static final short OFFSET_AND_SYN = (short) (5 << 12 | SYN);
  private static final short WINDOW = 1_024;

  private final int first;
  private final InetSocketAddress source;
  private final InetSocketAddress target;
  private int lastData;

  /** Of the trace whose probe 0 has this sequence number. */
  public SynForm(int first, InetSocketAddress source, InetSocketAddress target) {
    this.first = first;
    this.source = source;
    this.target = target;
  }

  @Override
  public int ipProtocol() {
    return TCP;
  }

  @Override
  public int leastBytes() {
    return HEADER_BYTES;
  }

  @Override
  public void write(ByteBuffer to, int probe, int bytes) {
    int at = to.position();
    lastData = bytes - HEADER_BYTES;
    to.putShort((short) source.getPort()).putShort((short) target.getPort());
    to.putInt(first + probe).putInt(0).putShort(OFFSET_AND_SYN).putShort(WINDOW);
    to.putShort((short) 0).putShort((short) 0);
    Zeros.put(to, lastData);
    to.putShort(at + CHECKSUM, checksum(to, at, bytes));
  }

  @Override
  public int ofQuote(ByteBuffer quote) {
    int at = quote.position();
    if (quote.remaining() < QUOTED_BYTES
        || Short.toUnsignedInt(quote.getShort(at)) != source.getPort()
        || Short.toUnsignedInt(quote.getShort(at + 2)) != target.getPort()) {
      return STRANGE;
    }
    return probe(quote.getInt(at + SEQUENCE));
  }

  @Override
  public int ofPacket(ByteBuffer quote) {
    return ofQuote(quote);
  }

  @Override
  public int ofReply(ByteBuffer reply) {
    int at = reply.position();
    if (reply.remaining() < HEADER_BYTES
        || Short.toUnsignedInt(reply.getShort(at)) != target.getPort()
        || Short.toUnsignedInt(reply.getShort(at + 2)) != source.getPort()) {
      return STRANGE;
    }
    int flags = reply.get(at + FLAGS);
    if ((flags & ACK) == 0 || (flags & (SYN | RST)) == 0) {
      return STRANGE;
    }
    int acknowledged = reply.getInt(at + ACKNOWLEDGEMENT) - 1;
    int probe = probe(acknowledged);
    // A refusal acknowledges the padding too, which only the last probes have.
    return lastData > 0 && (flags & RST) != 0 ? probe(acknowledged - lastData) : probe;
  }

  private int probe(int sequence) {
    int probe = sequence - first;
    return probe >= 0 && probe <= MOST ? probe : STRANGE;
  }

  /** The internet checksum with the addresses' pseudo header (RFC 9293, section 3.1; RFC 8200). */
  private short checksum(ByteBuffer segment, int at, int bytes) {
    long sum = TCP + bytes + sum(source.getAddress()) + sum(target.getAddress());
    for (int i = 0; i < bytes; i += 2) {
      int high = Byte.toUnsignedInt(segment.get(at + i)) << 8;
      sum += i + 1 < bytes ? high | Byte.toUnsignedInt(segment.get(at + i + 1)) : high;
    }
    while (sum >>> 16 != 0) {
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return (short) ~sum;
  }

  private static long sum(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    long sum = 0;
    while (bytes.hasRemaining()) {
      sum += Short.toUnsignedInt(bytes.getShort());
    }
    return sum;
  }
}
