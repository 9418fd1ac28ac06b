package io.netsonde.netio;

import java.io.IOException;
import java.time.Duration;

/**
 * Told of what goes wrong in a {@link Receiver}, on its thread. What it throws goes to the thread's
 * uncaught-exception handler, and the receiver goes on.
 */
public interface ReceiverListener {
  /** Reading from a port failed; it is tried again after the pause, the other ports meanwhile. */
  void onReceiveFailed(DatagramPort port, IOException failure, Duration pause);

  /** A handler threw; its datagram is gone, the next one is handed on as ever. */
  void onHandlerFailed(DatagramPort port, Throwable failure);

  /** The work threw; it is done again soon. */
  void onWorkFailed(Throwable failure);

  /** Waiting for the ports failed; it is tried again after the pause. */
  void onWaitFailed(IOException failure, Duration pause);
}
