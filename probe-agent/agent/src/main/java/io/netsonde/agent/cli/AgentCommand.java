package io.netsonde.agent.cli;

import io.netsonde.agent.config.AgentConfig;
import io.netsonde.agent.config.ConfigFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code netsonde agent}. */
@Command(name = "agent", description = "Runs an agent: its probes, its reflector, its telemetry.")
final class AgentCommand extends Helped implements Callable<Integer> {
  private final Session session;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "The agent's configuration, in YAML.")
  private @Nullable Path file;

  @Option(
      names = "--check",
      description =
          "Check the configuration, print it with all defaults and with the interfaces that reach"
              + " each target, and run nothing.")
  private boolean check;

  AgentCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    AgentConfig config = ConfigFile.load(injected(file), session.environment());
    return session.start(check ? session.runs().check() : session.runs().agent(), config);
  }
}
