package io.netsonde.netio;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** The one slot of a receive loop, filled by a port and read by its handler. */
final class ReceivedDatagram implements Received {
  /** Holds any UDP payload: 65,507 bytes over IPv4, 65,527 over IPv6 without jumbograms. */
  static final int MAX_BYTES = 65_536;

  private static final InetSocketAddress NOBODY = InetSocketAddress.createUnresolved("nobody", 0);

  private ByteBuffer payload = ByteBuffer.allocate(0);
  private InetSocketAddress source = NOBODY;
  private long nanos;
  private long epochNanos;
  private boolean stamped;
  private long kernelNanos;
  private long kernelEpochNanos;
  private int hopLimit = UNKNOWN;
  private int trafficClass = UNKNOWN;

  /** Begins another datagram, of which no more is known than this. */
  void set(ByteBuffer bytes, InetSocketAddress sender, long readNanos, long readEpochNanos) {
    payload = bytes;
    source = sender;
    nanos = readNanos;
    epochNanos = readEpochNanos;
    stamped = false;
    hopLimit = UNKNOWN;
    trafficClass = UNKNOWN;
  }

  void setKernel(long stampNanos, long stampEpochNanos) {
    stamped = true;
    kernelNanos = stampNanos;
    kernelEpochNanos = stampEpochNanos;
  }

  void setHeader(int hops, int octet) {
    hopLimit = hops;
    trafficClass = octet;
  }

  @Override
  public ByteBuffer payload() {
    return payload;
  }

  @Override
  public InetSocketAddress source() {
    return source;
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public long epochNanos() {
    return epochNanos;
  }

  @Override
  public boolean isStamped() {
    return stamped;
  }

  @Override
  public long kernelNanos() {
    return kernelNanos;
  }

  @Override
  public long kernelEpochNanos() {
    return kernelEpochNanos;
  }

  @Override
  public int hopLimit() {
    return hopLimit;
  }

  @Override
  public int trafficClass() {
    return trafficClass;
  }
}
