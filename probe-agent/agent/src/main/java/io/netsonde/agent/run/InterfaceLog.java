package io.netsonde.agent.run;

import java.util.function.Consumer;
import java.util.logging.Logger;

/** Says once, and again only when it is another, why interfaces cannot be looked at. */
final class InterfaceLog implements Consumer<Exception> {
  private static final Logger LOGGER = Logger.getLogger("io.netsonde.agent");

  private String last = "";

  @Override
  public void accept(Exception trouble) {
    String reason = String.valueOf(trouble.getMessage());
    if (!reason.equals(last)) {
      last = reason;
      LOGGER.warning("cannot look at the network interfaces: " + reason + "; trying again");
    }
  }
}
