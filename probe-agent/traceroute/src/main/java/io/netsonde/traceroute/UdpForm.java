package io.netsonde.traceroute;

import java.nio.ByteBuffer;

/**
 * UDP datagrams of the same ports. The payload:
 *
 * <pre>
 *  0                               32                              63
 * +-------------------------------+-------------------------------+
 * | this trace's number, random                                   |
 * +-------------------------------+-------------------------------+
 * | probe number                  | zeros, as many as asked for
 * </pre>
 */
public final class UdpForm implements ProbeForm {
  private static final int UDP = 17;
  private static final int HEADER_BYTES = 8;
  private static final int TRACE_BYTES = 8;
  private static final int TOLD_BYTES = 12;

  /** As traceroute's: small, and none that would make a service answer at length. */
  private static final int LEAST_PAYLOAD = 32;

  private final long trace;
  private final int sourcePort;
  private final int targetPort;

  /** Of the trace with this number, between these ports. */
  public UdpForm(long trace, int sourcePort, int targetPort) {
    this.trace = trace;
    this.sourcePort = sourcePort;
    this.targetPort = targetPort;
  }

  @Override
  public int ipProtocol() {
    return UDP;
  }

  @Override
  public int leastBytes() {
    return HEADER_BYTES + LEAST_PAYLOAD;
  }

  @Override
  public void write(ByteBuffer to, int probe, int bytes) {
    to.putLong(trace).putInt(probe);
    Zeros.put(to, bytes - HEADER_BYTES - TOLD_BYTES);
  }

  @Override
  public int ofQuote(ByteBuffer quote) {
    int at = quote.position();
    int length = Math.min(quote.remaining(), TRACE_BYTES);
    for (int i = 0; i < length; i++) {
      if (quote.get(at + i) != (byte) (trace >>> (8 * (TRACE_BYTES - 1 - i)))) {
        return STRANGE;
      }
    }
    if (quote.remaining() < TOLD_BYTES) {
      return UNTOLD;
    }
    int probe = quote.getInt(at + TRACE_BYTES);
    return probe >= 0 && probe <= MOST ? probe : STRANGE;
  }

  @Override
  public int ofPacket(ByteBuffer quote) {
    int at = quote.position();
    if (quote.remaining() < HEADER_BYTES
        || Short.toUnsignedInt(quote.getShort(at)) != sourcePort
        || Short.toUnsignedInt(quote.getShort(at + 2)) != targetPort) {
      return STRANGE;
    }
    return ofQuote(quote.slice(at + HEADER_BYTES, quote.remaining() - HEADER_BYTES));
  }

  /** Whatever listens on that port: where it repeats what it got, that tells. */
  @Override
  public int ofReply(ByteBuffer reply) {
    int probe = ofQuote(reply);
    return probe == STRANGE ? UNTOLD : probe;
  }
}
