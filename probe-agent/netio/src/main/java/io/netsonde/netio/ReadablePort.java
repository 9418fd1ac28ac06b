package io.netsonde.netio;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What a {@link Receiver} needs of a port. */
interface ReadablePort extends DatagramPort {
  /** Datagrams that one port may have handed on before the others get their turn. */
  int DRAIN_BOUND = 64;

  /** Which receivers can wait for it. */
  Stamping stamping();

  /**
   * Reads what has arrived, a bounded number, and hands it on; where the kernel stamps, also what
   * has left. Called on the receiver's thread only.
   *
   * @throws java.nio.channels.ClosedChannelException if it was closed meanwhile
   */
  void drain(Reading reading) throws IOException;

  /** The receiver that it is registered with. */
  AtomicReference<@Nullable Receiver> receiver();
}
