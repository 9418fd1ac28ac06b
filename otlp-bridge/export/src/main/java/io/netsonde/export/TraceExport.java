package io.netsonde.export;

import io.netsonde.measurement.Direction;
import io.netsonde.measurement.PathHash;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.TraceCatalogue;
import io.netsonde.measurement.TraceFailure;
import io.netsonde.measurement.TrafficSimCycle;
import io.netsonde.measurement.trace.Hop;
import io.netsonde.measurement.trace.TraceProtocol;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A finished trace: a span, metrics by hop, and a log record where the path has changed. */
final class TraceExport {
  /** How long a trace's values are shown that no schedule renews. */
  static final Duration UNSCHEDULED = Duration.ofMinutes(10);

  /** How many paths' hops are remembered, so that they can end. */
  private static final int PATHS = 16_384;

  private final TraceSpans spans;
  private final Logger logger;
  private final EndedSeries ended;
  private final LatestValues hops;
  private final LatestValues loss;
  private final DoubleHistogram rtt;
  private final LongCounter changes;

  /** How many flows each TrafficSim probe has, as far as its cycles have told. */
  private final Map<String, Integer> flows =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
          return size() > PATHS;
        }
      };

  /** The hops' series of the latest trace of each path. */
  private final Map<Attributes, Set<Attributes>> latest =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Attributes, Set<Attributes>> eldest) {
          if (size() <= PATHS) {
            return false;
          }
          hops.remove(eldest.getKey());
          eldest.getValue().forEach(TraceExport.this::end);
          return true;
        }
      };

  TraceExport(Instruments instruments, TraceSpans spans, Logger logger, EndedSeries ended) {
    this.spans = spans;
    this.logger = logger;
    this.ended = ended;
    hops = instruments.gauge(TraceCatalogue.HOPS);
    loss = instruments.gauge(TraceCatalogue.HOP_LOSS);
    rtt = instruments.histogram(TraceCatalogue.HOP_RTT);
    changes = instruments.counter(TraceCatalogue.PATH_CHANGES);
  }

  /** A cycle of a probe on whose flows traces may follow. */
  synchronized void follow(TrafficSimCycle cycle) {
    flows.put(cycle.path().probe(), cycle.flows().size());
  }

  synchronized void accept(Trace trace) {
    Attributes path = TraceAttributes.path(trace, isOfOnlyFlow(trace));
    Context span = spans.record(trace, path);
    Set<Attributes> current = new LinkedHashSet<>();
    for (Hop hop : trace.hops()) {
      if (!hop.responders().isEmpty()) {
        Attributes series = TraceAttributes.series(path, hop);
        current.add(series);
        record(trace, hop, series, span);
      }
    }
    endAllBut(current, path);
    showLength(trace, path);
    changes.add(trace.previousPath().isPresent() ? 1 : 0, path);
    trace.previousPath().ifPresent(before -> tellChange(trace, before, path, span));
  }

  /** Nothing is known of its path until a trace can be made again. */
  synchronized void accept(TraceFailure failure) {
    Attributes path = TraceAttributes.path(failure);
    hops.remove(path);
    Set<Attributes> before = latest.remove(path);
    if (before != null) {
      before.forEach(this::end);
    }
  }

  /** The probe's other series have no number of the flow then. */
  private boolean isOfOnlyFlow(Trace trace) {
    return flows.getOrDefault(trace.probe(), 0) == 1;
  }

  private void record(Trace trace, Hop hop, Attributes series, Context span) {
    ended.begin(series);
    for (int i = 0; i < hop.rtt().count(); i++) {
      rtt.record(Seconds.of(hop.rtt().value(i)), series, span);
    }
    hop.loss().ifPresent(ratio -> show(trace, loss, series, ratio));
  }

  private void showLength(Trace trace, Attributes path) {
    OptionalInt length = TraceAttributes.length(trace);
    if (length.isPresent()) {
      show(trace, hops, path, length.getAsInt());
    } else {
      hops.remove(path);
    }
  }

  /** On a TrafficSim probe's flows there are traces for a reason only. */
  private static void show(Trace trace, LatestValues gauge, Attributes series, double value) {
    if (trace.flow().protocol() == TraceProtocol.TRAFFICSIM) {
      gauge.set(series, value, UNSCHEDULED);
    } else {
      gauge.set(series, value);
    }
  }

  private void endAllBut(Set<Attributes> current, Attributes path) {
    Set<Attributes> before = latest.put(path, current);
    if (before != null) {
      before.stream().filter(series -> !current.contains(series)).forEach(this::end);
    }
  }

  private void end(Attributes series) {
    ended.end(series);
    loss.remove(series);
  }

  private void tellChange(Trace trace, PathHash before, Attributes path, Context span) {
    String way = trace.direction() == Direction.REVERSE ? "way back from " : "way to ";
    logger
        .logRecordBuilder()
        .setEventName(TraceCatalogue.PATH_CHANGE.name())
        .setTimestamp(trace.endEpochNanos(), TimeUnit.NANOSECONDS)
        .setContext(span)
        .setSeverity(Severity.INFO)
        .setSeverityText(Severity.INFO.name())
        .setBody(
            "The %s%s has changed: it is %s now, of %d hops, and was %s."
                .formatted(
                    way,
                    trace.address(),
                    trace.path(),
                    TraceAttributes.length(trace).orElse(0),
                    before))
        .setAllAttributes(TraceAttributes.change(trace, path))
        .emit();
  }
}
