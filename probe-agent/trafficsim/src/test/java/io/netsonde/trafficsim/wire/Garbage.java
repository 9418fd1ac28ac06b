package io.netsonde.trafficsim.wire;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Datagrams that nobody should send: noise, damaged packets, and packets of odd make. */
public final class Garbage {
  private static final int LONGEST = 400;
  private static final List<PacketType> TYPES = List.of(PacketType.values());

  private final RandomGenerator random;

  public Garbage(RandomGenerator random) {
    this.random = random;
  }

  /** Any of what is below. */
  public byte[] any() {
    return switch (random.nextInt(4)) {
      case 0 -> noise();
      case 1 -> skeleton();
      case 2 -> fields();
      default -> mutate(skeleton());
    };
  }

  /** Random bytes. */
  public byte[] noise() {
    byte[] bytes = new byte[random.nextInt(LONGEST)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** A canonical packet, all of it random, with small numbers where they matter. */
  public byte[] skeleton() {
    Packet packet = new Packet();
    packet.type = TYPES.get(1 + random.nextInt(6));
    packet.inReplyTo =
        random.nextInt(4) == 0 ? TYPES.get(random.nextInt(7)) : PacketType.UNSPECIFIED;
    packet.sourceAgent = random.nextInt(10);
    packet.targetAgent = random.nextInt(4) == 0 ? random.nextInt() : 100 * random.nextInt(2);
    packet.session = random.nextInt(100);
    packet.cookie = random.nextInt(3) == 0 ? random.nextLong() : 0;
    packet.sequence = random.nextInt();
    packet.window = random.nextInt();
    packet.sent = random.nextLong();
    if (packet.type == PacketType.REPORT && random.nextInt(8) != 0) {
      packet.report = question();
    }
    if (packet.type == PacketType.PING && random.nextInt(4) == 0) {
      packet.traceBack = Packets.request(random).encode();
    }
    int least = PacketCodec.minimalLength(packet, false);
    int padding = random.nextInt(300);
    return Packets.encode(packet, padding < 5 ? least : least + padding, null);
  }

  /** A question for a report, mostly not a sensible one. */
  public java.nio.ByteBuffer question() {
    return ReportPage.request(number(), number(), number()).encodeRequest();
  }

  private int number() {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt();
      case 1 -> random.nextInt(100);
      case 2 -> random.nextInt(70_000);
      default -> new int[] {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}[random.nextInt(5)];
    };
  }

  /** Bits flipped, bytes set, cut short, grown, a part doubled or moved. */
  public byte[] mutate(byte[] valid) {
    byte[] bytes = valid.clone();
    for (int times = 1 + random.nextInt(4); times > 0 && bytes.length > 0; times--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(6)) {
        case 0, 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes[at] = (byte) random.nextInt();
        case 3 -> bytes = Arrays.copyOf(bytes, at);
        case 4 -> bytes = Arrays.copyOf(bytes, bytes.length + random.nextInt(30));
        default -> {
          int length = random.nextInt(bytes.length - at + 1);
          System.arraycopy(bytes, at, bytes, random.nextInt(bytes.length - length + 1), length);
        }
      }
    }
    return bytes;
  }

  /** Fields of any number and wire type, some of them with the values of a packet. */
  public byte[] fields() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = random.nextInt(25); i > 0; i--) {
      int field = random.nextInt(12) == 0 ? random.nextInt(1 << 20) : 1 + random.nextInt(20);
      int wireType = random.nextInt(6) == 0 ? random.nextInt(8) : usual(field);
      varint(out, (long) field << 3 | wireType);
      switch (wireType) {
        case 0 -> varint(out, random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(8));
        case 1 -> fixed(out, 8);
        case 2 -> bytes(out);
        case 5 -> fixed(out, 4);
        default -> {
          // The beginning or end of a group, or no type at all.
        }
      }
    }
    return out.toByteArray();
  }

  private static int usual(int field) {
    return switch (field) {
      case 1, 2, 3 -> 0;
      case 4, 5, 8, 9, 15, 16 -> 5;
      case 17, 18, 19, 20 -> 2;
      default -> 1;
    };
  }

  private void fixed(ByteArrayOutputStream out, int length) {
    for (int i = 0; i < length; i++) {
      out.write(random.nextInt(3) == 0 ? random.nextInt() : 0);
    }
  }

  private void bytes(ByteArrayOutputStream out) {
    byte[] value = new byte[random.nextInt(40)];
    random.nextBytes(value);
    varint(out, random.nextInt(10) == 0 ? random.nextLong() : value.length);
    out.writeBytes(value);
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long left = value;
    for (; left >>> 7 != 0; left >>>= 7) {
      out.write((int) (left & 0x7f) | 0x80);
    }
    out.write((int) left);
  }
}
