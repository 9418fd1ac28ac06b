package io.netsonde.agent.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program's own name: it does nothing without a command. */
@Command(
    name = "netsonde",
    description = "Measures network paths and says what it found in OpenTelemetry.",
    footer = {
      "",
      "Exit status: 0 done, 1 the run failed, 2 wrong usage or configuration.",
      "NETSONDE_LOG=debug|info|warn sets how much is logged, NETSONDE_DEBUG=1 adds stack traces."
    })
final class NetsondeCommand extends Helped implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(injected(spec).commandLine(), "a command is missing");
  }
}
