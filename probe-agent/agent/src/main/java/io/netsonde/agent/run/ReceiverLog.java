package io.netsonde.agent.run;

import io.netsonde.netio.DatagramPort;
import io.netsonde.netio.ReceiverListener;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Writes what goes wrong while receiving to the log, each kind of trouble of a port once. */
final class ReceiverLog implements ReceiverListener {
  private static final Logger LOGGER = Logger.getLogger("io.netsonde.agent");

  private final Set<String> told = new HashSet<>();

  @Override
  public void onReceiveFailed(DatagramPort port, IOException failure, Duration pause) {
    if (told.add(port + " " + failure.getMessage())) {
      LOGGER.warning(
          "cannot receive on " + port.localAddress() + ": " + failure.getMessage() + "; retrying");
    }
  }

  @Override
  public void onHandlerFailed(DatagramPort port, Throwable failure) {
    defect("handling a datagram", failure);
  }

  @Override
  public void onWorkFailed(Throwable failure) {
    defect("keeping time", failure);
  }

  @Override
  public void onWaitFailed(IOException failure, Duration pause) {
    if (told.add("wait " + failure.getMessage())) {
      LOGGER.warning("cannot wait for datagrams: " + failure.getMessage() + "; retrying");
    }
  }

  private void defect(String doing, Throwable failure) {
    if (told.add(doing + failure)) {
      LOGGER.log(Level.SEVERE, "a defect while " + doing + "; please report it", failure);
    }
  }
}
