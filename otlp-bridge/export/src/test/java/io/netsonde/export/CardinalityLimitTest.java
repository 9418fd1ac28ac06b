package io.netsonde.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.PingState;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.PointData;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of series beyond the limit: here the SDK's own, 2000 with the one for the rest. */
class CardinalityLimitTest {
  private static final AttributeKey<Boolean> OVERFLOW =
      AttributeKey.booleanKey("otel.metric.overflow");
  private static final int LIMIT = 2000;
  private static final int MORE = 2100;

  @Test
  void shouldFoldChecksBeyondTheLimitIntoOneSeriesAndLoseNone() {
    Recorded recorded = new Recorded();
    for (int i = 0; i < MORE; i++) {
      recorded.accept(check("shop-" + i));
    }
    for (int again = 0; again < 2; again++) {
      recorded.accept(check("shop-0"));
    }
    List<PointData> requests = points(recorded, "http.client.request.duration");
    assertEquals(LIMIT, requests.size());
    assertEquals(
        MORE + 2,
        requests.stream().mapToLong(point -> ((HistogramPointData) point).getCount()).sum());
    List<PointData> rest = requests.stream().filter(CardinalityLimitTest::isRest).toList();
    assertEquals(1, rest.size());
    assertEquals(MORE - LIMIT + 1, ((HistogramPointData) rest.getFirst()).getCount());
    List<PointData> checks = points(recorded, "netsonde.http.checks");
    assertEquals(LIMIT, checks.size());
    assertEquals(
        MORE + 2, checks.stream().mapToLong(point -> ((LongPointData) point).getValue()).sum());
    assertTrue(
        requests.stream().anyMatch(point -> "shop-0".equals(point.getAttributes().get(Keys.PROBE))),
        "what was there before stays by itself");
  }

  @Test
  void shouldFoldEchoesBeyondTheLimitLikewise() {
    Recorded recorded = new Recorded();
    for (int i = 0; i < MORE; i++) {
      recorded.accept(new PingState("gateway-" + i, "192.0.2.1", true, Samples.START));
    }
    List<PointData> up = points(recorded, "netsonde.ping.up");
    assertEquals(LIMIT, up.size());
    assertEquals(1, up.stream().filter(CardinalityLimitTest::isRest).count());
  }

  @Test
  void shouldLeaveRoomForWhatTheConfigurationCanMake() {
    // Each probe of any kind counts as a flow: a path of 30 routers, or a service's status codes.
    int limit = new Cardinality(10_000, 0).limit();
    assertTrue(limit >= 10_000 * 2 * 30, "" + limit);
    assertFalse(new Cardinality(1, 0).limit() < LIMIT);
  }

  private static HttpCheck check(String probe) {
    HttpCheck one = HttpSamples.CHECK;
    return new HttpCheck(
        probe,
        one.uri(),
        one.span(),
        one.startEpochNanos(),
        one.durationNanos(),
        one.exchanges(),
        one.failure());
  }

  private static boolean isRest(PointData point) {
    return Boolean.TRUE.equals(point.getAttributes().get(OVERFLOW));
  }

  private static List<PointData> points(Recorded recorded, String metric) {
    return recorded.points(metric).stream().map(PointData.class::cast).toList();
  }
}
