package io.netsonde.agent.cli;

import io.netsonde.agent.ReflectOptions;
import io.netsonde.agent.config.AgentIds;
import io.netsonde.agent.config.AllowedAgents;
import io.netsonde.agent.config.Defaults;
import io.netsonde.agent.config.HostPort;
import io.netsonde.agent.config.StampsChoice;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code netsonde reflect}. */
@Command(
    name = "reflect",
    description = "Runs a reflector in the foreground, for a quick measurement between two hosts.")
final class ReflectCommand extends Helped implements Callable<Integer> {
  private final Session session;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--listen",
      paramLabel = "ADDR:PORT",
      description = "UDP address to listen on (default: ${DEFAULT-VALUE}).")
  private HostPort listen = Defaults.REFLECTOR_LISTEN;

  @Option(
      names = "--allow",
      paramLabel = "any|ID,...",
      description = "Whom to answer: any, or agent ids (default: any).")
  private AllowedAgents allowed = new AllowedAgents.Any();

  @Option(names = "--key", paramLabel = "K", description = Session.KEY_HELP)
  private @Nullable String key;

  @Option(names = "--id", paramLabel = "ID", description = "The agent id of this reflector.")
  private @Nullable String id;

  @Option(
      names = "--stamps",
      paramLabel = "kernel|portable",
      description = "Who stamps packets (default: the kernel where this system lets it).")
  private StampsChoice stamps = StampsChoice.BEST;

  ReflectCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    return session.start(session.runs().reflect(), Session.options(injected(spec), this::options));
  }

  private ReflectOptions options() {
    return new ReflectOptions(
        listen,
        allowed,
        session.key(key),
        Session.agentId(id == null ? null : AgentIds.parse(id)),
        stamps);
  }
}
