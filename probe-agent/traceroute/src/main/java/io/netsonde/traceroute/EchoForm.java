package io.netsonde.traceroute;

import io.netsonde.netio.IcmpEcho;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * ICMP echoes of one identifier. Each has a sequence number of its own, which even the shortest
 * quote tells. Its data begin with two bytes that make up for it and for this trace's number, which
 * follows: so all echoes of one identifier have the same checksum, by which routers may choose a
 * way, those of other traces too. Not safe for several threads.
 */
public final class EchoForm implements ProbeForm {
  private static final int ICMP = 1;
  private static final int ICMPV6 = 58;
  private static final int COMPENSATION_BYTES = 2;
  private static final int TRACE_BYTES = 8;
  private static final int LEAST_BYTES = 40;
  private static final int SEQUENCES = 1 << 16;

  private final boolean ipv6;
  private final int identifier;
  private final long trace;
  private int[] probes = new int[64];
  private int written;

  /** Of the trace with this number, with this identifier. */
  public EchoForm(boolean ipv6, int identifier, long trace) {
    this.ipv6 = ipv6;
    this.identifier = identifier;
    this.trace = trace;
  }

  @Override
  public int ipProtocol() {
    return ipv6 ? ICMPV6 : ICMP;
  }

  @Override
  public int leastBytes() {
    return LEAST_BYTES;
  }

  @Override
  public void write(ByteBuffer to, int probe, int bytes) {
    int sequence = written % SEQUENCES;
    if (sequence == probes.length) {
      probes = Arrays.copyOf(probes, probes.length * 2);
    }
    probes[sequence] = probe;
    written++;
    IcmpEcho.putRequest(to, ipv6, sequence);
    to.putShort((short) ~sum(sequence, trace)).putLong(trace);
    Zeros.put(to, bytes - IcmpEcho.HEADER_BYTES - COMPENSATION_BYTES - TRACE_BYTES);
  }

  @Override
  public int ofQuote(ByteBuffer quote) {
    return IcmpEcho.isRequest(quote, ipv6) && IcmpEcho.identifier(quote) == identifier
        ? probe(quote)
        : STRANGE;
  }

  @Override
  public int ofPacket(ByteBuffer quote) {
    return ofQuote(quote);
  }

  @Override
  public int ofReply(ByteBuffer reply) {
    return IcmpEcho.isReply(reply, ipv6) ? probe(reply) : STRANGE;
  }

  /** As the internet checksum adds (RFC 1071). */
  private static int sum(int word, long words) {
    long sum = word;
    for (int shift = 0; shift < Long.SIZE; shift += Short.SIZE) {
      sum += words >>> shift & 0xffff;
    }
    sum = (sum & 0xffff) + (sum >>> 16);
    return (int) ((sum & 0xffff) + (sum >>> 16));
  }

  private int probe(ByteBuffer message) {
    int numberAt = message.position() + IcmpEcho.HEADER_BYTES + COMPENSATION_BYTES;
    if (message.limit() - numberAt >= TRACE_BYTES && message.getLong(numberAt) != trace) {
      return STRANGE;
    }
    int sequence = IcmpEcho.sequence(message);
    return sequence < Math.min(written, SEQUENCES) ? probes[sequence] : STRANGE;
  }
}
