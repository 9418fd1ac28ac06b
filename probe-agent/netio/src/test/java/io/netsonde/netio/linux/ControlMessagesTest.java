package io.netsonde.netio.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ControlMessagesTest {
  private static final int ROOM = 256;

  private final MemorySegment memory = Arena.ofAuto().allocate(ROOM, 8);
  private final ControlMessages control = new ControlMessages();

  private void read(String... hex) {
    byte[] bytes = HexFormat.of().parseHex(String.join("", hex).replace(" ", ""));
    MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
    control.read(memory, 0, bytes.length);
  }

  @Test
  void shouldReadStampHopLimitClassAndDropsWhenADatagramComes() {
    // SCM_TIMESTAMPING: 1700000000 s, 123456789 ns, then two unused stamps.
    read(
        "4000000000000000 01000000 25000000",
        "00f1536500000000 15cd5b0700000000",
        "0000000000000000 0000000000000000 0000000000000000 0000000000000000",
        // IP_TOS: one byte, padded to 8; IP_TTL: an int; SO_RXQ_OVFL: an int.
        "1100000000000000 00000000 01000000 b800000000000000",
        "1400000000000000 00000000 02000000 3f00000000000000",
        "1400000000000000 01000000 28000000 0700000000000000");
    assertEquals(1_700_000_000_123_456_789L, control.stampNanos);
    assertEquals(63, control.hopLimit);
    assertEquals(0xb8, control.trafficClass);
    assertEquals(7, control.drops);
    assertFalse(control.isSendStamp);
  }

  @Test
  void shouldReadIpv6HeaderFieldsWhenADatagramComes() {
    read(
        "1400000000000000 29000000 34000000 4000000000000000",
        "1400000000000000 29000000 43000000 2e00000000000000");
    assertEquals(64, control.hopLimit);
    assertEquals(0x2e, control.trafficClass);
    assertEquals(0, control.stampNanos);
  }

  @Test
  void shouldReadTheKeyWhenASendStampComes() {
    for (String level : new String[] {"00000000 0b000000", "29000000 19000000"}) {
      read(
          "4000000000000000 01000000 25000000",
          "00f1536500000000 0100000000000000",
          "0000000000000000 0000000000000000 0000000000000000 0000000000000000",
          // sock_extended_err: ENOMSG, timestamping, sent, key ffffffff; then an empty address.
          "3000000000000000 " + level,
          "2a000000 04000000 00000000 ffffffff 00000000000000000000000000000000");
      assertTrue(control.isSendStamp);
      assertEquals(-1, control.key);
      assertEquals(1_700_000_000_000_000_001L, control.stampNanos);
    }
  }

  @Test
  void shouldTakeNoOtherErrorForASendStamp() {
    // An ICMP error: origin 2, errno 111.
    read("2000000000000000 00000000 0b000000", "6f000000 02030300 00000000 05000000");
    assertFalse(control.isSendStamp);
    // Scheduled (info 1), not sent.
    read("2000000000000000 00000000 0b000000", "2a000000 04000000 01000000 05000000");
    assertFalse(control.isSendStamp);
  }

  @Test
  void shouldReadTheErrorAndItsSenderWhenARouterLetsADatagramExpire() {
    // ICMP, type 11, code 0; extensions at 128; then 10.0.2.1.
    read(
        "3000000000000000 00000000 0b000000",
        "71000000 020b0000 00000000 80000000",
        "02000000 0a000201 0000000000000000");
    assertTrue(control.isIcmpError);
    assertFalse(control.isIcmp6);
    assertFalse(control.isSendStamp);
    assertEquals(11, control.errorType);
    assertEquals(0, control.errorCode);
    assertEquals(128, control.extensionsAt);
    assertEquals(
        new InetSocketAddress(InetAddress.ofLiteral("10.0.2.1"), 0),
        RawAddress.read(memory, control.offenderAt));
  }

  @Test
  void shouldReadTheMtuAndTheSenderWhenADatagramIsTooBigForIpv6() {
    // ICMPv6, type 2, code 0, MTU 1280; extensions with a wrong checksum; then fd00::1.
    read(
        "3c00000000000000 29000000 19000000",
        "5a000000 03020000 00050000 80000100",
        "0a000000 00000000 fd000000000000000000000000000001 00000000 00000000");
    assertTrue(control.isIcmpError);
    assertTrue(control.isIcmp6);
    assertEquals(2, control.errorType);
    assertEquals(1280, control.errorInfo);
    assertEquals(0, control.extensionsAt);
    assertEquals(
        new InetSocketAddress(InetAddress.ofLiteral("fd00::1"), 0),
        RawAddress.read(memory, control.offenderAt));
  }

  @Test
  void shouldPassOverAnErrorWhoseSenderIsNotSaid() {
    // Of local origin, then one of ICMP with an empty address, then one cut off in its address.
    read("3000000000000000 00000000 0b000000", "5a000000 01000000 dc050000 00000000".repeat(2));
    assertFalse(control.isIcmpError);
    read(
        "3000000000000000 00000000 0b000000",
        "71000000 020b0000 00000000 00000000",
        "00000000 00000000 0000000000000000");
    assertFalse(control.isIcmpError);
    read(
        "3000000000000000 29000000 19000000",
        "71000000 03030000 00000000 00000000",
        "0a000000 00000000 fd00000000000000");
    assertFalse(control.isIcmpError);
  }

  @Test
  void shouldWriteTheHopLimitAsTheKernelTakesIt() {
    for (boolean ipv6 : new boolean[] {false, true}) {
      long bytes = ControlMessages.writeHopLimit(memory, 0, 7, ipv6);
      assertEquals(24, bytes);
      control.read(memory, 0, bytes);
      assertEquals(7, control.hopLimit);
      assertEquals(ipv6 ? 41 : 0, memory.get(ValueLayout.JAVA_INT, 8));
    }
  }

  @Test
  void shouldKnowNothingWhenThereIsNothing() {
    read("2000000000000000 00000000 0b000000", "2a000000 04000000 00000000 05000000");
    control.read(memory, 0, 0);
    assertEquals(0, control.stampNanos);
    assertEquals(ControlMessages.UNKNOWN, control.hopLimit);
    assertEquals(ControlMessages.UNKNOWN, control.trafficClass);
    assertFalse(control.isSendStamp);
  }

  @Test
  void shouldStayWithinItsMemoryWhateverItIsGiven() {
    Random random = new Random(20261121);
    byte[] bytes = new byte[ROOM];
    int[] lengths = {0, 1, 15, 16, 17, 20, 24, 32, 48, 64, 255, 256, -1, Integer.MAX_VALUE};
    int errors = 0;
    for (int round = 0; round < 300_000; round++) {
      random.nextBytes(bytes);
      MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, ROOM);
      // Headers that are nearly right, so that what follows them is reached.
      int at = 0;
      while (at + 16 <= ROOM && random.nextInt(8) > 0) {
        int size = lengths[random.nextInt(lengths.length)];
        memory.set(ValueLayout.JAVA_LONG, at, size);
        memory.set(ValueLayout.JAVA_INT, at + 8, random.nextBoolean() ? random.nextInt(2) : 41);
        memory.set(ValueLayout.JAVA_INT, at + 12, random.nextInt(70));
        if (at + 34 <= ROOM && random.nextInt(4) == 0) {
          memory.set(ValueLayout.JAVA_INT, at + 12, random.nextBoolean() ? 11 : 25);
          memory.set(ValueLayout.JAVA_BYTE, at + 20, (byte) random.nextInt(5));
          memory.set(ValueLayout.JAVA_SHORT, at + 32, (short) (random.nextBoolean() ? 2 : 10));
        }
        at += Math.max(16, (Math.clamp(size, 0, ROOM) + 7) & ~7);
      }
      // The segment is bounds-checked: reading past its end would throw.
      int length = random.nextInt(ROOM + 1);
      control.read(memory, 0, length);
      if (control.isIcmpError) {
        errors++;
        RawAddress.read(memory.asSlice(0, length), control.offenderAt);
      }
    }
    assertTrue(errors > 1_000, errors + " errors");
  }
}
