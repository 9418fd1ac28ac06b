package io.netsonde.http.dns;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DnsAnswerTest {
  private static final DnsQuery QUERY = new DnsQuery(0x1234, "www.shop.test", RecordType.A);

  private static final String QUESTION = "03777777 0473686f70 0474657374 00 0001 0001";

  /** An alias (CNAME) to cdn.shop.test, and that one's address; RFC 1035, section 4.1.4. */
  private static final String ALIASED =
      "1234 8180 0001 0002 0000 0000"
          + QUESTION
          + "c00c 0005 0001 0000003c 0006 0363646e c010"
          + "c02b 0001 0001 0000003c 0004 c0000207";

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  private static Optional<DnsAnswer> read(String text) {
    byte[] bytes = hex(text);
    return DnsAnswer.read(bytes, bytes.length, QUERY);
  }

  @Test
  void shouldAskInTheWireFormWhenEncoded() {
    assertArrayEquals(
        hex("1234 0100 0001 0000 0000 0001" + QUESTION + "00 0029 04d0 0000 0000 0000"),
        QUERY.encode());
  }

  @Test
  void shouldFindAddressWhenNameIsAnAlias() {
    assertEquals(
        Optional.of(new DnsAnswer.Addresses(List.of(InetAddress.ofLiteral("192.0.2.7")))),
        read(ALIASED));
  }

  @Test
  void shouldTellFailuresApart() {
    assertEquals(
        Optional.of(new DnsAnswer.NoSuchName()), read("1234 8183 0001 0000 0000 0000" + QUESTION));
    assertEquals(
        Optional.of(new DnsAnswer.Failed("REFUSED")),
        read("1234 8185 0001 0000 0000 0000" + QUESTION));
    assertEquals(
        Optional.of(new DnsAnswer.Failed("FORMERR")), read("1234 8181 0000 0000 0000 0000"));
    assertEquals(
        Optional.of(new DnsAnswer.Truncated()), read("1234 8380 0001 0000 0000 0000" + QUESTION));
  }

  @Test
  void shouldIgnoreMessageWhenItAnswersAnotherQuestion() {
    assertEquals(Optional.empty(), read(ALIASED.replaceFirst("1234", "1235")));
    assertEquals(Optional.empty(), read(ALIASED.replaceFirst("777777", "777778")));
    assertEquals(Optional.empty(), read(ALIASED.replaceFirst("8180", "0180")));
    assertEquals(Optional.empty(), read(ALIASED.replaceFirst("0001 0001", "001c 0001")));
  }

  @Test
  void shouldNotCareForCaseWhenNamesAreCompared() {
    assertTrue(read(ALIASED.replaceFirst("777777", "575757")).isPresent());
  }

  @Test
  void shouldEndWhenPointersGoInCircles() {
    String circle = "1234 8180 0001 0001 0000 0000 c00c 0001 0001";
    assertEquals(Optional.empty(), read(circle));
  }

  @Test
  void shouldNeverThrowWhenMessagesAreMutated() {
    byte[] good = hex(ALIASED);
    for (int seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      byte[] bytes = good.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        bytes[2 + random.nextInt(bytes.length - 2)] = (byte) random.nextInt();
      }
      int length = random.nextInt(bytes.length + 1);
      Optional<DnsAnswer> answer = DnsAnswer.read(bytes, length, QUERY);
      if (answer.isPresent() && answer.get() instanceof DnsAnswer.Addresses found) {
        int seen = found.addresses().size();
        assertTrue(seen <= 2, () -> seen + " addresses from two records");
      }
    }
  }

  @Test
  void shouldKnowWhichNamesCanBeAskedFor() {
    assertTrue(DnsQuery.isAskable("a.b-c.test"));
    assertFalse(DnsQuery.isAskable(""));
    assertFalse(DnsQuery.isAskable("a..b"));
    assertFalse(DnsQuery.isAskable("x".repeat(64) + ".test"));
    assertFalse(DnsQuery.isAskable("a.".repeat(127) + "a"));
  }
}
