package io.netsonde.http.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.http.IpVersion;
import io.netsonde.testkit.servers.ScriptedResolver;
import io.netsonde.testkit.servers.ScriptedResolver.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class NameLookupTest {
  private static final long LIMIT_NANOS = 5_000_000_000L;

  private final List<String> told = new CopyOnWriteArrayList<>();

  @Test
  void shouldTellOfAskingBeforeQuestionLeaves() throws IOException {
    try (ScriptedResolver resolver =
        ScriptedResolver.start(
            (name, type) -> {
              told.add("heard");
              return Reply.of("127.0.0.7");
            })) {
      NameLookup names =
          new NameLookup(List.of(resolver.address()), IpVersion.IPV4, () -> told.add("asking"));
      assertEquals(
          List.of(InetAddress.ofLiteral("127.0.0.7")),
          names.lookup("shop.test", System.nanoTime() + LIMIT_NANOS));
    }
    assertEquals(List.of("asking", "heard"), told);
  }

  @Test
  void shouldAskNobodyWhenNameIsThisHost() throws IOException {
    NameLookup names = new NameLookup(List.of(), IpVersion.IPV4, () -> told.add("asking"));
    List<InetAddress> found = names.lookup("localhost", System.nanoTime() + LIMIT_NANOS);
    assertTrue(found.stream().allMatch(InetAddress::isLoopbackAddress), found::toString);
    assertEquals(List.of(), told);
  }
}
