package io.netsonde.agent.cli;

import io.netsonde.http.HttpExpectation;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code netsonde http} expects. */
final class ExpectOptions {
  @Option(
      names = "--expect-status",
      paramLabel = "CODE,...",
      split = ",",
      hideParamSyntax = true,
      description = "Status codes that are good (default: 200 to 399).")
  private Set<Integer> statuses = new LinkedHashSet<>();

  @Option(
      names = "--expect-body",
      paramLabel = "TEXT",
      description = "A text that the response's body has to contain.")
  private @Nullable String body;

  @Option(
      names = "--expect-certificate",
      paramLabel = "D",
      description = "How long the certificate has to be good for at least, as in 336h.")
  private @Nullable Duration certificate;

  HttpExpectation expectation() {
    return new HttpExpectation(
        statuses, Optional.ofNullable(body), Optional.ofNullable(certificate));
  }
}
