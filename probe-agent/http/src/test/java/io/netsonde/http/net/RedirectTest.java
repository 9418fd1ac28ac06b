package io.netsonde.http.net;

import static io.netsonde.http.net.Checks.passed;
import static io.netsonde.http.net.Checks.phases;
import static io.netsonde.http.net.Checks.target;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.http.HttpHeader;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.http.HttpPhase;
import io.netsonde.testkit.servers.ScriptedServer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class RedirectTest {
  private final List<String> heads = new CopyOnWriteArrayList<>();

  /** Notes what was asked, and answers with that status and place. */
  private ScriptedServer leading(String status, String location) throws IOException {
    return ScriptedServer.start(
        socket -> {
          heads.add(ScriptedServer.readHead(socket.getInputStream()));
          ScriptedServer.send(
              socket,
              "HTTP/1.1 %s\r\nLocation: %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                  .formatted(status, location));
        });
  }

  private ScriptedServer noting() throws IOException {
    return ScriptedServer.start(
        socket -> {
          heads.add(ScriptedServer.readHead(socket.getInputStream()));
          ScriptedServer.send(socket, ScriptedServer.response("200 OK", "there"));
        });
  }

  @Test
  void shouldKeepPhasesOfEachExchangeWhenRedirectedToAnotherServer() throws IOException {
    try (ScriptedServer there = noting();
        ScriptedServer here = leading("302 Found", Pages.url(there) + "b?c=d")) {
      HttpCheck check = passed(target(Pages.url(here)));
      assertEquals(1, check.redirects());
      List<HttpPhase> each =
          List.of(HttpPhase.CONNECT, HttpPhase.REQUEST, HttpPhase.WAIT, HttpPhase.TRANSFER);
      assertEquals(each, phases(check.exchanges().getFirst()));
      assertEquals(each, phases(check.last()));
      assertEquals(302, check.exchanges().getFirst().status().orElseThrow());
      assertEquals(URI.create(Pages.url(there) + "b?c=d"), check.last().uri());
      assertTrue(heads.getLast().contains("traceparent: " + check.span().traceparent()));
    }
  }

  @Test
  void shouldShowRedirectWhenNoneIsToBeFollowed() throws IOException {
    try (ScriptedServer here = leading("301 Moved", "/elsewhere")) {
      HttpCheck check = passed(target(Pages.url(here)).withMaxRedirects(0));
      assertEquals(301, check.last().status().orElseThrow());
      assertEquals(0, check.redirects());
    }
  }

  @Test
  void shouldNotTellSecretsWhenRedirectedToAnotherServer() throws IOException {
    try (ScriptedServer there = noting();
        ScriptedServer here = leading("307 Temporary Redirect", Pages.url(there))) {
      String url = "http://ann:secret@127.0.0.1:" + here.port() + "/";
      HttpCheck check =
          passed(
              target(url)
                  .withHeaders(List.of(new HttpHeader("Cookie", "a=b"), new HttpHeader("X", "y"))));
      assertTrue(heads.getFirst().contains("Authorization: Basic "));
      assertTrue(heads.getFirst().contains("Cookie: a=b"));
      assertFalse(heads.getLast().contains("Authorization"));
      assertFalse(heads.getLast().contains("Cookie"));
      assertTrue(heads.getLast().contains("X: y"));
      assertFalse(check.toString().contains("secret"));
    }
  }

  @Test
  void shouldAskByGetWhenPostWasAnsweredWithSeeOther() throws IOException {
    try (ScriptedServer there = noting();
        ScriptedServer here = leading("303 See Other", Pages.url(there))) {
      HttpCheck check = passed(target(Pages.url(here)).withBody("POST", ""));
      assertEquals("POST", check.exchanges().getFirst().method());
      assertEquals("GET", check.last().method());
      assertTrue(heads.getLast().startsWith("GET / HTTP/1.1"));
    }
  }

  @Test
  void shouldNotAskAgainWhenServerSaysRetryAtOnce() throws IOException {
    try (ScriptedServer here =
        ScriptedServer.start(
            socket -> {
              while (!ScriptedServer.readHead(socket.getInputStream()).isEmpty()) {
                heads.add("request");
                ScriptedServer.send(
                    socket, "HTTP/1.1 503 Busy\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n");
              }
            })) {
      assertTrue(Checks.check(target(Pages.url(here))).failure().isPresent());
      assertEquals(1, heads.size());
    }
  }

  /** Such a server closes after its answer, and says nothing of it. */
  @Test
  void shouldConnectAnewWhenRedirectedByHttp10() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.start(
            socket -> {
              String head = ScriptedServer.readHead(socket.getInputStream());
              ScriptedServer.send(
                  socket,
                  head.startsWith("GET /there")
                      ? "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n"
                      : "HTTP/1.0 302 Found\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n");
            })) {
      HttpCheck check = passed(target(Pages.url(server)));
      assertEquals(1, check.redirects());
      assertEquals(2, server.accepted());
    }
  }
}
