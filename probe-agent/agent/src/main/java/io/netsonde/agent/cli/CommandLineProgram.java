package io.netsonde.agent.cli;

import io.netsonde.agent.Run;
import io.netsonde.agent.Runs;
import io.netsonde.agent.Shutdown;
import io.netsonde.agent.config.AllowedAgents;
import io.netsonde.agent.config.ConfigException;
import io.netsonde.agent.config.DurationText;
import io.netsonde.agent.config.HostPort;
import io.netsonde.agent.config.OtlpEndpoint;
import io.netsonde.agent.config.ProxyText;
import io.netsonde.agent.config.ResolverText;
import io.netsonde.agent.config.Secret;
import io.netsonde.agent.config.StampsChoice;
import io.netsonde.agent.config.TraceProtocolText;
import io.netsonde.http.HttpProxy;
import io.netsonde.measurement.trace.TraceProtocol;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program behind a command line. No exception leaves it, and no stack trace unasked. */
public final class CommandLineProgram {
  /** The variable that asks for stack traces. */
  static final String DEBUG = "NETSONDE_DEBUG";

  private static final Set<String> UNBUILT_COMMANDS = Set.of("attach", "hub");

  private final Runs runs;
  private final Map<String, String> environment;
  private final PrintWriter out;
  private final PrintWriter err;

  /**
   * A program.
   *
   * @param runs what stands behind the commands
   * @param environment variables of the process
   * @param out for results
   * @param err for errors
   */
  public CommandLineProgram(
      Runs runs, Map<String, String> environment, PrintWriter out, PrintWriter err) {
    this.runs = runs;
    this.environment = Map.copyOf(environment);
    this.out = out;
    this.err = err;
  }

  /**
   * Runs the command.
   *
   * @param shutdown asked for once, when something is about to run that a signal should end
   * @return the exit status
   */
  public int run(Supplier<Shutdown> shutdown, String... arguments) {
    if (arguments.length > 0 && UNBUILT_COMMANDS.contains(arguments[0])) {
      err.println("netsonde: '" + arguments[0] + "' is not in this version");
      return Run.WRONG_USAGE;
    }
    Session session = new Session(runs, environment, out, shutdown);
    CommandLine line =
        new CommandLine(new NetsondeCommand())
            .addSubcommand(new AgentCommand(session))
            .addSubcommand(new DemoCommand(session))
            .addSubcommand(new HttpCommand(session))
            .addSubcommand(new PingCommand(session))
            .addSubcommand(new ReflectCommand(session))
            .addSubcommand(new TraceCommand(session))
            .addSubcommand(new VersionCommand(session))
            .addSubcommand(new CommandLine.HelpCommand())
            .setOut(out)
            .setErr(err);
    // An argument that begins with @ is itself: a file of arguments is nothing anyone here expects.
    line.setExpandAtFiles(false);
    register(line, Duration.class, DurationText::parse);
    register(line, HostPort.class, HostPort::parse);
    register(line, AllowedAgents.class, AllowedAgents::parse);
    register(line, URI.class, OtlpEndpoint::parse);
    register(line, Secret.class, Secret::new);
    register(line, StampsChoice.class, StampsChoice::parse);
    register(line, HttpProxy.class, ProxyText::parse);
    register(line, InetSocketAddress.class, ResolverText::parse);
    register(line, TraceProtocol.class, TraceProtocolText::parse);
    register(line, int.class, Found::wholeNumber);
    register(line, Integer.class, Found::wholeNumber);
    line.setParameterExceptionHandler((e, _) -> wrongUsage(e));
    line.setExecutionExceptionHandler((e, command, _) -> failed(e, command));
    return line.execute(arguments);
  }

  private static <T> void register(CommandLine line, Class<T> type, Function<String, T> parser) {
    ITypeConverter<T> converter =
        text -> {
          try {
            return Found.read(text, parser);
          } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
          }
        };
    line.registerConverter(type, converter);
  }

  private int wrongUsage(ParameterException e) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    err.println(oneLine(command + ": " + reason(e)));
    err.println("see '" + command + " --help'");
    return Run.WRONG_USAGE;
  }

  private static String reason(ParameterException e) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    if (e instanceof UnmatchedArgumentException unmatched && command.parent() == null) {
      return "'"
          + unmatched.getUnmatched().getFirst()
          + "' is no command, expected one of "
          + String.join(", ", new TreeSet<>(command.subcommands().keySet()));
    }
    return String.valueOf(e.getMessage()).replaceFirst("^Error: ", "");
  }

  private int failed(Exception e, CommandLine line) {
    boolean usage = e instanceof ConfigException;
    if (usage) {
      // One line a mistake, ready to be followed by an editor.
      err.println(e.getMessage());
    } else {
      String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      err.println(oneLine(line.getCommandSpec().qualifiedName() + ": " + message));
    }
    if ("1".equals(environment.get(DEBUG))) {
      e.printStackTrace(err);
    }
    err.flush();
    return usage ? Run.WRONG_USAGE : Run.FAILED;
  }

  private static String oneLine(String text) {
    return text.replace("\r", "").replace("\n", "; ");
  }
}
