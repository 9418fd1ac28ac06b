package io.netsonde.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResponseHeadsTest {
  private static final String HINTS = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 103 is in the body\r\n\r\n";

  private static ResponseHeads after(String text) {
    ResponseHeads heads = new ResponseHeads();
    accept(heads, text);
    return heads;
  }

  private static void accept(ResponseHeads heads, String text) {
    byte[] bytes = ("##" + text).getBytes(StandardCharsets.ISO_8859_1);
    heads.accept(bytes, 2, bytes.length - 2);
  }

  @Test
  void shouldHaveBegunWithTheFirstByteWhenResponseCounts() {
    assertFalse(after("").hasBegun());
    assertTrue(after("H").hasBegun());
    assertTrue(after(OK).hasBegun());
    assertEquals(0, after(OK).passed());
  }

  @Test
  void shouldBeginAnewWhenInformationalResponseEnds() {
    ResponseHeads heads = after(HINTS.substring(0, HINTS.length() - 1));
    assertFalse(heads.hasBegun());
    accept(heads, "\n");
    assertFalse(heads.hasBegun());
    assertEquals(1, heads.passed());
    accept(heads, HINTS + "H");
    assertTrue(heads.hasBegun());
    assertEquals(2, heads.passed());
  }

  @Test
  void shouldTellTheSameWhenBytesComeOneByOne() {
    String text = HINTS + HINTS.replace("\r", "") + OK;
    ResponseHeads heads = new ResponseHeads();
    for (int i = 0; i < text.length(); i++) {
      accept(heads, text.substring(i, i + 1));
    }
    assertTrue(heads.hasBegun());
    assertEquals(2, heads.passed());
    assertFalse(heads.isGarbage());
  }

  @Test
  void shouldTakeSwitchOfProtocolsForTheResponse() {
    assertTrue(after("HTTP/1.1 101 Switching Protocols\r\n\r\n").hasBegun());
  }

  @Test
  void shouldKnowGarbageWhenBeginningIsNone() {
    assertTrue(after("SSH-2.0-OpenSSH_9.9\r\n").isGarbage());
    assertTrue(after(HINTS + "\0").isGarbage());
    assertFalse(after("HTT").isGarbage());
    assertFalse(after("").isGarbage());
  }
}
