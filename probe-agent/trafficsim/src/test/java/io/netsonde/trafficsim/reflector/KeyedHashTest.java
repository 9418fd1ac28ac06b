package io.netsonde.trafficsim.reflector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class KeyedHashTest {
  /**
   * Row 16 of vectors_sip64 in the authors' reference implementation: key and message 0, 1, 2...
   */
  @Test
  void shouldBeSipHashWhenComparedWithTheAuthorsVector() {
    KeyedHash hash = new KeyedHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);
    assertEquals(0x3f2acc7f57c29bdbL, hash.hash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L));
  }
}
