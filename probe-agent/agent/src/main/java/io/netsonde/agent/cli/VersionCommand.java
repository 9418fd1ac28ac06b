package io.netsonde.agent.cli;

import io.netsonde.agent.Build;
import io.netsonde.agent.Run;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code netsonde version}. */
@Command(name = "version", description = "Prints version, build and Java.")
final class VersionCommand extends Helped implements Callable<Integer> {
  private final Session session;

  VersionCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Build build = Build.current();
    session.out().println("netsonde " + build.version());
    session.out().println("build " + build.commit());
    session
        .out()
        .println(
            "java "
                + Runtime.version()
                + " "
                + System.getProperty("os.name")
                + " "
                + System.getProperty("os.arch"));
    return Run.DONE;
  }
}
