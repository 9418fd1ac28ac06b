package io.netsonde.agent.cli;

import io.netsonde.agent.EchoOptions;
import io.netsonde.agent.PingOptions;
import io.netsonde.agent.config.AgentIds;
import io.netsonde.agent.config.Defaults;
import io.netsonde.agent.config.HostPort;
import io.netsonde.agent.config.HostText;
import io.netsonde.agent.config.SizeText;
import io.netsonde.agent.config.StampsChoice;
import io.netsonde.measurement.PathCoverage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code netsonde ping}. */
@Command(
    name = "ping",
    description =
        "Measures the path to a reflector (HOST:PORT) once: a line per packet, then loss by"
            + " direction, delay, jitter and reordering. Without a port, to any host by ICMP echo,"
            + " which knows the round trip only. Exit status 1 when nothing was answered.")
final class PingCommand extends Helped implements Callable<Integer> {
  private static final List<String> REFLECTOR_ONLY =
      List.of("--id", "--key", "--flows", "--paths", "--probability", "--stamps");

  private final Session session;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "HOST[:PORT]",
      description =
          "The reflector, or without a port any host; an IPv6 address in brackets, as in"
              + " [::1]:5000.")
  private String target = "";

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "Packets to send (default: ${DEFAULT-VALUE}).")
  private int count = PingOptions.DEFAULT_COUNT;

  @Option(
      names = "--interval",
      paramLabel = "D",
      description = "Time between two packets, as in 20ms (default: 1s).")
  private Duration interval = Defaults.INTERVAL;

  @Option(
      names = "--timeout",
      paramLabel = "D",
      description = "An answer later than this is late and its packet lost (default: 2s).")
  private Duration timeout = Defaults.TIMEOUT;

  @Option(
      names = "--size",
      paramLabel = "B",
      description =
          "UDP payload in bytes, or as in 1KiB (default: "
              + Defaults.SIZE
              + "); data of an ICMP echo (default: "
              + Defaults.ECHO_SIZE
              + ").")
  private @Nullable String size;

  @Option(names = "--id", paramLabel = "ID", description = "The agent id to say to the reflector.")
  private @Nullable String id;

  @Option(names = "--key", paramLabel = "K", description = Session.KEY_HELP)
  private @Nullable String key;

  @Option(
      names = "--flows",
      paramLabel = "N|auto",
      description =
          "Source ports to send from, each a flow that may take another path (default:"
              + " ${DEFAULT-VALUE}); auto: as many as see every one of --paths.")
  private String flows = Integer.toString(Defaults.FLOWS);

  @Option(
      names = "--paths",
      paramLabel = "M",
      description = "Equal-cost paths that there are, 1 to 1024, for --flows auto.")
  private @Nullable Integer paths;

  @Option(
      names = "--probability",
      paramLabel = "P",
      description =
          "With which --flows auto is to see every path, above 0 and below 1 (default: "
              + PathCoverage.DEFAULT_PROBABILITY
              + ").")
  private @Nullable Double probability;

  @Option(
      names = "--stamps",
      paramLabel = "kernel|portable",
      description = "Who stamps packets (default: the kernel where this system lets it).")
  private StampsChoice stamps = StampsChoice.BEST;

  @Option(names = "--json", description = "Write JSON instead of lines.")
  private boolean json;

  @ArgGroup private @Nullable FamilyOption family;

  PingCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    CommandSpec command = injected(spec);
    return EchoHost.isHostAlone(target)
        ? session.start(session.runs().echo(), Session.options(command, this::echo))
        : session.start(session.runs().ping(), Session.options(command, this::options));
  }

  private PingOptions options() {
    return new PingOptions(
        Found.read(target, HostPort::parse),
        FamilyOption.of(family),
        count,
        interval,
        timeout,
        size(Defaults.SIZE),
        Session.agentId(id == null ? null : AgentIds.parse(id)),
        session.key(key),
        FlowCount.parse(flows, paths, probability),
        stamps,
        json);
  }

  private EchoOptions echo() {
    for (String option : REFLECTOR_ONLY) {
      if (injected(spec).commandLine().getParseResult().hasMatchedOption(option)) {
        throw new IllegalArgumentException(
            option
                + " is for reflectors, and '"
                + target
                + "' without a port is asked by ICMP echo; add its port, as in HOST:5000");
      }
    }
    return new EchoOptions(
        Found.read(target, HostText::parse),
        FamilyOption.of(family),
        count,
        interval,
        timeout,
        size(Defaults.ECHO_SIZE),
        json);
  }

  private int size(int fallback) {
    return size == null
        ? fallback
        : Math.toIntExact(Math.min(Integer.MAX_VALUE, SizeText.parse(size)));
  }
}
