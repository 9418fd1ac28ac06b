package io.netsonde.agent;

import io.netsonde.agent.run.AgentRun;
import io.netsonde.agent.run.ReflectRun;

/** Wires measuring rooms, export and views into what stands behind the commands. */
final class Composition {
  private Composition() {}

  /** The runs of this program. */
  static Runs runs() {
    return new Runs(
        new AgentRun(),
        (options, out, shutdown) -> unwired("demo"),
        (options, out, shutdown) -> unwired("ping"),
        new ReflectRun());
  }

  private static int unwired(String command) {
    throw new UnsupportedOperationException(command + " is not composed yet");
  }
}
