package io.netsonde.agent.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command that explains itself. */
abstract class Helped {
  // Read by picocli, not here.
  @SuppressWarnings("unused")
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  /** What picocli injects before it calls a command. */
  static <T> T injected(@Nullable T value) {
    return Objects.requireNonNull(value, "not injected");
  }
}
