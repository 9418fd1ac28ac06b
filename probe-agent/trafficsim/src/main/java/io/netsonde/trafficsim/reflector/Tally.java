package io.netsonde.trafficsim.reflector;

import io.netsonde.measurement.ReflectorActivity.Count;
import io.netsonde.measurement.ReflectorActivity.Outcome;
import io.netsonde.trafficsim.wire.RejectReason;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of one client's datagrams since this was last drained. Every datagram is either
 * received or rejected.
 */
final class Tally {
  final long agentId;
  private long received;
  private long replied;
  // Made by the first rejection: most clients never have one.
  private @Nullable Map<RejectReason, long[]> rejected;

  /** Whether an {@link ActivityLedger} has it on its list. */
  boolean listed;

  Tally(long agentId) {
    this.agentId = agentId;
  }

  void received() {
    received++;
  }

  void replied() {
    replied++;
  }

  void rejected(RejectReason reason) {
    rejected(reason, 1);
  }

  private void rejected(RejectReason reason, long times) {
    if (rejected == null) {
      rejected = new EnumMap<>(RejectReason.class);
    }
    rejected.computeIfAbsent(reason, r -> new long[1])[0] += times;
  }

  /** Adds this to {@code sum} and begins anew. */
  void drainInto(Tally sum) {
    sum.received += received;
    sum.replied += replied;
    received = 0;
    replied = 0;
    if (rejected != null) {
      rejected.forEach((reason, count) -> sum.rejected(reason, count[0]));
      rejected = null;
    }
  }

  /** Adds what is not zero. */
  void list(List<Count> counts) {
    if (received > 0) {
      counts.add(new Count(agentId, Outcome.RECEIVED, "", received));
    }
    if (replied > 0) {
      counts.add(new Count(agentId, Outcome.REPLIED, "", replied));
    }
    if (rejected != null) {
      rejected.forEach(
          (reason, count) ->
              counts.add(new Count(agentId, Outcome.REJECTED, reason.label(), count[0])));
    }
  }
}
