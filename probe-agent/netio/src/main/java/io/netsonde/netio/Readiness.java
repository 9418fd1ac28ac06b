package io.netsonde.netio;

import java.io.IOException;
import java.util.List;

/** Means to wait for the ports of one receiver. */
interface Readiness {
  /** Waits for that port too. Any thread. */
  void add(Registration registration) throws IOException;

  /** Waits for it no more; it may still be among those that {@link #await} returned. Any thread. */
  void remove(Registration registration);

  /**
   * Waits until a port is ready, the time is up, or somebody calls {@link #wakeUp}, and lets go of
   * what was removed. The receiver's thread.
   *
   * @param nanos at most so long; 0 or less: only looks. Up to 1 ms longer where the system counts
   *     in milliseconds
   * @param ready takes those that have something to read
   */
  void await(long nanos, List<Registration> ready) throws IOException;

  /** Stops or goes on waiting for a port. The receiver's thread. */
  void listen(Registration registration, boolean on);

  /** Ends the wait under way, or the next one. Any thread. */
  void wakeUp();

  /** Lets go of everything; any number of times. Not while another thread waits. */
  void close() throws IOException;
}
