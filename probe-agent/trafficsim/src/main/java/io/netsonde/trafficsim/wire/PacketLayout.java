package io.netsonde.trafficsim.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Where the fields of a canonical packet stand. Each is a protobuf tag (t; two bytes from field 16
 * on) and a value of fixed width; all numbers are little-endian. Offsets below name the value.
 *
 * <pre>{@code
 *  0        2         4            6               11              16
 * +-+------+-+-------+-+----------+-+-------------+-+-------------+
 * |t| type |t|version|t|in reply  |t| source agent|t| target agent|
 * |1|  1   |1|   1   |1| to    1  |1|      4      |1|      4      |
 * +-+------+-+-------+-+----------+-+-------------+-+-------------+
 *  16                     25                     34         39         44
 * +-+--------------------+-+--------------------+-+--------+-+--------+
 * |t|      session       |t|       cookie       |t|sequence|t| window |
 * |1|         8          |1|         8          |1|   4    |1|   4    |
 * +-+--------------------+-+--------------------+-+--------+-+--------+
 *  44                     53                     62                     71
 * +-+--------------------+-+--------------------+-+--------------------+
 * |t|      sent (T1)     |t|    received (T2)   |t|     replied (T3)   |
 * |1|         8          |1|         8          |1|         8          |
 * +-+--------------------+-+--------------------+-+--------------------+
 *  71                     80                     89               94                100
 * +-+--------------------+-+--------------------+-+--------------+--+-------------+
 * |t|        boot        |t|        clock       |t|received count|t | replied count|
 * |1|         8          |1|         8          |1|      4       |2 |      4       |
 * +-+--------------------+-+--------------------+-+--------------+--+-------------+
 *  100, each where present and in this order
 * +--+---------+--------+  +--+---------+------------+
 * |t | length  | report |  |t | length  | trace back |
 * |2 | 1 to 3  |        |  |2 | 1 to 3  |            |
 * +--+---------+--------+  +--+---------+------------+
 * +--+----------+---------+  +--+------+-----+
 * |t |  length  | padding |  |t |length| mac |
 * |2 | always 3 |  zeros  |  |2 | 1: 16| 16  |
 * +--+----------+---------+  +--+------+-----+
 * }</pre>
 *
 * <p>The padding's length takes three bytes even where fewer would do (protobuf allows that): so
 * every total from {@link PacketCodec#PADDING_OVERHEAD} above the minimum on can be reached.
 */
final class PacketLayout {
  private PacketLayout() {}

  static final int VERSION = 1;

  static final int TYPE_TAG = 0;
  static final int TYPE = 1;
  static final int VERSION_TAG = 2;
  static final int VERSION_VALUE = 3;
  static final int IN_REPLY_TO_TAG = 4;
  static final int IN_REPLY_TO = 5;
  static final int SOURCE_AGENT_TAG = 6;
  static final int SOURCE_AGENT = 7;
  static final int TARGET_AGENT_TAG = 11;
  static final int TARGET_AGENT = 12;
  static final int SESSION_TAG = 16;
  static final int SESSION = 17;
  static final int COOKIE_TAG = 25;
  static final int COOKIE = 26;
  static final int SEQUENCE_TAG = 34;
  static final int SEQUENCE = 35;
  static final int WINDOW_TAG = 39;
  static final int WINDOW = 40;
  static final int SENT_TAG = 44;
  static final int SENT = 45;
  static final int RECEIVED_TAG = 53;
  static final int RECEIVED = 54;
  static final int REPLIED_TAG = 62;
  static final int REPLIED = 63;
  static final int BOOT_TAG = 71;
  static final int BOOT = 72;
  static final int CLOCK_TAG = 80;
  static final int CLOCK = 81;
  static final int RECEIVED_COUNT_TAG = 89;
  static final int RECEIVED_COUNT = 90;
  static final int REPLIED_COUNT_TAG = 94;
  static final int REPLIED_COUNT = 96;

  /** End of the fixed part. */
  static final int FIXED_LENGTH = 100;

  /** Bytes of the mac itself, at the end of its field. */
  static final int MAC_LENGTH = 16;

  /** Tag, tag, length. */
  static final int MAC_PREFIX = 3;

  private static final int WIRE_VARINT = 0;
  private static final int WIRE_FIXED64 = 1;
  private static final int WIRE_BYTES = 2;
  private static final int WIRE_FIXED32 = 5;

  /** The tag byte of a field below 16 whose value is a varint. */
  static byte varint(int field) {
    return (byte) ((field << 3) | WIRE_VARINT);
  }

  static byte fixed32(int field) {
    return (byte) ((field << 3) | WIRE_FIXED32);
  }

  static byte fixed64(int field) {
    return (byte) ((field << 3) | WIRE_FIXED64);
  }

  /** The two tag bytes of field 16, as a little-endian short. */
  static final short REPLIED_COUNT_TAGS = twoBytes(16, WIRE_FIXED32);

  static final short REPORT_TAGS = twoBytes(17, WIRE_BYTES);
  static final short PADDING_TAGS = twoBytes(18, WIRE_BYTES);
  static final short MAC_TAGS = twoBytes(19, WIRE_BYTES);
  static final short TRACE_BACK_TAGS = twoBytes(20, WIRE_BYTES);

  private static short twoBytes(int field, int wireType) {
    int tag = (field << 3) | wireType;
    return (short) ((tag & 0x7f) | 0x80 | ((tag >> 7) << 8));
  }

  // Views instead of ByteBuffer.order(): a caller's buffer keeps its order, and none is allocated.
  private static final VarHandle SHORT = view(short[].class);
  private static final VarHandle INT = view(int[].class);
  private static final VarHandle LONG = view(long[].class);

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteBufferViewVarHandle(array, ByteOrder.LITTLE_ENDIAN)
        .withInvokeExactBehavior();
  }

  static short getShort(ByteBuffer buffer, int at) {
    return (short) SHORT.get(buffer, at);
  }

  static int getInt(ByteBuffer buffer, int at) {
    return (int) INT.get(buffer, at);
  }

  static long getLong(ByteBuffer buffer, int at) {
    return (long) LONG.get(buffer, at);
  }

  static void putShort(ByteBuffer buffer, int at, short value) {
    SHORT.set(buffer, at, value);
  }

  static void putInt(ByteBuffer buffer, int at, int value) {
    INT.set(buffer, at, value);
  }

  static void putLong(ByteBuffer buffer, int at, long value) {
    LONG.set(buffer, at, value);
  }

  /** Whether a mac field's tag and length stand at {@code at}, where 19 bytes are left. */
  static boolean isMacField(ByteBuffer buffer, int at) {
    return getShort(buffer, at) == MAC_TAGS && buffer.get(at + 2) == MAC_LENGTH;
  }
}
