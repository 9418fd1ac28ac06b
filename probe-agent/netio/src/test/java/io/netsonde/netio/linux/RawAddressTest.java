package io.netsonde.netio.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawAddressTest {
  private final MemorySegment memory = Arena.ofAuto().allocate(RawAddress.BYTES * 2, 8);

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, false, 16, 02001388c00002010000000000000000",
    "192.0.2.1, true, 28, 0a0013880000000000000000000000000000ffffc000020100000000",
    "0.0.0.0, true, 28, 0a001388000000000000000000000000000000000000000000000000",
    "2001:db8::1, true, 28, 0a0013880000000020010db800000000000000000000000100000000",
    "2001:db8::1, false, 0, ''",
  })
  void shouldLayOutAddressesAsTheKernelDoes(String host, boolean ipv6, int length, String hex) {
    memory.fill((byte) 0x55);
    InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral(host), 5000);
    assertEquals(length, RawAddress.write(memory, RawAddress.BYTES, address, ipv6));
    byte[] written = new byte[length];
    MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, RawAddress.BYTES, written, 0, length);
    assertEquals(hex, HexFormat.of().formatHex(written));
    if (length > 0 && !address.getAddress().isAnyLocalAddress()) {
      assertEquals(address, RawAddress.read(memory, RawAddress.BYTES));
    }
  }

  @Test
  void shouldKeepTheScopeOfALinkLocalAddress() throws Exception {
    byte[] bytes = InetAddress.ofLiteral("fe80::1").getAddress();
    InetSocketAddress address =
        new InetSocketAddress(Inet6Address.getByAddress(null, bytes, 7), 65_535);
    assertEquals(28, RawAddress.write(memory, 0, address, true));
    InetSocketAddress read = RawAddress.read(memory, 0);
    assertEquals(address, read);
    Inet6Address host = (Inet6Address) Objects.requireNonNull(read).getAddress();
    assertEquals(7, host.getScopeId());
  }

  @Test
  void shouldKnowNoAddressOfAnotherFamily() {
    memory.fill((byte) 0);
    memory.set(ValueLayout.JAVA_SHORT, 0, (short) 1);
    assertNull(RawAddress.read(memory, 0));
  }

  @Test
  void shouldGiveTheSameObjectWhenAPeerIsHeardAgain() {
    PeerCache peers = new PeerCache();
    InetSocketAddress v4 = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 5000);
    InetSocketAddress v6 = new InetSocketAddress(InetAddress.ofLiteral("2001:db8::1"), 5000);
    for (InetSocketAddress address : new InetSocketAddress[] {v4, v6}) {
      RawAddress.write(memory, 0, address, address.equals(v6));
      InetSocketAddress first = peers.address(memory, 0);
      assertEquals(address, first);
      assertSame(first, peers.address(memory, 0));
    }
    // Many more peers than places: never another's address.
    for (int i = 0; i < 20_000; i++) {
      InetSocketAddress address = new InetSocketAddress(v4.getAddress(), 1 + i % 65_000);
      RawAddress.write(memory, 0, address, i % 2 == 0);
      assertEquals(address, peers.address(memory, 0));
    }
  }
}
