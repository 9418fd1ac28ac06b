package io.netsonde.netio;

import java.io.IOException;

/**
 * One thread that receives, sends and keeps deadlines: handlers and work run on it, one at a time,
 * and the work is on time. True stamps come all the same: from the kernel, or from a thread beside
 * it that does nothing but receive.
 *
 * <p>Life: {@link #open} starts no thread, {@link #start} works once, {@link #close} any number of
 * times. Methods may be called from any thread.
 */
public interface PacedLoop extends AutoCloseable {
  /**
   * A loop that has not started.
   *
   * @param name the thread's
   * @param work run after each round of handing on, and at the time that it returned last
   * @throws IOException if the system has no means to wait left
   */
  static PacedLoop open(Stamping stamping, String name, ReceiverListener listener, Work work)
      throws IOException {
    return stamping == Stamping.KERNEL
        ? new KernelLoop(name, listener, work)
        : new HandoverLoop(name, listener, work);
  }

  /** Starts the thread. */
  void start();

  /** As {@link Receiver#register}; the handler is called on the loop's thread. */
  void register(DatagramPort port, DatagramHandler handler) throws IOException;

  /** Lets the work be done soon. */
  void wakeUp();

  /** Datagrams dropped by the kernel or by this loop, because this process could not keep up. */
  long drops();

  /** As {@link Receiver#discardedStamps}. */
  long discardedStamps();

  /** Ends the thread, and waits for that unless called on it; ports are their opener's to close. */
  @Override
  void close();
}
