package io.netsonde.agent.cli;

import io.netsonde.agent.Run;
import io.netsonde.agent.Runs;
import io.netsonde.agent.Shutdown;
import io.netsonde.agent.config.Secret;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What all commands have in common. */
record Session(
    Runs runs, Map<String, String> environment, PrintWriter out, Supplier<Shutdown> shutdown) {
  /** Where a key may come from without being visible to other users of the host. */
  private static final String KEY_VARIABLE = "NETSONDE_KEY";

  /** Help for every {@code --key}. */
  static final String KEY_HELP =
      "Authenticate every packet with this key. Other users of this host can see it here;"
          + " the environment variable NETSONDE_KEY is read too, and is not visible to them.";

  <O> int start(Run<O> run, O options) throws Exception {
    return run.run(options, out, shutdown.get());
  }

  /** The key of the command line, else of the environment; an empty one is none. */
  Optional<Secret> key(@Nullable String given) {
    String key = given == null ? environment.getOrDefault(KEY_VARIABLE, "") : given;
    return key.isEmpty() ? Optional.empty() : Optional.of(new Secret(key));
  }

  static OptionalLong agentId(@Nullable Long id) {
    return id == null ? OptionalLong.empty() : OptionalLong.of(id);
  }

  /** Builds options; what their record refuses is wrong usage. */
  static <O> O options(CommandSpec spec, Supplier<O> record) {
    try {
      return record.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
