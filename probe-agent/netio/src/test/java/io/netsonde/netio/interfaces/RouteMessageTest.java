package io.netsonde.netio.interfaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteMessageTest {
  private static final int UNICAST = 1;
  private static final int LOCAL = 2;

  private static ByteBuffer answer(int type, int routeType, String... attributes) {
    ByteBuffer out = ByteBuffer.allocate(512).order(ByteOrder.nativeOrder());
    out.putInt(0).putShort((short) type).putShort((short) 0).putInt(1).putInt(0);
    out.put((byte) 2).put((byte) 24).put(new byte[5]).put((byte) routeType).putInt(0);
    for (String attribute : attributes) {
      String[] parts = attribute.split(":", 2);
      byte[] value = HexFormat.of().parseHex(parts[1]);
      out.putShort((short) (4 + value.length)).putShort(Short.parseShort(parts[0])).put(value);
      out.position((out.position() + 3) & ~3);
    }
    return out.putInt(0, out.position()).flip();
  }

  /** An index as the attribute's value. */
  private static String index(int index) {
    byte[] bytes = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(index).array();
    return "4:" + HexFormat.of().formatHex(bytes);
  }

  private static InetAddress address(String text) {
    return InetAddress.ofLiteral(text);
  }

  @Test
  void shouldAskAsTheKernelReads() {
    ByteBuffer request = RouteMessage.request(address("192.0.2.1"), 7, true);
    assertEquals(44, request.remaining());
    assertEquals(44, request.getInt(0));
    assertEquals(26, request.getShort(4));
    assertEquals(1, request.getShort(6));
    byte[] family = new byte[2];
    request.get(16, family);
    assertEquals("0220", HexFormat.of().formatHex(family));
    assertEquals(0x2000, request.getInt(24));
    byte[] destination = new byte[4];
    request.get(32, destination);
    assertEquals("c0000201", HexFormat.of().formatHex(destination));
    assertEquals(4, request.getShort(38));
    assertEquals(7, request.getInt(40));

    ByteBuffer any = RouteMessage.request(address("2001:db8::1"), 0, false);
    assertEquals(48, any.remaining());
    any.get(16, family);
    assertEquals("0a80", HexFormat.of().formatHex(family));
    assertEquals(0, any.getInt(24));
  }

  @Test
  void shouldFindSourceAndInterfaceAmongOtherAttributes() throws IOException {
    ByteBuffer answer =
        answer(24, UNICAST, "15:fe000000", "5:0a", index(3), "7:0a4e0101", "12:" + "00".repeat(32));
    assertEquals(OptionalInt.of(24), RouteMessage.prefix(answer));
    assertEquals(
        Optional.of(new Route(false, 3, address("10.78.1.1"))), RouteMessage.route(answer));
  }

  @Test
  void shouldSayThatTheTargetIsThisHost() throws IOException {
    Optional<Route> route = RouteMessage.route(answer(24, LOCAL, index(1), "7:7f000001"));
    assertEquals(Optional.of(new Route(true, 1, address("127.0.0.1"))), route);
  }

  @Test
  void shouldNameTheZoneWhenTheSourceIsLinkLocal() throws IOException {
    String local = "7:fe80" + "00".repeat(13) + "01";
    Route route = RouteMessage.route(answer(24, UNICAST, local, index(5))).orElseThrow();
    assertEquals("fe80:0:0:0:0:0:0:1%5", route.source().getHostAddress());
  }

  @Test
  void shouldBeNoRouteWhenItIsAnErrorOrLacksTheSource() throws IOException {
    assertEquals(OptionalInt.empty(), RouteMessage.prefix(answer(2, 0)));
    assertEquals(Optional.empty(), RouteMessage.route(answer(2, 0)));
    assertEquals(Optional.empty(), RouteMessage.route(answer(24, UNICAST, index(3))));
    assertEquals(Optional.empty(), RouteMessage.route(answer(24, UNICAST, "7:0a4e0101")));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 15, 20, 35, 41})
  void shouldRefuseWhatIsCutShort(int length) {
    ByteBuffer answer = answer(24, UNICAST, index(3), "7:0a4e0101");
    answer.limit(length);
    assertThrows(IOException.class, () -> RouteMessage.route(answer));
  }

  @Test
  void shouldRefuseAnotherMessageAndAnAttributeWithoutLength() {
    assertThrows(IOException.class, () -> RouteMessage.prefix(answer(3, 0)));
    ByteBuffer answer = answer(24, UNICAST, index(3)).putShort(28, (short) 0);
    assertThrows(IOException.class, () -> RouteMessage.route(answer));
  }
}
