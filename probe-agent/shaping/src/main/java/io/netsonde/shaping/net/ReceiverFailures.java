package io.netsonde.shaping.net;

import io.netsonde.netio.DatagramPort;
import io.netsonde.netio.ReceiverListener;
import java.io.IOException;
import java.time.Duration;

/** Passes a receiver's failures on as the relay's. */
record ReceiverFailures(RelayListener listener) implements ReceiverListener {
  @Override
  public void onReceiveFailed(DatagramPort port, IOException failure, Duration pause) {
    listener.onFailure("receive at " + port, failure);
  }

  @Override
  public void onHandlerFailed(DatagramPort port, Throwable failure) {
    listener.onFailure("handle a packet at " + port, failure);
  }

  @Override
  public void onWorkFailed(Throwable failure) {
    listener.onFailure("expire clients", failure);
  }

  @Override
  public void onWaitFailed(IOException failure, Duration pause) {
    listener.onFailure("wait for packets", failure);
  }
}
