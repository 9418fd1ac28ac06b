package io.netsonde.agent.config;

import io.netsonde.measurement.trigger.TriggerSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Writes a configuration as YAML, complete with defaults; {@link ConfigFile} reads it back. */
public final class ConfigPrinter {
  private final Function<Secret, String> shown;

  private ConfigPrinter(Function<Secret, String> shown) {
    this.shown = shown;
  }

  /** For people: secrets are masked. */
  public static String masked(AgentConfig config) {
    return new ConfigPrinter(Secret::toString).print(config);
  }

  /** For another agent: with its secrets. */
  static String complete(AgentConfig config) {
    return new ConfigPrinter(Secret::text).print(config);
  }

  private String print(AgentConfig config) {
    Map<String, @Nullable Object> root = new LinkedHashMap<>();
    root.put("agent", agent(config.agent()));
    root.put("otlp", otlp(config.otlp()));
    root.put(
        "prometheus",
        config
            .prometheus()
            .map(prometheus -> Map.of("listen", prometheus.listen().toString()))
            .orElse(null));
    root.put("reflector", config.reflector().map(this::reflector).orElse(null));
    root.put("network", network(config.network()));
    root.put("probes", config.probes().stream().map(this::probe).toList());
    DumpSettings settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setDereferenceAliases(true)
            .setSplitLines(false)
            .build();
    return new Dump(settings).dumpToString(root);
  }

  private static Map<String, @Nullable Object> agent(IdentityConfig agent) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("id", agent.id());
    map.put("name", escaped(agent.name()));
    map.put("labels", mapped(agent.labels(), ConfigPrinter::escaped));
    map.put(
        "state_directory",
        agent.stateDirectory().map(path -> escaped(path.toString())).orElse(null));
    return map;
  }

  private Map<String, @Nullable Object> otlp(OtlpConfig otlp) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("endpoint", otlp.endpoint().map(uri -> escaped(uri.toString())).orElse(null));
    map.put("headers", mapped(otlp.headers(), this::secret));
    Map<String, @Nullable Object> tls = new LinkedHashMap<>();
    tls.put("ca", otlp.tls().ca().map(path -> escaped(path.toString())).orElse(null));
    tls.put(
        "certificate", otlp.tls().certificate().map(path -> escaped(path.toString())).orElse(null));
    tls.put("key", otlp.tls().key().map(path -> escaped(path.toString())).orElse(null));
    map.put("tls", tls);
    return map;
  }

  private Map<String, @Nullable Object> reflector(ReflectorConfig reflector) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("listen", reflector.listen().toString());
    map.put(
        "allowed_agents",
        switch (reflector.allowedAgents()) {
          case AllowedAgents.Any _ -> "any";
          case AllowedAgents.Listed(var ids) -> List.copyOf(ids);
        });
    map.put("keys", reflector.keys().stream().map(this::secret).toList());
    map.put(
        "trace_back",
        reflector
            .traceBackCoolDown()
            .map(coolDown -> Map.of("cool_down", DurationText.print(coolDown)))
            .orElse(null));
    return map;
  }

  private static Map<String, @Nullable Object> network(NetworkConfig network) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("interface", network.networkInterface().map(ConfigPrinter::escaped).orElse(null));
    map.put("stamps", network.stamps().label().orElse(null));
    return map;
  }

  private Map<String, @Nullable Object> probe(ProbeConfig probe) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("name", escaped(probe.name()));
    map.putAll(
        switch (probe) {
          case TrafficSimProbe sim -> trafficSim(sim);
          case HttpProbe http -> new HttpProbePrinter(shown).print(http);
          case PingProbe ping -> PingProbePrinter.print(ping);
          case TraceProbe trace -> TraceProbePrinter.print(trace);
        });
    return map;
  }

  private Map<String, @Nullable Object> trafficSim(TrafficSimProbe sim) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("type", "trafficsim");
    map.put("target", sim.target().toString());
    map.put("target_agent", sim.targetAgent().isPresent() ? sim.targetAgent().getAsLong() : null);
    map.put("interval", DurationText.print(sim.interval()));
    map.put("cycle", sim.cycle());
    map.put("timeout", DurationText.print(sim.timeout()));
    map.put("key", sim.key().map(this::secret).orElse(null));
    map.put("size", sim.size());
    map.put("flows", sim.flows());
    map.put("dscp", sim.dscp());
    map.put("interface", sim.networkInterface().map(ConfigPrinter::escaped).orElse(null));
    map.put("trigger", sim.trigger().map(ConfigPrinter::trigger).orElse(null));
    return map;
  }

  private static Map<String, @Nullable Object> trigger(TriggerSettings trigger) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("loss", PercentText.print(trigger.loss()));
    map.put("rtt", FactorText.print(trigger.rttFactor()));
    map.put("jitter", FactorText.print(trigger.jitterFactor()));
    map.put("floor", DurationText.print(trigger.floor()));
    map.put("baseline_cycles", trigger.baselineCycles());
    map.put("rounds", trigger.rounds());
    map.put("clear_after", trigger.clearAfter());
    map.put("cool_down", DurationText.print(trigger.coolDown()));
    map.put("round_interval", DurationText.print(trigger.roundInterval()));
    return map;
  }

  private String secret(Secret secret) {
    return escaped(shown.apply(secret));
  }

  private static <T> Map<String, String> mapped(Map<String, T> map, Function<T, String> each) {
    return map.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry -> each.apply(entry.getValue()),
                (a, b) -> b,
                LinkedHashMap::new));
  }

  /** A text that looks like a reference to a variable must not become one when read again. */
  static String escaped(String text) {
    return text.replace("${", "$${");
  }
}
