package io.netsonde.http.net;

import static io.netsonde.http.net.Checks.check;
import static io.netsonde.http.net.Checks.target;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netsonde.testkit.servers.ScriptedResolver;
import io.netsonde.testkit.servers.ScriptedResolver.Reply;
import io.netsonde.testkit.servers.ScriptedServer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which name a server with many is asked for. */
class ServerNameTest {
  @ParameterizedTest
  @CsvSource({
    "shop, shop",
    "my_app.shop.test, my_app.shop.test",
    "Shop.Test, shop.test",
    "bücher.test, xn--bcher-kva.test",
    "shop.test., shop.test",
    "127.0.0.1,"
  })
  void shouldSayTheNameWhateverItLooksLike(String host, @Nullable String said) throws IOException {
    List<ClientHello> hellos = new CopyOnWriteArrayList<>();
    try (ScriptedServer server =
            ScriptedServer.start(socket -> hellos.add(ClientHello.read(socket)));
        ScriptedResolver resolver = ScriptedResolver.start((name, type) -> Reply.of("127.0.0.1"))) {
      check(
          target("https://" + host + ":" + server.port() + "/")
              .withResolvers(List.of(resolver.address())));
    }
    assertEquals(
        List.of(Optional.ofNullable(said)), hellos.stream().map(ClientHello::serverName).toList());
  }
}
