package io.netsonde.traceroute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.trace.MplsLabel;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class IcmpExtensionsTest {
  /**
   * Built by hand from the figures of RFC 4884, section 7, RFC 4950, section 3, and RFC 3032,
   * section 2.1: labels 24,015 (TC 5, TTL 1) and 16 (bottom of the stack, TTL 2).
   */
  private static final String TWO_LABELS = "2000" + "de11" + "000c0101" + "05dcfa01" + "00010102";

  private static ByteBuffer bytes(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
  }

  @Test
  void shouldReadTheLabelStack() {
    List<MplsLabel> stack =
        List.of(new MplsLabel(24_015, 5, false, 1), new MplsLabel(16, 0, true, 2));
    assertEquals(stack, IcmpExtensions.labels(bytes(TWO_LABELS)));
    // Without a checksum, which is allowed, and behind an object of another class.
    assertEquals(
        List.of(new MplsLabel(16, 0, true, 2)),
        IcmpExtensions.labels(bytes("20000000" + "00080201aabbccdd" + "0008010100010102")));
  }

  @Test
  void shouldReadNothingWhenItIsDamaged() {
    String damaged = TWO_LABELS.replace("05dcfa01", "05dcfa02");
    assertEquals(List.of(), IcmpExtensions.labels(bytes(damaged)));
    assertEquals(List.of(), IcmpExtensions.labels(bytes("30000000" + "0008010100010102")));
    assertEquals(List.of(), IcmpExtensions.labels(bytes("20000000" + "0003010100010102")));
    assertEquals(List.of(), IcmpExtensions.labels(bytes("20000000" + "00ff010100010102")));
    assertEquals(List.of(), IcmpExtensions.labels(bytes("200000")));
    assertEquals(List.of(), IcmpExtensions.labels(ByteBuffer.allocate(0)));
  }

  @Test
  void shouldFindTheStructureBehind128BytesWhenTheRouterDoesNotSayWhere() {
    byte[] structure = HexFormat.of().parseHex(TWO_LABELS);
    ByteBuffer quote = ByteBuffer.allocate(100 + structure.length);
    quote.put(100, structure);
    assertEquals(2, IcmpExtensions.labelsBehind(quote, 28).size());
    assertEquals(List.of(), IcmpExtensions.labelsBehind(quote, 20));
    assertEquals(List.of(), IcmpExtensions.labelsBehind(quote.limit(100), 28));
  }

  @Test
  void shouldTakeAnythingWithoutFailing() {
    byte[] sound = HexFormat.of().parseHex(TWO_LABELS);
    for (int seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      byte[] garbage;
      if (random.nextBoolean()) {
        garbage = new byte[random.nextInt(200)];
        random.nextBytes(garbage);
      } else {
        garbage = java.util.Arrays.copyOf(sound, random.nextInt(sound.length * 2));
        for (int i = 0; garbage.length > 0 && i < random.nextInt(4); i++) {
          garbage[random.nextInt(garbage.length)] = (byte) random.nextInt();
        }
      }
      if (garbage.length > 3) {
        garbage[0] = 0x20;
        garbage[2] = 0;
        garbage[3] = 0;
      }
      List<MplsLabel> labels = IcmpExtensions.labels(ByteBuffer.wrap(garbage));
      assertTrue(labels.size() <= 16, "seed " + seed);
      for (MplsLabel label : labels) {
        assertTrue(label.label() < 1 << 20 && label.ttl() < 256, "seed " + seed);
      }
    }
  }
}
