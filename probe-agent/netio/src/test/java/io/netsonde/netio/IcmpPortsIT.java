package io.netsonde.netio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netsonde.testkit.Require;
import io.netsonde.testkit.hosts.JavaProgram;
import io.netsonde.testkit.hosts.TwoHosts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Echoes between two hosts, as the system lets this process send them. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class IcmpPortsIT {
  private TwoHosts hosts;

  @BeforeEach
  void build() {
    hosts = TwoHosts.create();
  }

  @AfterEach
  void tearDown() {
    hosts.close();
  }

  /** Lets the groups from 0 on have ICMP datagram sockets, or nobody. */
  private void letGroupsPing(boolean allowed) {
    String range = allowed ? "0 2147483647" : "1 0";
    hosts.left().run("sh", "-c", "echo '" + range + "' > /proc/sys/net/ipv4/ping_group_range");
  }

  private List<String> echo(boolean privileged, String target) throws Exception {
    List<String> before = new ArrayList<>();
    if (!privileged) {
      String setpriv = Require.program("setpriv", "the package util-linux").toString();
      before.addAll(List.of(setpriv, "--inh-caps=-net_raw", "--bounding-set=-net_raw"));
    }
    return JavaProgram.lines(hosts.left(), before, EchoingProgram.class, target);
  }

  private static List<String> replies(String by, String from) {
    return List.of(
        "by " + by,
        "reply 0 from " + from + " stamped",
        "reply 1 from " + from + " stamped",
        "reply 2 from " + from + " stamped");
  }

  @ParameterizedTest
  @CsvSource({"10.77.0.2, 10.77.0.2", "fd77::2, fd77:0:0:0:0:0:0:2"})
  void shouldNeedNoPrivilegeWhenTheKernelLetsTheGroupPing(String target, String from)
      throws Exception {
    letGroupsPing(true);
    assertEquals(replies("icmp", from), echo(false, target));
  }

  @ParameterizedTest
  @CsvSource({"10.77.0.2, 10.77.0.2", "fd77::2, fd77:0:0:0:0:0:0:2"})
  void shouldUseARawSocketWhenOnlyTheCapabilityIsThere(String target, String from)
      throws Exception {
    letGroupsPing(false);
    assertEquals(replies("raw icmp", from), echo(true, target));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.77.0.2", "fd77::2"})
  void shouldNameTheSettingAndTheCapabilityWhenNeitherIsThere(String target) throws Exception {
    letGroupsPing(false);
    assertEquals(List.of("cannot send ICMP echoes: " + IcmpPorts.ADVICE), echo(false, target));
  }
}
