package io.netsonde.agent.cli;

import io.netsonde.agent.AddressFamily;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which addresses to use: one or the other. */
final class FamilyOption {
  @Option(names = "-4", description = "Use IPv4 only.")
  private boolean four;

  @Option(names = "-6", description = "Use IPv6 only.")
  private boolean six;

  /** What was chosen; null where neither was given. */
  static AddressFamily of(@Nullable FamilyOption given) {
    if (given == null) {
      return AddressFamily.ANY;
    }
    return given.six ? AddressFamily.IPV6 : given.four ? AddressFamily.IPV4 : AddressFamily.ANY;
  }
}
