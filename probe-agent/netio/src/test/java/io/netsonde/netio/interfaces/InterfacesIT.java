package io.netsonde.netio.interfaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.testkit.hosts.Host;
import io.netsonde.testkit.hosts.JavaProgram;
import io.netsonde.testkit.hosts.ParallelCables;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the kernel says of a host with two cables, while one of them is torn out. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InterfacesIT {
  private ParallelCables cables;
  private @Nullable Process program;

  @BeforeEach
  void build() {
    cables = ParallelCables.create(2);
    cables.routeByMetric();
  }

  @AfterEach
  void tearDown() throws InterruptedException {
    if (program != null) {
      program.destroyForcibly();
      assertTrue(program.waitFor(20, TimeUnit.SECONDS));
    }
    cables.close();
  }

  private BufferedReader watch(String target) throws IOException {
    List<String> watching = JavaProgram.command(WatchingProgram.class, target);
    List<String> command = cables.left().command(watching.toArray(String[]::new));
    Process started = new ProcessBuilder(command).redirectErrorStream(true).start();
    program = started;
    return started.inputReader(StandardCharsets.UTF_8);
  }

  @Test
  void shouldFindBothCablesAndFailOverWhenAnAddressGoesAndThenALink() throws IOException {
    BufferedReader lines = watch(cables.right().ipv4());
    assertEquals("candidates eth0 wired 10.78.0.1 routed eth1 wired 10.78.1.1", lines.readLine());
    assertEquals("chosen eth0 wired 10.78.0.1", lines.readLine());
    cables.left(0).addresses(false);
    assertEquals("eth1 wired 10.78.1.1: eth0 has lost the address 10.78.0.1", lines.readLine());
    cables.left(0).addresses(true);
    cables.left().run("ip", "route", "add", cables.right().ipv4(), "via", "10.78.0.2");
    // The other end is switched off: the routes stay.
    cables.right(1).cable(false);
    assertEquals("eth0 wired 10.78.0.1: the link of eth1 is down", lines.readLine());
    cables.right(1).cable(true);
    cables.left().run("ip", "route", "delete", cables.right().ipv4(), "via", "10.78.0.2");
    assertEquals("eth1 wired 10.78.1.1: eth0 has no route to 10.79.0.2 any more", lines.readLine());
  }

  @Test
  void shouldFindBothCablesAndFailOverWhenALinkGoesOverIpv6() throws IOException {
    BufferedReader lines = watch(cables.right().ipv6());
    assertEquals(
        "candidates eth0 wired fd78:0:0:0:0:0:0:1 routed eth1 wired fd78:1:0:0:0:0:0:1",
        lines.readLine());
    assertEquals("chosen eth0 wired fd78:0:0:0:0:0:0:1", lines.readLine());
    cables.left(0).cable(false);
    assertEquals("eth1 wired fd78:1:0:0:0:0:0:1: the link of eth0 is down", lines.readLine());
    cables.left().run("ip", "link", "delete", "eth1");
    assertEquals("none: eth1 is gone", lines.readLine());
  }

  @Test
  void shouldFindNoInterfaceWhenTheTargetIsANeighbourOnAnotherCable() throws IOException {
    // Linux would send to any address by any interface that it is told to use.
    Host end = cables.right(1);
    BufferedReader lines = watch(end.ipv4());
    assertEquals("candidates eth1 wired 10.78.1.1 routed", lines.readLine());
  }

  @Test
  void shouldUseTheLoopbackWhenTheTargetIsThisHost() throws IOException {
    BufferedReader lines = watch(cables.left(1).ipv4());
    assertEquals("candidates lo loopback 10.78.1.1 routed", lines.readLine());
    assertEquals("chosen lo loopback 10.78.1.1", lines.readLine());
  }
}
