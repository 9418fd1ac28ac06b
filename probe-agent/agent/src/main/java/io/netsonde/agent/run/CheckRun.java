package io.netsonde.agent.run;

import io.netsonde.agent.Run;
import io.netsonde.agent.Shutdown;
import io.netsonde.agent.config.AgentConfig;
import io.netsonde.agent.config.ConfigException;
import io.netsonde.agent.config.ConfigPrinter;
import io.netsonde.agent.config.ProbeConfig;
import io.netsonde.agent.config.TrafficSimProbe;
import io.netsonde.agent.view.InterfaceReport;
import io.netsonde.netio.interfaces.HostNetwork;
import io.netsonde.netio.interfaces.InterfaceChoice;
import io.netsonde.netio.interfaces.LocalInterface;
import io.netsonde.netio.interfaces.Survey;
import io.netsonde.trafficsim.net.NameResolution;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code netsonde agent --check}: prints the configuration in force and, as comments, by which
 * interfaces each target can be reached and what stands in the way on this host. Looks names up,
 * and sends nothing to any target.
 */
public final class CheckRun implements Run<AgentConfig> {
  private final HostNetwork network;
  private final NameResolution names;
  private final Obstacles obstacles;

  public CheckRun() {
    this(HostNetwork.system(), NameResolution.SYSTEM, Obstacles.ofThisHost());
  }

  CheckRun(HostNetwork network, NameResolution names, Obstacles obstacles) {
    this.network = network;
    this.names = names;
    this.obstacles = obstacles;
  }

  @Override
  public int run(AgentConfig config, PrintWriter out, Shutdown shutdown)
      throws ConfigException, IOException {
    requireInterfaces(config, network.interfaces());
    PemCheck.require(config);
    StringBuilder text = new StringBuilder(ConfigPrinter.masked(config));
    List<TrafficSimProbe> bound = config.probes(TrafficSimProbe.class);
    if (!bound.isEmpty()) {
      text.append(InterfaceReport.TITLE);
    }
    for (TrafficSimProbe probe : bound) {
      text.append(report(config, probe));
    }
    obstacles.to(config).forEach(one -> text.append("# ").append(one).append('\n'));
    out.print(text);
    out.flush();
    return DONE;
  }

  private String report(AgentConfig config, TrafficSimProbe probe) throws IOException {
    String target = probe.target().toString();
    InetSocketAddress address = names.resolve(probe.target().host(), probe.target().port());
    if (address == null) {
      return InterfaceReport.unresolved(probe.name(), target);
    }
    Survey survey = Survey.of(network, address.getAddress());
    Optional<String> only = config.interfaceOf(probe);
    InterfaceChoice choice = InterfaceChoice.of(survey.candidates(), null, only);
    return InterfaceReport.of(probe.name(), target, survey, choice, only);
  }

  private static void requireInterfaces(AgentConfig config, List<LocalInterface> interfaces)
      throws ConfigException {
    List<String> existing = interfaces.stream().map(LocalInterface::name).toList();
    List<String> mistakes = new ArrayList<>();
    config
        .network()
        .networkInterface()
        .ifPresent(name -> require("network", name, existing, mistakes));
    for (ProbeConfig probe : config.probes()) {
      probe
          .networkInterface()
          .ifPresent(name -> require("probe " + probe.name(), name, existing, mistakes));
    }
    if (!mistakes.isEmpty()) {
      throw new ConfigException(String.join("\n", mistakes));
    }
  }

  private static void require(
      String owner, String name, List<String> existing, List<String> mistakes) {
    if (!existing.contains(name)) {
      mistakes.add(
          owner
              + ": interface: found '"
              + name
              + "', which this host does not have, expected one of "
              + String.join(", ", existing));
    }
  }
}
