package io.netsonde.http.net;

import static io.netsonde.http.net.Checks.target;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.http.HttpTarget;
import io.netsonde.http.HttpTimeouts;
import io.netsonde.testkit.servers.ScriptedResolver;
import io.netsonde.testkit.servers.ScriptedResolver.Reply;
import io.netsonde.testkit.servers.ScriptedServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A prober that is closed ends its check at once: no limit of these tests runs out. */
@Timeout(120)
class BreakOffTest {
  private static HttpTarget patient(String uri) {
    return target(uri).withTimeouts(HttpTimeouts.all(Duration.ofHours(1)));
  }

  private static void closeWhen(HttpProber prober, BooleanSupplier hasCome) {
    Thread.ofVirtual()
        .start(
            () -> {
              while (!hasCome.getAsBoolean()) {
                Thread.onSpinWait();
              }
              prober.close();
            });
  }

  @Test
  void shouldEndWhenServerHangs() throws IOException {
    try (ScriptedServer server = ScriptedServer.start(ScriptedServer::hang);
        HttpProber prober = HttpProber.open(patient(Pages.url(server)))) {
      closeWhen(prober, () -> server.accepted() > 0);
      assertTrue(prober.check().failure().isPresent());
      assertThrows(IllegalStateException.class, prober::check);
    }
  }

  @Test
  void shouldEndWhenResolverIsSilent() throws IOException {
    try (ScriptedResolver resolver = ScriptedResolver.start((name, type) -> Reply.SILENCE);
        HttpProber prober =
            HttpProber.open(
                patient("http://shop.test/")
                    .withResolvers(List.of(resolver.address(), resolver.address())))) {
      closeWhen(prober, () -> resolver.asked() > 0);
      assertTrue(prober.check().failure().isPresent());
    }
  }

  @Test
  void shouldTryNoOtherAddressWhenFirstDoesNotAnswer() throws IOException {
    try (FullListener full = FullListener.open("127.0.0.1", 0);
        FullListener other = FullListener.open("127.0.0.2", full.port());
        ScriptedResolver resolver =
            ScriptedResolver.start((name, type) -> Reply.of("127.0.0.1", "127.0.0.2"));
        HttpProber prober =
            HttpProber.open(
                patient("http://shop.test:" + other.port() + "/")
                    .withResolvers(List.of(resolver.address())))) {
      closeWhen(prober, () -> resolver.asked() > 1);
      assertTrue(prober.check().failure().isPresent());
    }
  }

  @Test
  void shouldAskNoMoreWhenKeptConnectionHangs() throws IOException {
    CountDownLatch second = new CountDownLatch(1);
    try (ScriptedServer server =
            ScriptedServer.start(
                socket -> {
                  ScriptedServer.readHead(socket.getInputStream());
                  ScriptedServer.send(socket, ScriptedServer.response("200 OK", "hello"));
                  ScriptedServer.readHead(socket.getInputStream());
                  second.countDown();
                  ScriptedServer.hang(socket);
                });
        HttpProber prober = HttpProber.open(patient(Pages.url(server)).withReuse(true))) {
      assertTrue(prober.check().failure().isEmpty());
      closeWhen(prober, () -> second.getCount() == 0);
      assertTrue(prober.check().failure().isPresent());
      assertEquals(1, server.accepted());
    }
  }
}
