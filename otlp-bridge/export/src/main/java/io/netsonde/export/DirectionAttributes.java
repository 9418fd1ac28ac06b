package io.netsonde.export;

import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;

import io.netsonde.measurement.Direction;
import io.netsonde.measurement.DirectionFigures;
import io.netsonde.measurement.Distribution;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributesBuilder;

/** The attributes that a cycle's span has once a direction. */
enum DirectionAttributes {
  FORWARD(Direction.FORWARD),
  REVERSE(Direction.REVERSE),
  ROUND_TRIP(Direction.ROUND_TRIP);

  private final AttributeKey<Long> sent;
  private final AttributeKey<Long> received;
  private final AttributeKey<Long> lost;
  private final AttributeKey<Long> duplicates;
  private final AttributeKey<Long> reordered;
  private final AttributeKey<Double> loss;
  private final AttributeKey<Double> jitter;
  private final AttributeKey<Double> pdvP99;
  private final AttributeKey<Double> ipdvMean;
  private final AttributeKey<Double> delayMin;
  private final AttributeKey<Double> delayMean;
  private final AttributeKey<Double> delayP95;

  DirectionAttributes(Direction direction) {
    String prefix = "netsonde." + direction.label();
    sent = longKey(prefix + ".sent");
    received = longKey(prefix + ".received");
    lost = longKey(prefix + ".lost");
    duplicates = longKey(prefix + ".duplicates");
    reordered = longKey(prefix + ".reordered");
    loss = doubleKey(prefix + ".loss");
    jitter = doubleKey(prefix + ".jitter");
    pdvP99 = doubleKey(prefix + ".pdv.p99");
    ipdvMean = doubleKey(prefix + ".ipdv.mean");
    delayMin = doubleKey(prefix + ".delay.min");
    delayMean = doubleKey(prefix + ".delay.mean");
    delayP95 = doubleKey(prefix + ".delay.p95");
  }

  private static DirectionAttributes of(Direction direction) {
    return switch (direction) {
      case FORWARD -> FORWARD;
      case REVERSE -> REVERSE;
      case ROUND_TRIP -> ROUND_TRIP;
    };
  }

  static void put(AttributesBuilder attributes, Direction direction, DirectionFigures figures) {
    of(direction).put(attributes, figures);
  }

  private void put(AttributesBuilder attributes, DirectionFigures figures) {
    attributes.put(sent, figures.sent());
    attributes.put(received, figures.received());
    attributes.put(lost, figures.lost());
    attributes.put(duplicates, figures.duplicates());
    attributes.put(reordered, figures.reordered());
    figures.loss().ifPresent(ratio -> attributes.put(loss, ratio));
    figures.jitterNanos().ifPresent(nanos -> attributes.put(jitter, Seconds.of(nanos)));
    if (!figures.pdv().isEmpty()) {
      attributes.put(pdvP99, Seconds.of(figures.pdv().percentile(99)));
    }
    if (!figures.ipdv().isEmpty()) {
      attributes.put(ipdvMean, Seconds.of(CycleAttributes.meanMagnitude(figures.ipdv())));
    }
    // The round trip's delays have attributes of their own, netsonde.rtt.*.
    if (this != ROUND_TRIP && !figures.delay().isEmpty()) {
      putDelay(attributes, figures.delay());
    }
  }

  private void putDelay(AttributesBuilder attributes, Distribution delay) {
    attributes.put(delayMin, Seconds.of(delay.min()));
    attributes.put(delayMean, Seconds.of(delay.mean()));
    attributes.put(delayP95, Seconds.of(delay.percentile(95)));
  }
}
