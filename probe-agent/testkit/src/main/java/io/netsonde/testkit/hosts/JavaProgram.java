package io.netsonde.testkit.hosts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A class of the tests with a main method, run by this Java with this class path. */
public final class JavaProgram {
  private JavaProgram() {}

  /** The command that runs it here; {@link Host#command} runs that on a host. */
  public static List<String> command(Class<?> main, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /**
   * Runs it on that host until it ends, and returns what it printed, both streams.
   *
   * @param before the command and options that run it, as setpriv does; none: it runs by itself
   */
  public static List<String> lines(
      Host host, List<String> before, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(before);
    command.addAll(command(main, arguments));
    Process process =
        new ProcessBuilder(host.command(command.toArray(String[]::new)))
            .redirectErrorStream(true)
            .start();
    try {
      return process.inputReader(StandardCharsets.UTF_8).readAllLines();
    } finally {
      int unused = process.destroyForcibly().waitFor();
    }
  }
}
