package io.netsonde.agent.config;

import java.util.Locale;
import java.util.Optional;

/** Who is to stamp packets. */
public enum StampsChoice {
  /** The kernel where this system lets it, else this process. */
  BEST,
  /** The kernel, or nothing works. */
  KERNEL,
  /** This process. */
  PORTABLE;

  /** As {@link #parse} reads it; empty where nothing was chosen. */
  public Optional<String> label() {
    return this == BEST ? Optional.empty() : Optional.of(name().toLowerCase(Locale.ROOT));
  }

  /**
   * {@code kernel} or {@code portable}.
   *
   * @throws IllegalArgumentException that says what was expected
   */
  public static StampsChoice parse(String text) {
    return switch (text) {
      case "kernel" -> KERNEL;
      case "portable" -> PORTABLE;
      default -> throw new IllegalArgumentException("choose kernel or portable");
    };
  }
}
