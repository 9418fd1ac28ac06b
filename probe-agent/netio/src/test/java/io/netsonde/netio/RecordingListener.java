package io.netsonde.netio;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** Keeps what a receiver reports. */
final class RecordingListener implements ReceiverListener {
  final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
  final List<Duration> pauses = new CopyOnWriteArrayList<>();

  @Override
  public void onReceiveFailed(DatagramPort port, IOException failure, Duration pause) {
    pauses.add(pause);
    failures.add(failure);
  }

  @Override
  public void onHandlerFailed(DatagramPort port, Throwable failure) {
    failures.add(failure);
  }

  @Override
  public void onWorkFailed(Throwable failure) {
    failures.add(failure);
  }

  @Override
  public void onWaitFailed(IOException failure, Duration pause) {
    failures.add(failure);
  }
}
