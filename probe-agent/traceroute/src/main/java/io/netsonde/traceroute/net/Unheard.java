package io.netsonde.traceroute.net;

import io.netsonde.netio.DatagramPort;
import io.netsonde.netio.ReceiverListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Where nobody listens, failures go to the thread's uncaught-exception handler. */
final class Unheard implements ReceiverListener {
  @Override
  public void onReceiveFailed(DatagramPort port, IOException failure, Duration pause) {
    throw new UncheckedIOException("cannot receive on " + port, failure);
  }

  @Override
  public void onHandlerFailed(DatagramPort port, Throwable failure) {
    throw new IllegalStateException("cannot handle what came to " + port, failure);
  }

  @Override
  public void onWorkFailed(Throwable failure) {
    throw new IllegalStateException("a trace failed", failure);
  }

  @Override
  public void onWaitFailed(IOException failure, Duration pause) {
    throw new UncheckedIOException("cannot wait for answers", failure);
  }
}
