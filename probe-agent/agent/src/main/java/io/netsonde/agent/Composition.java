package io.netsonde.agent;

/** Wires measuring rooms, export and views into what stands behind the commands. */
final class Composition {
  private Composition() {}

  /** The runs of this program. */
  static Runs runs() {
    return new Runs(
        (config, out, shutdown) -> unwired("agent"),
        (options, out, shutdown) -> unwired("demo"),
        (options, out, shutdown) -> unwired("ping"),
        (options, out, shutdown) -> unwired("reflect"));
  }

  private static int unwired(String command) {
    throw new UnsupportedOperationException(command + " is not composed yet");
  }
}
