package io.netsonde.http.net;

import static io.netsonde.http.net.Checks.target;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.netsonde.http.HttpHeader;
import io.netsonde.http.HttpTarget;
import io.netsonde.measurement.SpanIdentity;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @ParameterizedTest
  @CsvSource({
    "ann:secret, Basic YW5uOnNlY3JldA==",
    ":TOKEN, Basic OlRPS0VO",
    "ann, Basic YW5uOg==",
    // 20ac is the euro's number, e2 82 ac what it is in UTF-8.
    "ann:%E2%82%AC, Basic YW5uOuKCrA=="
  })
  void shouldSendAllCredentialsAsTheyAre(String userInfo, String authorization) {
    Request request = plan(target("http://" + userInfo + "@shop.test/")).first();
    assertEquals(authorization, request.header("Authorization"));
    assertEquals(
        authorization, RequestPlan.basic(request.url().username(), request.url().password()));
  }

  @Test
  void shouldSayNothingOfABodyWhenRedirectedToGet() {
    RequestPlan plan =
        plan(
            target("http://shop.test/")
                .withBody("POST", "x")
                .withHeaders(
                    List.of(
                        new HttpHeader("content-length", "1"),
                        new HttpHeader("Transfer-Encoding", "chunked"),
                        new HttpHeader("Content-Encoding", "identity"),
                        new HttpHeader("X-Kept", "yes"))));
    Request first = plan.first();
    Request next = plan.next(first, seeOther(first)).orElseThrow();
    assertEquals("GET", next.method());
    assertEquals(null, next.body());
    assertEquals(
        List.of(), next.headers().names().stream().filter(RequestPlanTest::isOfContent).toList());
    assertEquals("yes", next.header("X-Kept"));
  }

  private static boolean isOfContent(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith("content-") || lower.equals("transfer-encoding");
  }

  private static Response seeOther(Request request) {
    return new Response.Builder()
        .request(request)
        .protocol(Protocol.HTTP_1_1)
        .code(303)
        .message("See Other")
        .header("Location", "/elsewhere")
        .build();
  }
}
