package io.netsonde.netio;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Receiver} needs of a port. A port that reads by another system call, for the
 * kernel's stamps, still waits by the channel and fills the same slot.
 */
interface SelectablePort extends DatagramPort {
  /** What to wait on; in non-blocking mode. */
  SelectableChannel channel();

  /**
   * Reads one datagram into the slot, with its stamps, if there is one. Called on the receiver's
   * thread only.
   *
   * @return whether there was one
   */
  boolean receive(ReceivedDatagram slot) throws IOException;

  /** The receiver that it is registered with. */
  AtomicReference<@Nullable Receiver> receiver();
}
