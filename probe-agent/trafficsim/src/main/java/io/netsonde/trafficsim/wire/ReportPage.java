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
    ByteBuffer fates) {

  public ReportPage {
    fates = fates.asReadOnlyBuffer();
  }

  /** The question for the fates from {@code offset} on. */
  public static ReportPage request(int first, int count, int offset) {
    return new ReportPage(first, count, offset, 0, 0, 0, 0, 0, 0, 0, 0, ByteBuffer.allocate(0));
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
          message.getFates().asReadOnlyByteBuffer());
    } catch (InvalidProtocolBufferException e) {
      return null;
    }
  }

  /** The question as a message, for {@link Packet#report}: only the fields that ask. */
  public ByteBuffer encodeRequest() {
    return bytes(Report.newBuilder().setFirst(first).setCount(count).setOffset(offset));
  }

  /** The answer as a message, for {@link Packet#report}: every field. */
  public ByteBuffer encode() {
    return bytes(
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
            .setFates(ByteString.copyFrom(fates.slice())));
  }

  private static ByteBuffer bytes(Report.Builder report) {
    return report.build().toByteString().asReadOnlyByteBuffer();
  }

  /** The fate of the page's sequence at {@code index}, from 0 for {@code first + offset}. */
  public Fate fate(int index) {
    return Fate.of(fates.get(fates.position() + index));
  }

  /** Eight fields of 1 + 4 bytes, three of 1 + 8, and the tag of the fates. */
  private static final int BESIDE_FATES = 8 * 5 + 3 * 9 + 1;

  /**
   * Length of the answer packet with so many fates, without padding: a request as long gets them.
   */
  public static int answerLength(int fates, boolean authenticated) {
    int body = BESIDE_FATES + PacketCodec.lengthOfLength(fates) + fates;
    return PacketCodec.FIXED_LENGTH
        + PacketCodec.reportFieldLength(body)
        + (authenticated ? PacketCodec.MAC_FIELD_LENGTH : 0);
  }

  /** How many fates fit into an answer of at most {@code length} bytes; -1: not even none. */
  public static int capacity(int length, boolean authenticated) {
    int fates = length - answerLength(0, authenticated);
    if (fates < 0) {
      return -1;
    }
    // With more fates the two lengths may take up to four bytes more.
    while (answerLength(fates, authenticated) > length) {
      fates--;
    }
    return fates;
  }
}
