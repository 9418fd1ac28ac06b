package io.netsonde.agent;

import io.netsonde.agent.cli.CommandLineProgram;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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
    try {
      Logging.configure(environment);
      Runs runs = Composition.runs();
      status =
          new CommandLineProgram(runs, environment, out, err).run(Shutdown::onSignals, arguments);
    } catch (IllegalArgumentException e) {
      err.println("netsonde: " + e.getMessage());
      status = Run.WRONG_USAGE;
    }
    out.flush();
    System.exit(status);
  }
}
