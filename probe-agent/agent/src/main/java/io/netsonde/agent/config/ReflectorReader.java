package io.netsonde.agent.config;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads {@code reflector}. */
final class ReflectorReader {
  private static final String KEY = "allowed_agents";
  private static final String TRACE_BACK = "trace_back";
  private static final String EXPECTED = "a list of agent ids, or any";

  private ReflectorReader() {}

  static ReflectorConfig read(Section section) {
    HostPort listen = section.value("listen", ValueTypes.LISTEN).orElse(Defaults.REFLECTOR_LISTEN);
    AllowedAgents allowed = allowed(section);
    List<Secret> keys = section.values("keys", ValueTypes.SECRET);
    Optional<Duration> coolDown = traceBackCoolDown(section);
    section.refuseOthers();
    return new ReflectorConfig(listen, allowed, keys, coolDown);
  }

  /** The default where it is left out; empty where it is null: it never traces back. */
  private static Optional<Duration> traceBackCoolDown(Section reflector) {
    Optional<Section> section = reflector.section(TRACE_BACK);
    if (section.isPresent()) {
      return Optional.of(traceBack(section.get()));
    }
    return reflector.has(TRACE_BACK) && reflector.node(TRACE_BACK).isEmpty()
        ? Optional.empty()
        : Optional.of(Defaults.TRACE_BACK_COOL_DOWN);
  }

  private static Duration traceBack(Section section) {
    Duration coolDown =
        section
            .value("cool_down", ValueTypes.duration(Limits.MIN_COOL_DOWN, Limits.MAX_COOL_DOWN))
            .orElse(Defaults.TRACE_BACK_COOL_DOWN);
    section.refuseOthers();
    return coolDown;
  }

  private static AllowedAgents allowed(Section section) {
    Optional<Node> node = section.node(KEY);
    AllowedAgents standIn = new AllowedAgents.Any();
    if (node.isEmpty()) {
      section.missing(
          KEY, EXPECTED + "; whom a reflector answers has to be said, there is no default");
      return standIn;
    }
    if (node.get() instanceof ScalarNode) {
      if (!"any".equals(section.text(KEY))) {
        section.problem(
            KEY,
            "found " + section.described(KEY) + ", expected " + EXPECTED + "; as in [101, 102]");
      }
      return standIn;
    }
    if (!(node.get() instanceof SequenceNode)) {
      section.problem(KEY, "found " + section.described(KEY) + ", expected " + EXPECTED);
      return standIn;
    }
    List<Long> ids = section.values(KEY, ValueTypes.AGENT_ID);
    if (section.list(KEY, EXPECTED).isEmpty()) {
      section.problem(
          KEY,
          "found an empty list, expected " + EXPECTED + "; to answer nobody, remove 'reflector'");
    }
    return ids.isEmpty() ? standIn : new AllowedAgents.Listed(new LinkedHashSet<>(ids));
  }
}
