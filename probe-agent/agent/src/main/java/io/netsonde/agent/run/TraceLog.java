package io.netsonde.agent.run;

import io.netsonde.agent.view.TraceText;
import io.netsonde.measurement.Trace;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.logging.Logger;

/**
 * Tells the log of what happens to a probe's traces: the path at first and when it is another, and
 * once why none can be made. One thread at a time.
 */
final class TraceLog {
  private final String probe;
  private final Consumer<String> info;
  private final Consumer<String> warning;
  private final LeftOutTurns leftOut;
  private boolean known;
  private String trouble = "";

  TraceLog(String probe, Consumer<String> info, Consumer<String> warning) {
    this.probe = "probe " + probe + ": ";
    this.info = info;
    this.warning = warning;
    this.leftOut = new LeftOutTurns(warning);
  }

  /** To the agent's log. */
  static TraceLog toLog(String probe) {
    Logger logger = Logger.getLogger("io.netsonde.agent");
    return new TraceLog(probe, logger::info, logger::warning);
  }

  void traced(Trace trace) {
    leftOut.ended();
    if (trace.hops().isEmpty()) {
      trouble("nobody answered, neither a router nor the target");
      return;
    }
    if (trace.previousPath().isPresent()) {
      warning.accept(
          probe
              + "the path has changed from "
              + trace.previousPath().get()
              + " to "
              + trace.path()
              + ": "
              + TraceText.way(trace));
    } else if (!known || !trouble.isEmpty()) {
      info.accept(probe + "path " + trace.path() + ": " + TraceText.way(trace));
    }
    known = true;
    trouble = "";
  }

  void failed(IOException why) {
    leftOut.ended();
    trouble(String.valueOf(why.getMessage()));
  }

  private void trouble(String message) {
    if (!message.equals(trouble)) {
      warning.accept(probe + message + "; trying again at the next turn");
      trouble = message;
    }
  }

  void skipped() {
    leftOut.leftOut(
        probe
            + "a trace took longer than the interval, so that the next was left out; lengthen the"
            + " interval, or ask for fewer rounds");
  }
}
