package io.netsonde.agent.cli;

import io.netsonde.agent.TraceOptions;
import io.netsonde.agent.config.HostText;
import io.netsonde.agent.config.Limits;
import io.netsonde.measurement.trace.TraceProtocol;
import io.netsonde.traceroute.IpVersion;
import io.netsonde.traceroute.TraceTarget;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code netsonde trace}. */
@Command(
    name = "trace",
    description =
        "Traces the path to a host: a line per hop with loss, delay and jitter, then the path's"
            + " identity and where loss begins. All hops are asked at once, on one flow, so that"
            + " equal-cost paths are not mixed. Exit status 1 when nobody answered.")
final class TraceCommand extends Helped implements Callable<Integer> {
  private final Session session;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "HOST", description = "The target: a name or an address.")
  private String host = "";

  @Option(
      names = "--protocol",
      paramLabel = "udp|icmp|tcp",
      description =
          "What is sent (default: udp, which needs no privileges; icmp and tcp may need them).")
  private TraceProtocol protocol = TraceProtocol.UDP;

  @Option(
      names = "--port",
      paramLabel = "P",
      description = "The target's port (default: 33434 for udp, 443 for tcp).")
  private @Nullable Integer port;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often every hop is asked (default: ${DEFAULT-VALUE}).")
  private int rounds = TraceOptions.DEFAULT_ROUNDS;

  @Option(
      names = "--interval",
      paramLabel = "D",
      description = "Time between two rounds (default: 500ms).")
  private Duration interval = TraceOptions.DEFAULT_INTERVAL;

  @Option(
      names = "--timeout",
      paramLabel = "D",
      description =
          "How long an answer is awaited at most (default: 1s). Where later hops answer sooner, the"
              + " last round awaits it ten times as long as they take, and a few ms more: a router"
              + " that is slow to answer shows with several rounds.")
  private @Nullable Duration timeout;

  @Option(
      names = "--max-hops",
      paramLabel = "N",
      description = "The longest path (default: ${DEFAULT-VALUE}).")
  private int maxHops = TraceTarget.of("trace", "host").maxTtl();

  @Option(
      names = "--dscp",
      paramLabel = "N",
      description = "With which DSCP, 0 to 63 (default: ${DEFAULT-VALUE}).")
  private int dscp;

  @Option(
      names = "--interface",
      paramLabel = "NAME",
      description = "By which network interface only (default: as the system routes).")
  private @Nullable String device;

  @Option(names = "--no-names", description = "Do not look the hops' names up.")
  private boolean noNames;

  @Option(names = "--mtu", description = "Find the path MTU too.")
  private boolean mtu;

  @Option(names = "--json", description = "Write JSON instead of a table.")
  private boolean json;

  @ArgGroup private @Nullable FamilyOption family;

  TraceCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    return session.start(session.runs().trace(), Session.options(injected(spec), this::options));
  }

  private TraceOptions options() {
    TraceTarget or = TraceTarget.of("trace", "host");
    return new TraceOptions(
        new TraceTarget(
            "trace",
            Found.read(host, HostText::parse),
            version(),
            protocol,
            port(),
            within("--rounds", rounds, 1, Limits.MAX_TRACE_ROUNDS),
            within("--max-hops", maxHops, 1, Limits.MAX_HOPS),
            within("--interval", interval, Limits.MIN_ROUND_INTERVAL),
            within("--timeout", timeout == null ? or.timeout() : timeout, Limits.MIN_INTERVAL),
            within("--dscp", dscp, 0, Limits.MAX_DSCP),
            Optional.ofNullable(device),
            !noNames,
            mtu),
        json);
  }

  private int port() {
    if (port == null) {
      return TraceTarget.defaultPort(protocol);
    }
    if (protocol == TraceProtocol.ICMP) {
      throw new IllegalArgumentException("--port is for udp and tcp, ICMP has no ports");
    }
    return within("--port", port, 1, Limits.MAX_PORT);
  }

  private IpVersion version() {
    return switch (FamilyOption.of(family)) {
      case ANY -> IpVersion.ANY;
      case IPV4 -> IpVersion.IPV4;
      case IPV6 -> IpVersion.IPV6;
    };
  }

  private static int within(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(option + " is to be from " + least + " to " + most);
    }
    return value;
  }

  private static Duration within(String option, Duration value, Duration least) {
    if (value.compareTo(least) < 0 || value.compareTo(Limits.MAX_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          option + " is to be from " + least.toMillis() + "ms to 1m");
    }
    return value;
  }
}
