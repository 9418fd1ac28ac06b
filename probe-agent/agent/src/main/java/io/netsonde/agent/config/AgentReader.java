package io.netsonde.agent.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads the whole file, section by section. */
final class AgentReader {
  /** Attributes that the agent gives its resource itself. */
  private static final Set<String> RESERVED_LABELS =
      Set.of(
          "service.name",
          "service.namespace",
          "service.instance.id",
          "netsonde.agent.id",
          "netsonde.agent.name",
          "host.name");

  private AgentReader() {}

  /** The configuration; empty if there are problems. */
  static Optional<AgentConfig> read(Reading reading, Node node) {
    Section root = Section.of(reading, "", node);
    IdentityConfig agent = agent(root);
    OtlpConfig otlp = OtlpReader.read(root);
    Optional<PrometheusConfig> prometheus = prometheus(reading, root);
    Optional<ReflectorConfig> reflector = root.section("reflector").map(ReflectorReader::read);
    NetworkConfig network =
        root.section("network").map(AgentReader::network).orElse(NetworkConfig.ANY);
    List<ProbeConfig> probes = probes(root);
    root.refuseOthers();
    boolean idle = root.node("reflector").isEmpty() && hasNoElements(root.node("probes"));
    if (idle && !root.isBroken()) {
      root.problem(
          root.where(),
          "found neither 'reflector' nor 'probes', expected at least one; an agent that does"
              + " neither has nothing to do");
    }
    if (!reading.problems().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new AgentConfig(agent, otlp, prometheus, reflector, network, probes));
  }

  private static boolean hasNoElements(Optional<Node> probes) {
    return probes.isEmpty()
        || (probes.get() instanceof SequenceNode list && list.getValue().isEmpty());
  }

  private static IdentityConfig agent(Section root) {
    Optional<Section> found = root.section("agent");
    if (found.isEmpty()) {
      root.missing("agent", "a mapping with the agent's id");
      return new IdentityConfig(1, "stand-in", Map.of(), Optional.empty());
    }
    Section section = found.get();
    long id = section.required("id", ValueTypes.AGENT_ID, 1L);
    String name = section.value("name", ValueTypes.TEXT).orElseGet(() -> Defaults.agentName(id));
    Map<String, String> labels =
        section.section("labels").map(AgentReader::labels).orElse(Map.of());
    Optional<Path> state = section.value("state_directory", ValueTypes.DIRECTORY);
    section.refuseOthers();
    return new IdentityConfig(id, name, labels, state);
  }

  private static Map<String, String> labels(Section section) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (String label : section.keys()) {
      if (RESERVED_LABELS.contains(label) || label.isBlank()) {
        section.problem(
            label, "found a name that the agent sets itself or an empty one; choose another");
      }
      section.value(label, ValueTypes.TEXT).ifPresent(text -> labels.put(label, text));
    }
    return labels;
  }

  private static Optional<PrometheusConfig> prometheus(Reading reading, Section root) {
    if (root.has("prometheus") && root.node("prometheus").isEmpty()) {
      return Optional.empty();
    }
    HostPort listen = reading.scrape();
    Optional<Section> section = root.section("prometheus");
    if (section.isPresent()) {
      listen = section.get().value("listen", ValueTypes.LISTEN).orElse(listen);
      section.get().refuseOthers();
    }
    return Optional.of(new PrometheusConfig(listen));
  }

  private static NetworkConfig network(Section section) {
    NetworkConfig network =
        new NetworkConfig(
            section.value("interface", ValueTypes.INTERFACE),
            section.value("stamps", ValueTypes.STAMPS).orElse(StampsChoice.BEST));
    section.refuseOthers();
    return network;
  }

  private static List<ProbeConfig> probes(Section root) {
    List<ProbeConfig> probes = new ArrayList<>();
    Map<String, Position> names = new HashMap<>();
    List<Node> nodes = root.list("probes", "a list of probes");
    for (int i = 0; i < nodes.size(); i++) {
      Section section = root.element("probes", i, nodes.get(i));
      ProbeReader.read(section).ifPresent(probes::add);
      String name = section.text("name");
      Position where = section.where("name");
      Position first = name == null ? null : names.putIfAbsent(name, where);
      if (first != null) {
        section.problem(
            "name",
            "found '"
                + name
                + "' a second time, expected a name of its own; "
                + (first.equals(where) ? "an alias repeats it" : "the first is at " + first));
      }
    }
    return probes;
  }
}
