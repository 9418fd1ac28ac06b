package io.netsonde.http.net;

import static io.netsonde.http.net.Checks.target;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.netsonde.http.HttpTarget;
import io.netsonde.measurement.SpanIdentity;
import java.io.IOException;
import java.util.Random;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPlanTest {
  private static RequestPlan plan(HttpTarget target) {
    return new RequestPlan(target, SpanIdentity.random(new Random(1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "PROPPATCH", "REPORT", "QUERY"})
  void shouldSendEmptyBodyWhenMethodNeedsOneAndNoneIsGiven(String method) throws IOException {
    Request request = plan(target("http://shop.test/").withMethod(method)).first();
    RequestBody body = request.body();
    assertNotNull(body);
    assertEquals(0, body.contentLength());
  }

  @Test
  void shouldSendNoBodyWhenMethodNeedsNone() {
    assertEquals(null, plan(target("http://shop.test/").withMethod("DELETE")).first().body());
  }
}
