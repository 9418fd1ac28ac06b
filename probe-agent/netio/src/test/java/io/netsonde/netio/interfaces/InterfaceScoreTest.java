package io.netsonde.netio.interfaces;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterfaceScoreTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          eth0  | WIRED    | true  | 192.0.2.1   | eth1 | 35  | running +20, wired +15
          eth0  | WIRED    | true  | 192.0.2.1   | eth0 | 60  | running +20, wired +15, previously used +25
          eth0  | WIRED    | false | 10.0.0.1    |      | 25  | wired +15, private +10
          eth0  | WIRED    | true  | 192.168.1.9 |      | 50  | running +20, wired +15, private +10, home network +5
          wlan0 | WIRELESS | true  | 172.16.0.1  |      | 40  | running +20, wireless +10, private +10
          wlan0 | WIRELESS | true  | 172.32.0.1  |      | 30  | running +20, wireless +10
          ww0   | MOBILE   | true  | 192.169.0.1 |      | 20  | running +20
          veth1 | VIRTUAL  | true  | 172.31.0.1  |      | 10  | running +20, virtual -20, private +10
          tun0  | TUNNEL   | false | 192.0.2.1   |      | -15 | tunnel -15
          tun0  | TUNNEL   | true  | 10.8.0.2    | tun0 | 40  | running +20, tunnel -15, previously used +25, private +10
          eth0  | WIRED    | true  | fd00::1     |      | 45  | running +20, wired +15, private +10
          eth0  | WIRED    | true  | fc00::1     |      | 45  | running +20, wired +15, private +10
          eth0  | WIRED    | true  | fe80::1     |      | 35  | running +20, wired +15
          eth0  | WIRED    | true  | c0a8::1     |      | 35  | running +20, wired +15
          lo    | LOOPBACK | true  | 127.0.0.1   |      | 20  | running +20
          x     | OTHER    | false | 192.0.2.1   |      | 0   | ''
          """)
  void shouldSumItsPartsWhenScored(
      String name,
      LinkKind kind,
      boolean running,
      String address,
      @Nullable String previous,
      int total,
      String parts) {
    Candidate candidate =
        new Candidate(name, 1, running, kind, FakeNetwork.address(address), false);
    InterfaceScore score = InterfaceScore.of(candidate, previous);
    assertEquals(total, score.total());
    assertEquals(parts, score.toString());
  }
}
