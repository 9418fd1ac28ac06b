package io.netsonde.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.netsonde.measurement.CycleFigures;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.DefaultAggregationSelector;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchedExportersTest {
  private final Events events = new Events();
  private final CollectorState state = new CollectorState("http://c:4317", events);

  @Test
  void shouldGiveUpTheRestOfACollectionWhenTheCollectorIsUnreachable() {
    FailingExporter down = new FailingExporter();
    WatchedMetricExporter exporter =
        new WatchedMetricExporter(
            down,
            Readout.of(100),
            DefaultAggregationSelector.getDefault(),
            new RequestWatch(Signal.METRICS, state, Clock.systemUTC()));
    Collection<MetricData> first = collection();
    exporter.export(first);
    assertFalse(exporter.export(first).isSuccess());
    assertEquals(1, down.requests, "the second request of the same collection is not tried");
    Collection<MetricData> second = new Recorded(Samples.cycle(Samples.FIGURES)).metrics().values();
    exporter.export(second);
    assertEquals(2, down.requests, "the next collection is");
    assertEquals(1, events.all(TelemetryEvent.Unreachable.class).size());
  }

  @Test
  void shouldKeepSmallSpansTogether() {
    List<SpanData> spans = Collections.nCopies(WatchedSpanExporter.WEIGHT, span(1));
    assertEquals(1, WatchedSpanExporter.split(spans).size());
    assertEquals(0, WatchedSpanExporter.split(List.of()).size());
  }

  @Test
  void shouldSplitWhenFlowsMakeSpansLarge() {
    // A span with 3 events weighs 4: 128 of them fill a request.
    List<SpanData> spans = new ArrayList<>(Collections.nCopies(300, span(3)));
    List<Integer> sizes = WatchedSpanExporter.split(spans).stream().map(List::size).toList();
    assertEquals(List.of(128, 128, 44), sizes);
  }

  private static Collection<MetricData> collection() {
    return new Recorded(Samples.cycle(Samples.FIGURES)).metrics().values();
  }

  private static SpanData span(int flows) {
    CycleFigures[] figures = new CycleFigures[flows];
    Arrays.fill(figures, Samples.FIGURES);
    return new Recorded(Samples.cycle(figures)).spans().getFirst();
  }

  private static final class FailingExporter implements MetricExporter {
    private int requests;

    @Override
    public CompletableResultCode export(Collection<MetricData> metrics) {
      requests++;
      return CompletableResultCode.ofFailure();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
      return AggregationTemporality.CUMULATIVE;
    }
  }
}
