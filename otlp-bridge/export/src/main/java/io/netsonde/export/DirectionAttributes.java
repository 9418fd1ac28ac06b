package io.netsonde.export;

import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;

import io.netsonde.measurement.Direction;
import io.netsonde.measurement.DirectionFigures;
import io.netsonde.measurement.Distribution;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The attributes that a cycle's span has once a direction. */
final class DirectionAttributes {
  private static final Map<Direction, DirectionAttributes> ALL =
      Stream.of(Direction.values())
          .collect(Collectors.toMap(Function.identity(), DirectionAttributes::new));

  private final boolean oneWay;
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

  private DirectionAttributes(Direction direction) {
    oneWay = direction != Direction.ROUND_TRIP;
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

  static void put(AttributesBuilder attributes, Direction direction, DirectionFigures figures) {
    Objects.requireNonNull(ALL.get(direction)).put(attributes, figures);
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
    if (oneWay && !figures.delay().isEmpty()) {
      putDelay(attributes, figures.delay());
    }
  }

  private void putDelay(AttributesBuilder attributes, Distribution delay) {
    attributes.put(delayMin, Seconds.of(delay.min()));
    attributes.put(delayMean, Seconds.of(delay.mean()));
    attributes.put(delayP95, Seconds.of(delay.percentile(95)));
  }
}
