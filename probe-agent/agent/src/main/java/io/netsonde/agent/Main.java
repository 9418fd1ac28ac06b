package io.netsonde.agent;

import io.netsonde.agent.cli.CommandLineProgram;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.util.Map;

/** Starts the program. */
public final class Main {
  private Main() {}

  /** Runs the command that {@code arguments} name, and exits with its status. */
  public static void main(String[] arguments) {
    Map<String, String> environment = System.getenv();
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int status;
    resolveNamesAfresh();
    try {
      Logging.configure(environment);
      Runs runs = Composition.runs();
      status =
          new CommandLineProgram(runs, environment, out, err).run(Shutdown::onSignals, arguments);
    } catch (IllegalArgumentException e) {
      err.println("netsonde: " + e.getMessage());
      status = Run.WRONG_USAGE;
    }
    if (out.checkError()) {
      err.println("netsonde: the results could not be written: standard output is closed or full");
      status = Math.max(status, Run.FAILED);
    }
    System.exit(status);
  }

  /** A peer that has moved is to be found within seconds: the JDK would remember it for 30. */
  private static void resolveNamesAfresh() {
    Security.setProperty("networkaddress.cache.ttl", "2");
    Security.setProperty("networkaddress.cache.negative.ttl", "1");
  }
}
