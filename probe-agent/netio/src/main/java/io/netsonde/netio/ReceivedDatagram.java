package io.netsonde.netio;

import io.netsonde.measurement.EpochClock;
import io.netsonde.measurement.NanoClock;
import io.netsonde.measurement.TimestampSource;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** The one slot of a receive loop, filled by a port and read by its handler. */
final class ReceivedDatagram {
  /** Holds any UDP payload: 65,507 bytes over IPv4, 65,527 over IPv6 without jumbograms. */
  private static final int MAX_BYTES = 65_536;

  private static final InetSocketAddress NOBODY = InetSocketAddress.createUnresolved("nobody", 0);

  final ByteBuffer payload = ByteBuffer.allocateDirect(MAX_BYTES);
  InetSocketAddress source = NOBODY;
  long nanos;
  long epochNanos;
  TimestampSource stamps = TimestampSource.PROCESS;

  private final NanoClock nanoClock;
  private final EpochClock epochClock;

  ReceivedDatagram(NanoClock nanoClock, EpochClock epochClock) {
    this.nanoClock = nanoClock;
    this.epochClock = epochClock;
  }

  /** For ports without better stamps: the first thing after reading. */
  void stampNow() {
    epochNanos = epochClock.epochNanos();
    nanos = nanoClock.nanoTime();
    stamps = TimestampSource.PROCESS;
  }
}
