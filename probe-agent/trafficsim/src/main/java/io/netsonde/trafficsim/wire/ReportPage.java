package io.netsonde.trafficsim.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.netsonde.proto.trafficsim.v1.Report;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The report of a cycle as one REPORT packet carries it: the question, or a page of the answer.
 * Numbers are those of the wire, unsigned; see packet.proto for each.
 *
 * @param first the cycle's first sequence, low 32 bits
 * @param count how many sequences the cycle has
 * @param offset the page's first sequence, relative to {@code first}
 * @param received unique packets of the cycle that arrived
 * @param replied how many of them were answered
 * @param duplicates extra copies
 * @param reordered packets that arrived reordered
 * @param firstSeen the session's first arrival, nanoseconds since the Unix epoch
 * @param lastSeen the session's latest arrival
 * @param jitter interarrival jitter, nanoseconds (RFC 3550)
 * @param trackedFrom the first sequence the session ever saw, low 32 bits
 * @param fates one {@link Fate} a sequence from {@code first + offset} on; read-only
 * @param clockErrorMicros how far the reflector's clock may have been from UTC, microseconds; 0
 *     where unknown
 * @param sendDelays four bytes a sequence as the fates: see {@link #sendDelayNanos}; read-only,
 *     empty where none is known
 */
public record ReportPage(
    int first,
    int count,
    int offset,
    int received,
    int replied,
    int duplicates,
    int reordered,
    long firstSeen,
    long lastSeen,
    long jitter,
    int trackedFrom,
    ByteBuffer fates,
    int clockErrorMicros,
    ByteBuffer sendDelays) {

  /** Bytes of a send delay. */
  public static final int SEND_DELAY_LENGTH = Integer.BYTES;

  /** On the wire: when the answer left is not known. */
  public static final int UNKNOWN_SEND_DELAY = -1;

  public ReportPage {
    fates = fates.asReadOnlyBuffer();
    sendDelays = sendDelays.asReadOnlyBuffer();
  }

  /** The question for the fates from {@code offset} on. */
  public static ReportPage request(int first, int count, int offset) {
    ByteBuffer none = ByteBuffer.allocate(0);
    return new ReportPage(first, count, offset, 0, 0, 0, 0, 0, 0, 0, 0, none, 0, none);
  }

  /** Reads {@link Packet#report}; its position is unchanged. Null if it is no Report message. */
  public static @Nullable ReportPage decode(ByteBuffer report) {
    try {
      Report message = Report.parseFrom(report.slice());
      return new ReportPage(
          message.getFirst(),
          message.getCount(),
          message.getOffset(),
          message.getReceived(),
          message.getReplied(),
          message.getDuplicates(),
          message.getReordered(),
          message.getFirstSeen(),
          message.getLastSeen(),
          message.getJitter(),
          message.getTrackedFrom(),
          message.getFates().asReadOnlyByteBuffer(),
          message.getClockError(),
          message.getSendDelays().asReadOnlyByteBuffer());
    } catch (InvalidProtocolBufferException e) {
      return null;
    }
  }

  /** The question as a message, for {@link Packet#report}: only the fields that ask. */
  public ByteBuffer encodeRequest() {
    return bytes(Report.newBuilder().setFirst(first).setCount(count).setOffset(offset));
  }

  /** The answer as a message, for {@link Packet#report}: every field, send delays if any. */
  public ByteBuffer encode() {
    Report.Builder report =
        Report.newBuilder()
            .setFirst(first)
            .setCount(count)
            .setOffset(offset)
            .setReceived(received)
            .setReplied(replied)
            .setDuplicates(duplicates)
            .setReordered(reordered)
            .setFirstSeen(firstSeen)
            .setLastSeen(lastSeen)
            .setJitter(jitter)
            .setTrackedFrom(trackedFrom)
            .setFates(ByteString.copyFrom(fates.slice()))
            .setClockError(clockErrorMicros);
    if (sendDelays.hasRemaining()) {
      report.setSendDelays(ByteString.copyFrom(sendDelays.slice()));
    }
    return bytes(report);
  }

  private static ByteBuffer bytes(Report.Builder report) {
    return report.build().toByteString().asReadOnlyByteBuffer();
  }

  /** The fate of the page's sequence at {@code index}, from 0 for {@code first + offset}. */
  public Fate fate(int index) {
    return Fate.of(fates.get(fates.position() + index));
  }

  /**
   * How long after T3, as the answer carried it, the reflector's kernel sent the answer to the
   * page's sequence at {@code index}: 0 to 2^32 - 2 ns, or -1 where that is not known.
   */
  public long sendDelayNanos(int index) {
    if ((index + 1) * SEND_DELAY_LENGTH > sendDelays.remaining()) {
      return -1;
    }
    int delay = PacketLayout.getInt(sendDelays, sendDelays.position() + index * SEND_DELAY_LENGTH);
    return delay == UNKNOWN_SEND_DELAY ? -1 : Integer.toUnsignedLong(delay);
  }

  /** Puts the delay of the page's sequence at {@code index} where {@link #sendDelayNanos} reads. */
  public static void putSendDelay(ByteBuffer sendDelays, int index, int delay) {
    PacketLayout.putInt(sendDelays, index * SEND_DELAY_LENGTH, delay);
  }

  /** Nine fields of 1 + 4 bytes, three of 1 + 8, and the tag of the fates. */
  private static final int BESIDE_FATES = 9 * 5 + 3 * 9 + 1;

  /**
   * Length of the answer packet with so many fates, without padding: a request as long gets them.
   *
   * @param stamped whether each fate has its send delay
   */
  public static int answerLength(int fates, boolean stamped, boolean authenticated) {
    int body = BESIDE_FATES + PacketCodec.lengthOfLength(fates) + fates;
    if (stamped && fates > 0) {
      int delays = fates * SEND_DELAY_LENGTH;
      body += 1 + PacketCodec.lengthOfLength(delays) + delays;
    }
    return PacketCodec.FIXED_LENGTH
        + PacketCodec.messageFieldLength(body)
        + (authenticated ? PacketCodec.MAC_FIELD_LENGTH : 0);
  }

  /**
   * How many fates fit into an answer of at most {@code length} bytes; -1: not even none.
   *
   * @param stamped whether each fate has its send delay
   */
  public static int capacity(int length, boolean stamped, boolean authenticated) {
    int room = length - answerLength(0, stamped, authenticated);
    if (room < 0) {
      return -1;
    }
    int fates = stamped ? room / (1 + SEND_DELAY_LENGTH) : room;
    // With more fates the lengths of fields take some bytes more.
    while (answerLength(fates, stamped, authenticated) > length) {
      fates--;
    }
    return fates;
  }
}
