package io.netsonde.netio.interfaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinuxLinksTest {
  private static final int INDEX = 7;

  @TempDir Path root;

  /** An interface of that type, with these further files and folders, as in {@code a=text b/}. */
  private void link(String name, int type, String... entries) throws IOException {
    Path folder = Files.createDirectory(root.resolve(name));
    Files.writeString(folder.resolve("ifindex"), INDEX + "\n");
    Files.writeString(folder.resolve("type"), type + "\n");
    Files.writeString(folder.resolve("operstate"), "up\n");
    for (String entry : entries) {
      String[] parts = entry.split("=", 2);
      if (parts.length == 2) {
        Files.writeString(folder.resolve(parts[0]), parts[1] + "\n");
      } else {
        Files.createDirectories(folder.resolve(entry));
      }
    }
  }

  private LinuxLinks links() {
    return new LinuxLinks(new SysClassNet(root));
  }

  private LinkKind kind(String name) {
    return links().kind(name, INDEX);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          lan0       | 1     | device/              | WIRED
          ib0        | 32    | device/              | WIRED
          lan0       | 1     | wireless/ device/    | WIRELESS
          enx0       | 1     | phy80211/            | WIRELESS
          eth5       | 1     | uevent=DEVTYPE=wlan  | WIRELESS
          usb0       | 65534 | uevent=DEVTYPE=wwan  | MOBILE
          office     | 65534 | uevent=DEVTYPE=wireguard | TUNNEL
          office     | 65534 | tun_flags=0x1001     | TUNNEL
          eth9       | 1     | tun_flags=0x1002     | TUNNEL
          six        | 776   | ''                   | TUNNEL
          gre0       | 778   | ''                   | TUNNEL
          eth4       | 1     | uevent=DEVTYPE=vxlan | TUNNEL
          eth0       | 1     | ''                   | WIRED
          ens3       | 1     | ''                   | WIRED
          eth0       | 1     | brport/              | VIRTUAL
          veth12ab   | 1     | brport/              | VIRTUAL
          cali12     | 1     | ''                   | VIRTUAL
          dummy0     | 1     | ''                   | VIRTUAL
          docker0    | 1     | uevent=DEVTYPE=bridge brif/veth1/ | VIRTUAL
          uplink     | 1     | uevent=DEVTYPE=bond  | WIRED
          any        | 772   | ''                   | LOOPBACK
          ppp0       | 512   | ''                   | OTHER
          """)
  void shouldKnowTheKindWhenTheKernelTells(String name, int type, String entries, LinkKind kind)
      throws IOException {
    link(name, type, entries.isEmpty() ? new String[0] : entries.split(" "));
    assertEquals(kind, kind(name));
  }

  @Test
  void shouldBeAsWhatItIsStackedUponWhenThatIsInSight() throws IOException {
    link("lan", 1, "device/");
    link("air", 1, "wireless/");
    link("lan.7", 1, "uevent=DEVTYPE=vlan", "lower_lan/");
    link("air.7", 1, "uevent=DEVTYPE=vlan", "lower_air/");
    link("stacked", 1, "uevent=DEVTYPE=vlan", "lower_lan.7/");
    link("legacy", 1, "lower_lan/");
    link("eth3", 1, "uevent=DEVTYPE=macvlan");
    assertEquals(LinkKind.WIRED, kind("lan.7"));
    assertEquals(LinkKind.WIRELESS, kind("air.7"));
    assertEquals(LinkKind.WIRED, kind("stacked"));
    assertEquals(LinkKind.WIRED, kind("legacy"));
    assertEquals(LinkKind.WIRED, kind("eth3"));
  }

  @Test
  void shouldBeWiredWhenABridgeHasACable() throws IOException {
    link("lan", 1, "device/", "brport/");
    link("eth7", 1, "brport/");
    link("br0", 1, "uevent=DEVTYPE=bridge", "brif/lan/", "brif/eth7/");
    link("br1", 1, "uevent=DEVTYPE=bridge", "brif/eth7/");
    assertEquals(LinkKind.WIRED, kind("br0"));
    assertEquals(LinkKind.VIRTUAL, kind("br1"));
  }

  @Test
  void shouldEndWhenInterfacesAreStackedInACircle() throws IOException {
    link("wlan0", 1, "uevent=DEVTYPE=vlan", "lower_b/");
    link("b", 1, "uevent=DEVTYPE=vlan", "lower_wlan0/");
    assertEquals(LinkKind.WIRELESS, kind("wlan0"));
  }

  @Test
  void shouldGoByTheNameWhenTheTreeIsOfAnotherNetwork() throws IOException {
    link("tun0", 1, "device/");
    assertEquals(LinkKind.WIRED, kind("tun0"));
    assertEquals(LinkKind.TUNNEL, links().kind("tun0", INDEX + 1));
    assertEquals(LinkKind.WIRED, links().kind("eth0", INDEX));
    assertFalse(links().isRunning("tun0", INDEX + 1));
  }

  @ParameterizedTest
  @CsvSource({"up,0x1003,true", "down,0x1003,false", "unknown,0x1003,true", "unknown,0x1002,false"})
  void shouldBeRunningWhenItsStateSaysSo(String state, String flags, boolean running)
      throws IOException {
    link("lan", 1, "flags=" + flags);
    Files.writeString(root.resolve("lan").resolve("operstate"), state + "\n");
    assertEquals(running, links().isRunning("lan", INDEX));
    assertTrue(new SysClassNet(root).knows("lan", INDEX));
  }
}
