package io.netsonde.netio;

import java.util.Optional;

/**
 * How a port is opened.
 *
 * @param stamping who stamps; ports of {@link Stamping#KERNEL} need a receiver of that kind
 * @param receiveBufferBytes the socket receive buffer to ask the kernel for, 0 for its default; the
 *     kernel may grant less ({@code net.core.rmem_max} on Linux)
 * @param sendBufferBytes likewise for sending ({@code net.core.wmem_max})
 * @param dscp the Differentiated Services code point of what is sent, 0 to 63 (RFC 2474 section 3)
 * @param hopLimit the time to live (IPv4) or hop limit (IPv6) of what is sent, 1 to 255; 0 for the
 *     system's default. Only with {@link Stamping#KERNEL}
 * @param device the network interface that everything leaves and arrives by; empty: any. Only with
 *     {@link Stamping#KERNEL}
 * @param outgoing the index of the network interface that everything leaves by, while what arrives
 *     may come by any; 0: as routed. Only with {@link Stamping#KERNEL}
 * @param errors whether ICMP errors about what is sent come to {@link DatagramHandler#onError}.
 *     Only with {@link Stamping#KERNEL}
 * @param undivided whether nothing that is sent is ever divided, whatever the kernel believes the
 *     path takes: what is too big is refused, here or on the way. Only with {@link Stamping#KERNEL}
 */
public record PortOptions(
    Stamping stamping,
    int receiveBufferBytes,
    int sendBufferBytes,
    int dscp,
    int hopLimit,
    Optional<String> device,
    int outgoing,
    boolean errors,
    boolean undivided) {
  /** Portable, the kernel's buffers, best effort, as routed. */
  public static final PortOptions DEFAULT =
      new PortOptions(Stamping.PORTABLE, 0, 0, 0, 0, Optional.empty(), 0, false, false);

  public PortOptions {
    if (receiveBufferBytes < 0 || sendBufferBytes < 0) {
      throw new IllegalArgumentException(
          "a buffer size is negative: " + receiveBufferBytes + ", " + sendBufferBytes);
    }
    if (dscp < 0 || dscp > 63) {
      throw new IllegalArgumentException("a DSCP is 0 to 63, not " + dscp);
    }
    if (outgoing < 0) {
      throw new IllegalArgumentException("an interface's index is above 0, or 0: " + outgoing);
    }
    if (hopLimit < 0 || hopLimit > 255) {
      throw new IllegalArgumentException("a hop limit is 1 to 255, or 0, not " + hopLimit);
    }
  }

  /** The same with another stamping. */
  public PortOptions withStamping(Stamping other) {
    return new PortOptions(
        other,
        receiveBufferBytes,
        sendBufferBytes,
        dscp,
        hopLimit,
        device,
        outgoing,
        errors,
        undivided);
  }

  /** The same with both socket buffers of this size. */
  public PortOptions withBuffers(int receiveBytes, int sendBytes) {
    return new PortOptions(
        stamping, receiveBytes, sendBytes, dscp, hopLimit, device, outgoing, errors, undivided);
  }

  /** The same with another code point. */
  public PortOptions withDscp(int codePoint) {
    return new PortOptions(
        stamping,
        receiveBufferBytes,
        sendBufferBytes,
        codePoint,
        hopLimit,
        device,
        outgoing,
        errors,
        undivided);
  }

  /** The same with another hop limit. */
  public PortOptions withHopLimit(int hops) {
    return new PortOptions(
        stamping,
        receiveBufferBytes,
        sendBufferBytes,
        dscp,
        hops,
        device,
        outgoing,
        errors,
        undivided);
  }

  /** The same over this network interface only. */
  public PortOptions withDevice(String name) {
    return new PortOptions(
        stamping,
        receiveBufferBytes,
        sendBufferBytes,
        dscp,
        hopLimit,
        Optional.of(name),
        outgoing,
        errors,
        undivided);
  }

  /** The same, but what is sent leaves by the network interface of this index. */
  public PortOptions withOutgoing(int index) {
    return new PortOptions(
        stamping,
        receiveBufferBytes,
        sendBufferBytes,
        dscp,
        hopLimit,
        device,
        index,
        errors,
        undivided);
  }

  /** The same, and ICMP errors about what is sent come to the handler. */
  public PortOptions withErrors() {
    return new PortOptions(
        stamping,
        receiveBufferBytes,
        sendBufferBytes,
        dscp,
        hopLimit,
        device,
        outgoing,
        true,
        undivided);
  }

  /** The same, and nothing that is sent is ever divided. */
  public PortOptions withUndivided() {
    return new PortOptions(
        stamping,
        receiveBufferBytes,
        sendBufferBytes,
        dscp,
        hopLimit,
        device,
        outgoing,
        errors,
        true);
  }

  /** The octet that carries the code point, its two ECN bits zero. */
  int trafficClass() {
    return dscp << 2;
  }
}
