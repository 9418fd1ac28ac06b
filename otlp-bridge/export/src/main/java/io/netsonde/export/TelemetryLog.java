package io.netsonde.export;

import java.util.function.Consumer;

/** Tells events to the platform's logger {@code io.netsonde.export}. */
public final class TelemetryLog implements Consumer<TelemetryEvent> {
  private static final System.Logger LOGGER = System.getLogger("io.netsonde.export");

  @Override
  public void accept(TelemetryEvent event) {
    if (event instanceof TelemetryEvent.Defect(Throwable cause)) {
      LOGGER.log(System.Logger.Level.ERROR, event.line(), cause);
    } else {
      LOGGER.log(
          event.isTrouble() ? System.Logger.Level.WARNING : System.Logger.Level.INFO, event.line());
    }
  }
}
