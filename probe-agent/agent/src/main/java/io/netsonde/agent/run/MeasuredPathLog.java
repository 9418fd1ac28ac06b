package io.netsonde.agent.run;

import io.netsonde.agent.view.TraceSummary;
import io.netsonde.agent.view.TraceText;
import io.netsonde.measurement.Direction;
import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.MeasurementSink;
import io.netsonde.measurement.PathHash;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.trace.TraceCause;
import io.netsonde.measurement.trace.TraceProtocol;
import java.util.function.Consumer;
import java.util.logging.Logger;

/**
 * Tells the log what traces of measured paths found, there and back: each that a bad cycle has
 * caused, and every change of a path. Traces that are probes of their own have a {@link TraceLog}.
 * Safe for several threads.
 */
final class MeasuredPathLog implements MeasurementSink {
  private final Consumer<String> info;
  private final Consumer<String> warning;

  MeasuredPathLog(Consumer<String> info, Consumer<String> warning) {
    this.info = info;
    this.warning = warning;
  }

  /** To the agent's log. */
  static MeasuredPathLog toLog() {
    Logger logger = Logger.getLogger("io.netsonde.agent");
    return new MeasuredPathLog(logger::info, logger::warning);
  }

  @Override
  public void accept(Measurement measurement) {
    if (measurement instanceof Trace trace && trace.flow().protocol() == TraceProtocol.TRAFFICSIM) {
      trace.cause().ifPresent(cause -> info.accept(found(trace, cause)));
      trace.previousPath().ifPresent(before -> warning.accept(changed(trace, before)));
    }
  }

  private static String found(Trace trace, TraceCause cause) {
    return (trace.direction() == Direction.FORWARD
            ? "probe " + trace.probe() + ": traced the way there" + flow(trace)
            : "reflector: traced the way back to " + client(trace))
        + " for "
        + cause.reason()
        + ": "
        + TraceSummary.of(trace);
  }

  private static String changed(Trace trace, PathHash before) {
    return (trace.direction() == Direction.FORWARD
            ? "probe " + trace.probe() + ": the path" + flow(trace)
            : "reflector: the way back to " + client(trace))
        + " has changed from "
        + before
        + " to "
        + trace.path()
        + ": "
        + TraceText.way(trace);
  }

  private static String flow(Trace trace) {
    return trace.flowNumber().isPresent() ? " of flow " + trace.flowNumber().getAsInt() : "";
  }

  private static String client(Trace trace) {
    return (trace.peerAgentId().isPresent()
            ? "agent " + trace.peerAgentId().getAsLong()
            : "the client")
        + " at "
        + trace.address()
        + " port "
        + trace.flow().targetPort();
  }
}
