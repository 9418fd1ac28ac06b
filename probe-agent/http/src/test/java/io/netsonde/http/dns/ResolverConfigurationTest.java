package io.netsonde.http.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResolverConfigurationTest {
  private static InetSocketAddress port53(String address) {
    return new InetSocketAddress(InetAddress.ofLiteral(address), 53);
  }

  @Test
  void shouldReadResolversAndSuffixesWhenFileHasThem() {
    ResolverConfiguration configuration =
        ResolverConfiguration.parse(
            """
            # made by hand
            nameserver 192.0.2.53
            nameserver   2001:db8::53
            nameserver not-an-address
            nameserver
            search corp.test lab.test
            options edns0 ndots:2
            """);
    assertEquals(List.of(port53("192.0.2.53"), port53("2001:db8::53")), configuration.resolvers());
    assertEquals(
        List.of("shop.corp.test", "shop.lab.test", "shop"), configuration.candidates("shop"));
    assertEquals(
        List.of("a.b.shop", "a.b.shop.corp.test", "a.b.shop.lab.test"),
        configuration.candidates("a.b.shop"));
    assertEquals(List.of("shop"), configuration.candidates("shop."));
  }

  @Test
  void shouldSearchTheSameDomainsWhenTheyEndInADot() {
    ResolverConfiguration configuration = ResolverConfiguration.parse("search corp.test. .\n");
    assertEquals(List.of("shop.corp.test", "shop"), configuration.candidates("shop"));
  }

  @Test
  void shouldAskThisHostWhenFileNamesNobody() {
    ResolverConfiguration configuration = ResolverConfiguration.parse("\n");
    assertEquals(
        List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 53)),
        configuration.resolvers());
    assertEquals(List.of("shop"), configuration.candidates("shop"));
  }

  @Test
  void shouldFindAddressesWhenHostsFileHasTheName() {
    String hosts =
        """
        127.0.0.1 localhost
        ::1 localhost ip6-localhost   # both
        192.0.2.1 Shop shop.test # not hidden
        """;
    assertEquals(
        List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1")),
        HostsFile.addresses(hosts, "localhost"));
    assertEquals(
        List.of(InetAddress.ofLiteral("192.0.2.1")), HostsFile.addresses(hosts, "SHOP.test"));
    assertEquals(List.of(), HostsFile.addresses(hosts, "hidden"));
  }
}
