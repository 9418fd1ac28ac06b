package io.netsonde.trafficsim.net;

import java.util.Optional;

/**
 * How a probe's packets leave.
 *
 * @param dscp the Differentiated Services code point, 0 to 63
 * @param onlyInterface the only network interface that may be used; empty: any. Has no effect
 *     without a monitor of interfaces
 */
public record SendOptions(int dscp, Optional<String> onlyInterface) {
  /** Best effort, by any interface. */
  public static final SendOptions DEFAULT = new SendOptions(0, Optional.empty());
}
