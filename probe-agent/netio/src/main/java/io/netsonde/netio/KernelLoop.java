package io.netsonde.netio;

import java.io.IOException;

/** The receiver's thread does everything: its waits end on time, and the kernel stamps. */
final class KernelLoop implements PacedLoop {
  private final Receiver receiver;

  KernelLoop(String name, ReceiverListener listener, Work work) throws IOException {
    this.receiver = Receiver.open(Stamping.KERNEL, name, listener, work);
  }

  @Override
  public void start() {
    receiver.start();
  }

  @Override
  public void register(DatagramPort port, DatagramHandler handler) throws IOException {
    receiver.register(port, handler);
  }

  @Override
  public void wakeUp() {
    receiver.wakeUp();
  }

  @Override
  public long drops() {
    return receiver.drops();
  }

  @Override
  public long discardedStamps() {
    return receiver.discardedStamps();
  }

  @Override
  public void close() {
    receiver.close();
  }
}
