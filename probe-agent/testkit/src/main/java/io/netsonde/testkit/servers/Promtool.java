package io.netsonde.testkit.servers;

import io.netsonde.testkit.Require;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Prometheus' own judge of what is served to it. */
public final class Promtool {
  private Promtool() {}

  /** What {@code promtool check metrics} says of a text that was scraped. */
  public static String check(Path metrics) throws IOException, InterruptedException {
    Process check =
        new ProcessBuilder(Require.tool(Require.Tool.PROMTOOL).toString(), "check", "metrics")
            .redirectErrorStream(true)
            .redirectInput(metrics.toFile())
            .start();
    String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int unused = check.waitFor();
    return said.strip();
  }
}
