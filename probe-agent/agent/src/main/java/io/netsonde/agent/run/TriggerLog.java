package io.netsonde.agent.run;

import java.util.function.Consumer;
import java.util.logging.Logger;

/**
 * Tells the log of the traces that a probe's bad cycles cause. A path that stays bad and cannot be
 * traced, since nobody is there, would ask after every cycle: why not is told once. Safe for
 * several threads.
 */
final class TriggerLog {
  private final String probe;
  private final Consumer<String> info;
  private final Consumer<String> warning;
  private String trouble = "";

  TriggerLog(String probe, Consumer<String> info, Consumer<String> warning) {
    this.probe = "probe " + probe + ": ";
    this.info = info;
    this.warning = warning;
  }

  /** To the agent's log. */
  static TriggerLog toLog(String probe) {
    Logger logger = Logger.getLogger("io.netsonde.agent");
    return new TriggerLog(probe, logger::info, logger::warning);
  }

  /** What is normal, or that it is learned anew. */
  void knows(String what) {
    info.accept(probe + what);
  }

  /** A trace has been asked for. */
  synchronized void begins(String reason, int flow) {
    if (trouble.isEmpty()) {
      info.accept(probe + reason + ": traces the path of flow " + flow);
    }
  }

  /** It does not take place. */
  synchronized void fails(int flow, String why) {
    if (!why.equals(trouble)) {
      trouble = why;
      warning.accept(
          probe + "flow " + flow + " is not traced: " + why + "; trying again after a bad cycle");
    }
  }

  /** There is a result. */
  synchronized void traced() {
    trouble = "";
  }
}
