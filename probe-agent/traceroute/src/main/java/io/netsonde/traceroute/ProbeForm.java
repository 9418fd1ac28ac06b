package io.netsonde.traceroute;

import java.nio.ByteBuffer;

/**
 * What the probes of one trace look like, and how an answer tells to which of them it is. Probe
 * numbers are 0 to {@link #MOST}. Nothing that routers choose a way by differs from probe to probe.
 */
public interface ProbeForm {
  /** The highest probe number. */
  int MOST = (1 << 20) - 1;

  /** The answer is to nothing of this trace. */
  int STRANGE = -1;

  /** The answer may be to this trace, but does not tell to which probe. */
  int UNTOLD = -2;

  /** The protocol of its packets, as IP headers number it. */
  int ipProtocol();

  /** How many bytes a probe has behind the IP header at least. */
  int leastBytes();

  /**
   * Writes what is to be handed to the port, at the buffer's position.
   *
   * @param bytes how long it is to be behind the IP header, at least {@link #leastBytes}
   */
  void write(ByteBuffer to, int probe, int bytes);

  /**
   * To which probe an ICMP error is that quotes these remaining bytes of what the port was given:
   * its number, {@link #STRANGE} or {@link #UNTOLD}.
   */
  int ofQuote(ByteBuffer quote);

  /** Likewise of a quote that begins behind the IP header. */
  int ofPacket(ByteBuffer quote);

  /** To which probe a packet is, other than an ICMP error, that the port has received. */
  int ofReply(ByteBuffer reply);
}
