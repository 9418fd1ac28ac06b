package io.netsonde.agent.run;

import io.netsonde.ping.net.EchoLoopListener;
import java.io.IOException;
import java.net.InetAddress;
import java.util.logging.Logger;

/** Tells the log of what happens to a probe of echoes: once a change. */
final class EchoLog implements EchoLoopListener {
  private static final Logger LOGGER = Logger.getLogger("io.netsonde.agent");

  private final String probe;
  private boolean answered;
  private boolean toldSilent;

  EchoLog(String probe) {
    this.probe = "probe " + probe + ": ";
  }

  @Override
  public void resolved(InetAddress target) {
    LOGGER.info(probe + "sends echoes to " + target.getHostAddress());
  }

  @Override
  public void unresolved(String host) {
    LOGGER.warning(probe + "the name " + host + " does not resolve; trying again");
  }

  @Override
  public void stateChanged(boolean up) {
    if (up) {
      LOGGER.info(probe + (answered ? "the target answers again" : "the target answers"));
      answered = true;
    } else {
      LOGGER.warning(probe + "the target has ceased to answer");
    }
  }

  @Override
  public void unanswered() {
    if (!answered && !toldSilent) {
      toldSilent = true;
      LOGGER.warning(probe + "the target does not answer");
    }
  }

  @Override
  public void networkFailed(IOException reason) {
    LOGGER.warning(probe + reason.getMessage() + "; its packets count as lost until that ends");
  }

  @Override
  public void networkRecovered() {
    LOGGER.info(probe + "sends again");
  }
}
