package io.netsonde.ping;

import io.netsonde.measurement.CycleTrace;
import java.util.Optional;

/** What a sender of echoes tells as it happens. Called on the thread that drives it. */
public interface EchoListener {
  /** Hears nothing. */
  EchoListener NONE = new EchoListener() {};

  /** The target began or ceased to answer. */
  default void stateChanged(boolean up) {}

  /** Nothing has been answered for a while: a good time to resolve the target's name again. */
  default void unanswered() {}

  /**
   * A request was answered, timed out or failed; one that was lost may be decided again: as late,
   * as answered in time where this process was late to see it, or as lost for a reason that came to
   * be known. Better stamps than the process's may be there already, or come until the cycle
   * closes.
   *
   * @param failure what ICMP said of a lost one
   */
  default void packetDecided(CycleTrace trace, int row, Optional<EchoFailure> failure) {}

  /** A further copy of a reply came. */
  default void duplicate(CycleTrace trace, int row) {}
}
