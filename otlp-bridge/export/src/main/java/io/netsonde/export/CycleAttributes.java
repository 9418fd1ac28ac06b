package io.netsonde.export;

import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;

import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.Direction;
import io.netsonde.measurement.Distribution;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Arrays;

/** A cycle's figures as attributes of its span, or of the event of one of its flows. */
final class CycleAttributes {
  private static final AttributeKey<Long> LATE = longKey("netsonde.round_trip.late");
  private static final AttributeKey<Long> UNDECIDED = longKey("netsonde.round_trip.undecided");
  private static final AttributeKey<Long> UNSTAMPED = longKey("netsonde.round_trip.unstamped");
  private static final AttributeKey<Double> RTT_MIN = doubleKey("netsonde.rtt.min");
  private static final AttributeKey<Double> RTT_MAX = doubleKey("netsonde.rtt.max");
  private static final AttributeKey<Double> RTT_MEAN = doubleKey("netsonde.rtt.mean");
  private static final AttributeKey<Double> RTT_STDDEV = doubleKey("netsonde.rtt.stddev");
  private static final AttributeKey<Double> RTT_P50 = doubleKey("netsonde.rtt.p50");
  private static final AttributeKey<Double> RTT_P95 = doubleKey("netsonde.rtt.p95");
  private static final AttributeKey<Double> RTT_P99 = doubleKey("netsonde.rtt.p99");
  private static final AttributeKey<Double> JITTER_MIN = doubleKey("netsonde.jitter.min");
  private static final AttributeKey<Double> JITTER_MAX = doubleKey("netsonde.jitter.max");
  private static final AttributeKey<Double> JITTER_MEAN = doubleKey("netsonde.jitter.mean");
  private static final AttributeKey<Double> ASYMMETRY_DELAY = doubleKey("netsonde.asymmetry.delay");
  private static final AttributeKey<Double> ASYMMETRY_LOSS = doubleKey("netsonde.asymmetry.loss");
  private static final AttributeKey<Long> LOSS_RUN_MAX = longKey("netsonde.loss.run.max");
  private static final AttributeKey<Double> BURST = doubleKey("netsonde.loss.burst.density");
  private static final AttributeKey<Double> GAP = doubleKey("netsonde.loss.gap.density");
  private static final AttributeKey<Long> EXTENT = longKey("netsonde.reordering.extent.max");
  private static final AttributeKey<Double> MOS = doubleKey("netsonde.mos");
  private static final AttributeKey<Double> OFFSET = doubleKey("netsonde.clock.offset");
  private static final AttributeKey<Double> BOUND = doubleKey("netsonde.clock.offset.bound");
  private static final AttributeKey<Long> STEPS = longKey("netsonde.clock.steps");
  private static final AttributeKey<Long> REFUTED = longKey("netsonde.clock.error.refuted");
  private static final AttributeKey<Double> LAG_P99 = doubleKey("netsonde.send.lag.p99");

  private CycleAttributes() {}

  /** Times in seconds, ratios from 0 to 1; what is not known is left out. */
  static void put(AttributesBuilder attributes, CycleFigures figures) {
    attributes.put(Keys.CYCLE_PACKETS, figures.packets());
    for (Direction direction : Direction.values()) {
      DirectionAttributes.put(attributes, direction, figures.of(direction));
    }
    attributes.put(UNDECIDED, figures.undecided());
    figures
        .delayAsymmetryNanos()
        .ifPresent(nanos -> attributes.put(ASYMMETRY_DELAY, Seconds.of(nanos)));
    figures.lossAsymmetry().ifPresent(ratio -> attributes.put(ASYMMETRY_LOSS, ratio));
    putClock(attributes, figures);
    putWhole(attributes, figures);
  }

  /** The same of echoes, which know the round trip only. */
  static void putEchoes(AttributesBuilder attributes, CycleFigures figures) {
    attributes.put(Keys.CYCLE_PACKETS, figures.packets());
    DirectionAttributes.put(attributes, Direction.ROUND_TRIP, figures.roundTrip());
    putWhole(attributes, figures);
  }

  /** What is of no single direction. */
  private static void putWhole(AttributesBuilder attributes, CycleFigures figures) {
    attributes.put(LATE, figures.late());
    attributes.put(UNSTAMPED, figures.unstamped());
    putRoundTrip(attributes, figures.roundTrip().delay());
    putJitter(attributes, figures.jitter());
    attributes.put(LOSS_RUN_MAX, figures.roundTrip().longestLossRun());
    attributes.put(BURST, figures.burstLossDensity());
    attributes.put(GAP, figures.gapLossDensity());
    attributes.put(EXTENT, figures.reorderingExtent());
    figures.mos().ifPresent(mos -> attributes.put(MOS, mos.score()));
    if (!figures.sendLag().isEmpty()) {
      attributes.put(LAG_P99, Seconds.of(figures.sendLag().percentile(99)));
    }
  }

  private static void putClock(AttributesBuilder attributes, CycleFigures figures) {
    attributes.put(STEPS, figures.clockSteps());
    attributes.put(REFUTED, figures.clockErrorsRefuted());
    figures
        .clock()
        .ifPresent(
            clock -> {
              attributes.put(OFFSET, Seconds.of(clock.offsetNanos()));
              attributes.put(BOUND, Seconds.of(clock.boundNanos()));
              attributes.put(Keys.CLOCK_BASIS, clock.basis().label());
            });
  }

  private static void putRoundTrip(AttributesBuilder attributes, Distribution rtt) {
    if (!rtt.isEmpty()) {
      attributes.put(RTT_MIN, Seconds.of(rtt.min()));
      attributes.put(RTT_MAX, Seconds.of(rtt.max()));
      attributes.put(RTT_MEAN, Seconds.of(rtt.mean()));
      attributes.put(RTT_STDDEV, Seconds.of(rtt.standardDeviation()));
      attributes.put(RTT_P50, Seconds.of(rtt.percentile(50)));
      attributes.put(RTT_P95, Seconds.of(rtt.percentile(95)));
      attributes.put(RTT_P99, Seconds.of(rtt.percentile(99)));
    }
  }

  private static void putJitter(AttributesBuilder attributes, Distribution jitter) {
    if (!jitter.isEmpty()) {
      attributes.put(JITTER_MIN, Seconds.of(jitter.min()));
      attributes.put(JITTER_MAX, Seconds.of(jitter.max()));
      attributes.put(JITTER_MEAN, Seconds.of(jitter.mean()));
    }
  }

  /** The mean without signs: with them, consecutive differences cancel out. */
  static double meanMagnitude(Distribution values) {
    return Arrays.stream(values.values()).mapToDouble(Math::abs).average().orElse(0);
  }
}
