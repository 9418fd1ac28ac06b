package io.netsonde.trafficsim.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads any valid protobuf encoding with the generated parser. */
final class GeneralDecoder {
  private static final Parser<io.netsonde.proto.trafficsim.v1.Packet> PARSER =
      io.netsonde.proto.trafficsim.v1.Packet.parser();

  private GeneralDecoder() {}

  static @Nullable RejectReason decode(ByteBuffer datagram, Packet into) {
    into.macOffset = -1;
    int beforeMac = datagram.remaining() - PacketCodec.MAC_FIELD_LENGTH;
    if (beforeMac >= 0 && PacketLayout.isMacField(datagram, datagram.position() + beforeMac)) {
      // The last 19 bytes look like a mac. They are one if what is before them is whole fields, and
      // not the inside of some longer field.
      var before = parse(datagram.slice(datagram.position(), beforeMac));
      if (before != null) {
        into.macOffset = beforeMac;
        return read(before, into);
      }
    }
    var message = parse(datagram.slice());
    return message == null ? RejectReason.MALFORMED : read(message, into);
  }

  private static io.netsonde.proto.trafficsim.v1.@Nullable Packet parse(ByteBuffer bytes) {
    try {
      return PARSER.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      // What a stranger sends is no exception; the reason is counted.
      return null;
    }
  }

  private static @Nullable RejectReason read(
      io.netsonde.proto.trafficsim.v1.Packet message, Packet into) {
    if (message.hasMac()) {
      // It does not cover what stands behind it.
      return RejectReason.MALFORMED;
    }
    into.sourceAgent = message.getSourceAgent();
    into.targetAgent = message.getTargetAgent();
    into.session = message.getSession();
    into.cookie = message.getCookie();
    into.sequence = message.getSequence();
    into.window = message.getWindow();
    into.sent = message.getSent();
    into.received = message.getReceived();
    into.replied = message.getReplied();
    into.boot = message.getBoot();
    into.clock = message.getClock();
    into.receivedCount = message.getReceivedCount();
    into.repliedCount = message.getRepliedCount();
    RejectReason reason =
        PacketCodec.header(
            message.getVersion(), message.getTypeValue(), message.getInReplyToValue(), into);
    into.report =
        reason == null && into.type == PacketType.REPORT && message.hasReport()
            ? message.getReport().toByteString().asReadOnlyByteBuffer()
            : null;
    boolean ping = into.type == PacketType.PING || into.type == PacketType.PONG;
    into.traceBack =
        reason == null && ping && message.hasTraceBack()
            ? message.getTraceBack().toByteString().asReadOnlyByteBuffer()
            : null;
    return reason;
  }
}
