package io.netsonde.agent;

import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.MeasurementSink;
import io.netsonde.measurement.ReflectorActivity;
import io.netsonde.measurement.ReflectorActivity.Count;
import io.netsonde.measurement.ReflectorActivity.Outcome;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells the log whom a reflector serves and whom it turns away: each client when it first comes,
 * each reason for rejecting when it first occurs. Duplicates and replays are the network's doing
 * and no event. Used by the reflector's thread only.
 */
final class ReflectorEvents implements MeasurementSink {
  /** Above this many, further clients come without a word. */
  private static final int MOST_CLIENTS = 10_000;

  private static final Set<String> NETWORK = Set.of("duplicate", "replay");

  private final Consumer<String> info;
  private final Consumer<String> warning;
  private final Set<Long> clients = new HashSet<>();
  private final Set<String> reasons = new HashSet<>();

  ReflectorEvents(Consumer<String> info, Consumer<String> warning) {
    this.info = info;
    this.warning = warning;
  }

  @Override
  public void accept(Measurement measurement) {
    if (measurement instanceof ReflectorActivity activity) {
      activity.counts().forEach(this::onCount);
      if (activity.sessionsDelta() < 0) {
        info.accept("reflector: " + -activity.sessionsDelta() + " silent sessions expired");
      }
    }
  }

  private void onCount(Count count) {
    if (count.outcome() == Outcome.REJECTED) {
      if (!NETWORK.contains(count.reason()) && reasons.add(count.reason())) {
        warning.accept(
            "reflector: rejects packets: "
                + count.reason()
                + "; told once, counted in netsonde.reflector.packets");
      }
    } else if (count.agentId() != Count.STRANGER
        && clients.size() < MOST_CLIENTS
        && clients.add(count.agentId())) {
      info.accept("reflector: agent " + count.agentId() + " measures towards this one");
    }
  }
}
