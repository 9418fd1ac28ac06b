package io.netsonde.trafficsim.net;

import io.netsonde.measurement.ClockError;
import io.netsonde.netio.Stamping;
import io.netsonde.netio.interfaces.InterfaceMonitor;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * What a loop of senders needs of its host.
 *
 * @param stamping who stamps what is sent and received
 * @param names looks targets up
 * @param clockError how far this host's clock may be from UTC
 * @param interfaces chooses and watches the network interfaces that probes send by; empty: the
 *     system's routes decide
 * @param paused told, on the loop's thread, how many nanoseconds late it was when it was late by 10
 *     ms and more: a stall of the process or the machine
 */
public record SenderEnvironment(
    Stamping stamping,
    NameResolution names,
    ClockError clockError,
    Optional<InterfaceMonitor> interfaces,
    LongConsumer paused) {

  /** The system's resolver and routes, a clock of which nothing is known, nobody who listens. */
  public static SenderEnvironment of(Stamping stamping) {
    return new SenderEnvironment(
        stamping, NameResolution.SYSTEM, ClockError.UNKNOWN, Optional.empty(), pause -> {});
  }

  /** The same with another resolver. */
  public SenderEnvironment withNames(NameResolution other) {
    return new SenderEnvironment(stamping, other, clockError, interfaces, paused);
  }

  /** The same with another source for the clock's error. */
  public SenderEnvironment withClockError(ClockError other) {
    return new SenderEnvironment(stamping, names, other, interfaces, paused);
  }

  /** The same with interfaces chosen and watched. */
  public SenderEnvironment withInterfaces(InterfaceMonitor monitor) {
    return new SenderEnvironment(stamping, names, clockError, Optional.of(monitor), paused);
  }

  /** The same with somebody who listens to pauses. */
  public SenderEnvironment withPaused(LongConsumer listener) {
    return new SenderEnvironment(stamping, names, clockError, interfaces, listener);
  }
}
