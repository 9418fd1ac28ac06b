package io.netsonde.trafficsim.sender;

import io.netsonde.trafficsim.wire.Authenticator;
import io.netsonde.trafficsim.wire.Packet;
import io.netsonde.trafficsim.wire.PacketCodec;
import io.netsonde.trafficsim.wire.PacketType;
import io.netsonde.trafficsim.wire.ReportPage;
import io.netsonde.trafficsim.wire.TraceBack;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Makes datagrams of a flow's requests. Each method returns the length of what it wrote. */
final class RequestWriter {
  private static final int REPORT_REQUEST_LENGTH = 1_200;

  /** What a page takes, beside its sequences, more than the request's own fields at most. */
  private static final int REPORT_ANSWER_OVERHEAD = 96;

  /** A fate and a send delay. */
  private static final int REPORT_BYTES_A_SEQUENCE = 1 + ReportPage.SEND_DELAY_LENGTH;

  private final FlowSettings settings;
  private final @Nullable Authenticator authenticator;
  private final Session session;
  private final Packet packet = new Packet();

  RequestWriter(FlowSettings settings, @Nullable Authenticator authenticator, Session session) {
    this.settings = settings;
    this.authenticator = authenticator;
    this.session = session;
  }

  /** DATA, HELLO or PING, as long as the flow's packets are. */
  int write(PacketType type, long epochNanos, int sequence, ByteBuffer out) {
    prepare(type, epochNanos, sequence);
    return encode(settings.size(), out);
  }

  /** A PING, with a request to trace back if there is one; longer than others only for that. */
  int writePing(int sequence, long epochNanos, @Nullable TraceBack request, ByteBuffer out) {
    prepare(PacketType.PING, epochNanos, sequence);
    packet.traceBack = request == null ? null : request.encode();
    int least = PacketCodec.minimalLength(packet, authenticator != null);
    int length = settings.size();
    return encode(length - least >= PacketCodec.PADDING_OVERHEAD ? length : least, out);
  }

  /** The least that a PONG takes. */
  int minimalLength() {
    return PacketCodec.FIXED_LENGTH + (authenticator == null ? 0 : PacketCodec.MAC_FIELD_LENGTH);
  }

  /**
   * The answer to a PING of the peer's, as long as that where it can be, and never longer.
   *
   * @param sent as the PING has it
   * @param receivedEpochNanos when the PING arrived
   * @param residenceNanos how long ago that is
   * @param length the PING's
   */
  int writePong(
      int sequence,
      long sent,
      long receivedEpochNanos,
      long residenceNanos,
      int length,
      ByteBuffer out) {
    prepare(PacketType.PONG, sent, sequence);
    packet.inReplyTo = PacketType.PING;
    packet.received = receivedEpochNanos;
    packet.replied = receivedEpochNanos + residenceNanos;
    int least = minimalLength();
    return encode(length - least >= PacketCodec.PADDING_OVERHEAD ? length : least, out);
  }

  /**
   * A question for a report, long enough for the answer.
   *
   * @param rows how many sequences the cycle has
   */
  int writeReport(ReportPage question, int rows, long epochNanos, int sequence, ByteBuffer out) {
    prepare(PacketType.REPORT, epochNanos, sequence);
    packet.report = question.encodeRequest();
    int least = PacketCodec.minimalLength(packet, authenticator != null);
    int wanted = least + REPORT_ANSWER_OVERHEAD + rows * REPORT_BYTES_A_SEQUENCE;
    return encode(Math.min(wanted, REPORT_REQUEST_LENGTH), out);
  }

  private void prepare(PacketType type, long epochNanos, int sequence) {
    packet.clear();
    packet.type = type;
    packet.sourceAgent = settings.sourceAgent();
    packet.targetAgent = settings.targetAgent();
    packet.session = settings.session();
    packet.cookie = session.cookie();
    packet.sequence = sequence;
    packet.window = settings.window();
    packet.sent = epochNanos;
  }

  private int encode(int length, ByteBuffer out) {
    PacketCodec.encode(packet, length, authenticator, out);
    return length;
  }
}
