package io.netsonde.agent.run;

import io.netsonde.agent.DemoOptions;
import io.netsonde.agent.Run;
import io.netsonde.agent.Shutdown;
import io.netsonde.agent.view.FindingText;
import io.netsonde.agent.view.PathRow;
import io.netsonde.agent.view.PathTable;
import io.netsonde.agent.view.ServiceTable;
import io.netsonde.export.AgentIdentity;
import io.netsonde.export.Cardinality;
import io.netsonde.export.OtlpSettings;
import io.netsonde.export.ScrapeSettings;
import io.netsonde.export.Telemetry;
import io.netsonde.export.TelemetryException;
import io.netsonde.export.TelemetryLog;
import io.netsonde.export.TelemetrySettings;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;

/** {@code netsonde demo}: the demo's network, its telemetry, and a live table of its paths. */
public final class DemoRun implements Run<DemoOptions> {
  private static final Logger LOGGER = Logger.getLogger("io.netsonde.agent");
  private static final Duration REDRAW = Duration.ofSeconds(1);

  /** Where nothing can be redrawn, a table so often is enough. */
  private static final Duration REPRINT = Duration.ofSeconds(10);

  private static final Duration FINISH_LIMIT = Duration.ofSeconds(10);

  @Override
  public int run(DemoOptions options, PrintWriter out, Shutdown shutdown) throws Exception {
    Console console = System.console();
    boolean live = console != null && console.isTerminal() && !options.json();
    try (Telemetry telemetry = telemetry(options);
        DemoNetwork network = DemoNetwork.start(telemetry.sink())) {
      if (!options.json()) {
        out.println(introduction(network));
      }
      show(options, network, live, out, shutdown);
      if (!network.finish(FINISH_LIMIT)) {
        LOGGER.warning("not all agents finished within " + FINISH_LIMIT.toSeconds() + " s");
      }
      if (options.json()) {
        out.println(DemoJson.of(network));
      } else if (!live) {
        out.print(screen(network));
      }
      out.flush();
    }
    return DONE;
  }

  private static String introduction(DemoNetwork network) {
    return "Three agents on this host measure the paths between them, "
        + Math.round(1e9 / DemoNetwork.INTERVAL.toNanos())
        + " packets a second each, and check a web service.\nThe path "
        + DemoNetwork.SICK_FROM
        + " to "
        + DemoNetwork.SICK_TO
        + " leads over three routers, 20 ms +- 4 ms each way. After "
        + DemoNetwork.LOSSY_AFTER.toSeconds()
        + " s one of them begins to lose\n"
        + Math.round(100 * DemoRoute.LOSS)
        + " % of the packets; after "
        + DemoNetwork.SLOW_AFTER.toSeconds()
        + " s the web service becomes slow. What is found is said below the tables.\n"
        + network.silence().map(why -> why + ".\n").orElse("")
        + "Figures are of the last minute. Ctrl-C ends the demo.\n";
  }

  private static String screen(DemoNetwork network) {
    return PathTable.of(rows(network))
        + "\n"
        + ServiceTable.of(DemoService.NAME, network.checks())
        + "\n"
        + FindingText.of(network.findings());
  }

  private static void show(
      DemoOptions options, DemoNetwork network, boolean live, PrintWriter out, Shutdown shutdown)
      throws InterruptedException {
    long start = System.nanoTime();
    long end = options.duration().map(Duration::toNanos).orElse(Long.MAX_VALUE / 2);
    int drawn = 0;
    while (true) {
      long left = end - (System.nanoTime() - start);
      Duration pause = live ? REDRAW : REPRINT;
      if (left <= 0 || shutdown.await(left < pause.toNanos() ? Duration.ofNanos(left) : pause)) {
        return;
      }
      network.requireAlive();
      if (live) {
        String table = screen(network);
        out.print(PathTable.redraw(table, drawn));
        drawn = (int) table.lines().count();
      } else if (!options.json() && end - (System.nanoTime() - start) > 0) {
        out.println(screen(network));
      }
      out.flush();
    }
  }

  private static List<PathRow> rows(DemoNetwork network) {
    return network.paths().stream()
        .map(
            path ->
                path.figures()
                    .total()
                    .map(
                        figures ->
                            PathRow.of(path.from(), path.to(), path.figures().isUp(), figures))
                    .orElseGet(
                        () -> PathRow.waiting(path.from(), path.to(), path.figures().isUp())))
        .toList();
  }

  /** The demo runs without a scrape endpoint where its port is taken, perhaps by another demo. */
  private static Telemetry telemetry(DemoOptions options) throws TelemetryException {
    Telemetry telemetry = telemetry(options, Optional.of(ScrapeSettings.DEFAULT));
    try {
      telemetry.start();
      return telemetry;
    } catch (TelemetryException e) {
      telemetry.close();
      LOGGER.warning(e.getMessage() + "; the demo goes on without");
    }
    Telemetry unscraped = telemetry(options, Optional.empty());
    unscraped.start();
    return unscraped;
  }

  private static Telemetry telemetry(DemoOptions options, Optional<ScrapeSettings> scrape) {
    return new Telemetry(
        new TelemetrySettings(
            new AgentIdentity(DemoNetwork.FIRST_ID, "demo", Map.of()),
            options.otlp().map(OtlpSettings::to).orElse(OtlpSettings.UNSAID),
            scrape,
            new Cardinality(7, 3)),
        new TelemetryLog());
  }
}
