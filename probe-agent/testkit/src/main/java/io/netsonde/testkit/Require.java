package io.netsonde.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * What a test needs beyond the JDK. Where it is missing the test is skipped with one visible line
 * that says what is missing and how to get it; with {@code NETSONDE_REQUIRE=all} in the environment
 * it fails instead.
 */
public final class Require {
  /** Programs that {@code .ci/provide} brings; {@code ./netsonde test} exports their paths. */
  public enum Tool {
    COLLECTOR,
    PROMETHEUS,
    PROMTOOL,
    IRTT
  }

  private Require() {}

  /** The tool's executable. */
  public static Path tool(Tool tool) {
    String variable = "NETSONDE_" + tool;
    String path = System.getenv(variable);
    if (path == null || !Files.isExecutable(Path.of(path))) {
      missing(
          variable + " names no executable",
          "run the tests by ./netsonde test, or export what .ci/provide --path "
              + tool.name().toLowerCase(java.util.Locale.ROOT)
              + " prints");
      throw new AssertionError("unreachable");
    }
    return Path.of(path);
  }

  /** Root and iproute2: what it takes to make network namespaces. */
  public static void namespaces() {
    if (!"root".equals(System.getProperty("user.name"))) {
      missing("network namespaces need root", "run ./netsonde test as root");
    }
    program("ip", "the package iproute2");
  }

  /** A program on the PATH or in the usual places for administration. */
  public static Path program(String name, String origin) {
    String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/sbin";
    for (String folder : path.split(":", -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, name))) {
        return Path.of(folder, name);
      }
    }
    missing(name + " is not installed", "install " + origin);
    throw new AssertionError("unreachable");
  }

  private static void missing(String what, String how) {
    String line = "netsonde: skipped: " + what + "; to run this test: " + how;
    if ("all".equals(System.getenv("NETSONDE_REQUIRE"))) {
      Assertions.fail(line);
    }
    System.err.println(line);
    Assumptions.abort(line);
  }
}
