package io.netsonde.ping;

import io.netsonde.netio.IcmpEcho;
import java.nio.ByteBuffer;

/**
 * Our echo requests, by what their data says; the reply repeats it:
 *
 * <pre>
 *  0                               8                              16
 * +-------------------------------+-------------------------------+
 * | token of the sender           | sequence, from 0              |
 * +-------------------------------+-------------------------------+
 * | padding: each byte is its place in the data, modulo 256
 * </pre>
 *
 * <p>Both are big-endian. The ICMP header's sequence number is the low 16 bits of the sequence; its
 * identifier alone would not do, since other programs choose theirs at random too.
 */
final class EchoData {
  /** Bytes of token and sequence. */
  static final int BYTES = 16;

  /** Neither a reply to us nor a quote of ours. */
  static final long FOREIGN = -1;

  private static final int TOKEN = IcmpEcho.HEADER_BYTES;
  private static final int SEQUENCE = TOKEN + 8;
  private static final int SEQUENCE_MASK = 0xffff;

  private EchoData() {}

  /** Appends a whole request with {@code size} bytes of data, at least {@link #BYTES}. */
  static void put(ByteBuffer to, boolean ipv6, long token, long sequence, int size) {
    IcmpEcho.putRequest(to, ipv6, (int) sequence & SEQUENCE_MASK);
    to.putLong(token).putLong(sequence);
    for (int place = BYTES; place < size; place++) {
      to.put((byte) place);
    }
  }

  /**
   * The sequence of the request that this message replies to.
   *
   * @param message from its ICMP header on
   * @return {@link #FOREIGN} where it is no reply to a request with that token
   */
  static long replied(ByteBuffer message, boolean ipv6, long token) {
    return message.remaining() >= IcmpEcho.HEADER_BYTES + BYTES
            && IcmpEcho.isReply(message, ipv6)
            && message.getLong(message.position() + TOKEN) == token
        ? consistent(message)
        : FOREIGN;
  }

  /**
   * The sequence of the request that an ICMP error quotes. A router may quote the ICMP header
   * alone: then the token can't be compared, and the sequence is the latest below {@code next} with
   * these low 16 bits.
   */
  static long quoted(ByteBuffer quote, boolean ipv6, long token, long next) {
    if (!IcmpEcho.isRequest(quote, ipv6)) {
      return FOREIGN;
    }
    if (quote.remaining() >= IcmpEcho.HEADER_BYTES + BYTES) {
      return quote.getLong(quote.position() + TOKEN) == token ? consistent(quote) : FOREIGN;
    }
    long back = (next - 1 - IcmpEcho.sequence(quote)) & SEQUENCE_MASK;
    long sequence = next - 1 - back;
    return sequence < 0 ? FOREIGN : sequence;
  }

  private static long consistent(ByteBuffer message) {
    long sequence = message.getLong(message.position() + SEQUENCE);
    boolean agrees = (sequence & SEQUENCE_MASK) == IcmpEcho.sequence(message);
    return agrees && sequence >= 0 ? sequence : FOREIGN;
  }
}
