package io.netsonde.netio;

/**
 * How a port is opened.
 *
 * @param receiveBufferBytes the socket receive buffer to ask the kernel for, 0 for its default; the
 *     kernel may grant less ({@code net.core.rmem_max} on Linux)
 * @param sendBufferBytes likewise for sending ({@code net.core.wmem_max})
 * @param dscp the Differentiated Services code point of what is sent, 0 to 63 (RFC 2474 section 3)
 */
public record PortOptions(int receiveBufferBytes, int sendBufferBytes, int dscp) {
  /** The kernel's buffers, best effort. */
  public static final PortOptions DEFAULT = new PortOptions(0, 0, 0);

  public PortOptions {
    if (receiveBufferBytes < 0 || sendBufferBytes < 0) {
      throw new IllegalArgumentException(
          "a buffer size is negative: " + receiveBufferBytes + ", " + sendBufferBytes);
    }
    if (dscp < 0 || dscp > 63) {
      throw new IllegalArgumentException("a DSCP is 0 to 63, not " + dscp);
    }
  }

  /** The same with both socket buffers of this size. */
  public PortOptions withBuffers(int receiveBytes, int sendBytes) {
    return new PortOptions(receiveBytes, sendBytes, dscp);
  }

  /** The same with another code point. */
  public PortOptions withDscp(int codePoint) {
    return new PortOptions(receiveBufferBytes, sendBufferBytes, codePoint);
  }

  /** The octet that carries the code point, its two ECN bits zero. */
  int trafficClass() {
    return dscp << 2;
  }
}
