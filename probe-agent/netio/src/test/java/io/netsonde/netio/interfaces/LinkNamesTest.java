package io.netsonde.netio.interfaces;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkNamesTest {
  @ParameterizedTest
  @CsvSource({
    "eth0,WIRED",
    "en0,WIRED",
    "enp3s0,WIRED",
    "ethernet_32768,WIRED",
    "bond0,WIRED",
    "wlan0,WIRELESS",
    "wlp2s0,WIRELESS",
    "wifi0,WIRELESS",
    "wireless_32768,WIRELESS",
    "wwan0,MOBILE",
    "wwp0s20,MOBILE",
    "docker0,VIRTUAL",
    "veth12ab,VIRTUAL",
    "vEthernet,VIRTUAL",
    "vmnet8,VIRTUAL",
    "virbr0,VIRTUAL",
    "br-3f2a,VIRTUAL",
    "tun0,TUNNEL",
    "tap3,TUNNEL",
    "utun4,TUNNEL",
    "wg0,TUNNEL",
    "lo,LOOPBACK",
    "lo0,LOOPBACK",
    "lowpan0,OTHER",
    "xyz,OTHER"
  })
  void shouldKnowTheKindByTheName(String name, LinkKind kind) {
    assertEquals(kind, LinkNames.kind(name));
  }
}
