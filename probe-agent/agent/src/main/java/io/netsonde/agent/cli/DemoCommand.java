package io.netsonde.agent.cli;

import io.netsonde.agent.DemoOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code netsonde demo}. */
@Command(
    name = "demo",
    description =
        "Runs three agents on this host with an impaired path between two of them, and shows what"
            + " they measure. Metrics for Prometheus are at http://127.0.0.1:9464/metrics.")
final class DemoCommand extends Helped implements Callable<Integer> {
  private final Session session;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--duration",
      paramLabel = "D",
      description = "Stop after this time, as in 30s; else on Ctrl-C.")
  private @Nullable Duration duration;

  @Option(
      names = "--otlp",
      paramLabel = "URL",
      description = "Send telemetry to this collector too, as in http://localhost:4317.")
  private @Nullable URI otlp;

  @Option(names = "--json", description = "Write JSON instead of a table.")
  private boolean json;

  DemoCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    DemoOptions options =
        Session.options(
            injected(spec),
            () -> new DemoOptions(Optional.ofNullable(duration), Optional.ofNullable(otlp), json));
    return session.start(session.runs().demo(), options);
  }
}
