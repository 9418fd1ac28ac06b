package io.netsonde.agent.config;

import io.netsonde.measurement.trigger.TriggerSettings;
import java.time.Duration;
import java.util.Optional;

/** Reads {@code trigger}: which cycles of a probe cause a trace. */
final class TriggerReader {
  private static final String KEY = "trigger";

  private TriggerReader() {}

  /** The defaults where it is left out; empty where it is null: no cycle causes a trace. */
  static Optional<TriggerSettings> read(Section probe) {
    Optional<Section> section = probe.section(KEY);
    if (section.isPresent()) {
      return Optional.of(settings(section.get()));
    }
    return probe.has(KEY) && probe.node(KEY).isEmpty()
        ? Optional.empty()
        : Optional.of(TriggerSettings.DEFAULTS);
  }

  private static TriggerSettings settings(Section section) {
    TriggerSettings or = TriggerSettings.DEFAULTS;
    TriggerSettings settings =
        new TriggerSettings(
            section.value("loss", ValueTypes.percent(0, Limits.MAX_TRIGGER_LOSS)).orElse(or.loss()),
            factor(section, "rtt", or.rttFactor()),
            factor(section, "jitter", or.jitterFactor()),
            section
                .value("floor", ValueTypes.duration(Limits.MIN_TIMEOUT, Limits.MAX_TIMEOUT))
                .orElse(or.floor()),
            section.whole("baseline_cycles", 1, Limits.MAX_TRIGGER_CYCLES, or.baselineCycles()),
            section.whole("rounds", 1, Limits.MAX_TRIGGER_ROUNDS, or.rounds()),
            section.whole("clear_after", 1, Limits.MAX_TRIGGER_CYCLES, or.clearAfter()),
            section
                .value("cool_down", ValueTypes.duration(Limits.MIN_COOL_DOWN, Limits.MAX_COOL_DOWN))
                .orElse(or.coolDown()),
            roundInterval(section, or.roundInterval()));
    section.refuseOthers();
    return settings;
  }

  private static double factor(Section section, String key, double fallback) {
    return section.value(key, ValueTypes.factor(1, Limits.MAX_TRIGGER_FACTOR)).orElse(fallback);
  }

  private static Duration roundInterval(Section section, Duration fallback) {
    return section
        .value("round_interval", ValueTypes.duration(Limits.MIN_ROUND_INTERVAL, Limits.MAX_TIMEOUT))
        .orElse(fallback);
  }
}
