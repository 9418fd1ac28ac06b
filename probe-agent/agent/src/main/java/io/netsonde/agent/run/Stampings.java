package io.netsonde.agent.run;

import io.netsonde.agent.config.StampsChoice;
import io.netsonde.netio.Stamping;

/** What was chosen, as sockets know it. */
final class Stampings {
  private Stampings() {}

  static Stamping of(StampsChoice choice) {
    return switch (choice) {
      case BEST -> Stamping.best();
      case KERNEL -> Stamping.KERNEL;
      case PORTABLE -> Stamping.PORTABLE;
    };
  }
}
