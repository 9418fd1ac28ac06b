package io.netsonde.trafficsim.net;

import io.netsonde.measurement.trace.HopEnd;
import io.netsonde.measurement.trace.TraceAnswer;
import io.netsonde.netio.IcmpError;
import java.util.Optional;

/** What an ICMP error says to a trace. */
final class IcmpAnswers {
  private IcmpAnswers() {}

  /** Empty where it does not tell how far the datagram came. */
  static Optional<TraceAnswer> of(IcmpError error) {
    return end(error).map(end -> TraceAnswer.of(error.offender(), end, error.nanos()));
  }

  private static Optional<HopEnd> end(IcmpError error) {
    if (error.isTimeExceeded()) {
      return Optional.of(HopEnd.EXPIRED);
    }
    boolean isTarget = error.offender().equals(error.target().getAddress());
    if (error.isPortUnreachable() && isTarget) {
      return Optional.of(HopEnd.TARGET);
    }
    return error.isUnreachable() ? Optional.of(HopEnd.UNREACHABLE) : Optional.empty();
  }
}
