package io.netsonde.trafficsim.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.trace.TraceCause;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TraceBackTest {
  private static @org.jspecify.annotations.Nullable TraceBack decoded(
      Consumer<io.netsonde.proto.trafficsim.v1.TraceBack.Builder> change) {
    io.netsonde.proto.trafficsim.v1.TraceBack.Builder message =
        io.netsonde.proto.trafficsim.v1.TraceBack.newBuilder()
            .setRounds(15)
            .setMaxTtl(30)
            .setSpanId(ByteString.copyFrom(new byte[] {0, 0, 0, 0, 0, 0, 0, 1}));
    byte[] traceId = new byte[16];
    traceId[15] = 1;
    message.setTraceId(ByteString.copyFrom(traceId));
    change.accept(message);
    return TraceBack.decode(message.build().toByteString().asReadOnlyByteBuffer());
  }

  @Test
  void shouldReadWhatItWroteWhenItIsAnyRequest() {
    Random random = new Random(21);
    for (int i = 0; i < 1_000; i++) {
      TraceBack request = Packets.request(random);
      assertEquals(request, TraceBack.decode(request.encode()), "seed 21 round " + i);
    }
    for (TraceBack.Decision decision : TraceBack.Decision.values()) {
      assertEquals(decision, TraceBack.decision(TraceBack.encode(decision)));
    }
  }

  @Test
  void shouldBeNoRequestWhenANumberIsOutOfRange() {
    assertNotNull(decoded(message -> {}));
    assertNull(decoded(message -> message.setRounds(0)));
    assertNull(decoded(message -> message.setRounds(1_001)));
    assertNull(decoded(message -> message.setRounds(-1)));
    assertNull(decoded(message -> message.setMaxTtl(0)));
    assertNull(decoded(message -> message.setMaxTtl(256)));
    assertNull(decoded(message -> message.setRoundInterval(60_001)));
    assertNull(decoded(message -> message.setRoundInterval(-1)));
  }

  @Test
  void shouldBeNoRequestWhenAnIdIsNoneOfW3c() {
    assertNull(decoded(message -> message.setTraceId(ByteString.copyFrom(new byte[16]))));
    assertNull(decoded(message -> message.setTraceId(ByteString.copyFrom(new byte[17]))));
    assertNull(decoded(message -> message.setSpanId(ByteString.EMPTY)));
    // With a reason goes the cycle that was it.
    assertNull(decoded(message -> message.setReason("packet_loss:12.50%")));
  }

  @Test
  void shouldTakeNoReasonThatWouldNotBeWhereItIsShown() {
    SpanIdentity span = SpanIdentity.random(new Random(1));
    for (String reason : new String[] {"x".repeat(65), "line\nbreak", "\u001b[2J", "caf\u00e9"}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new TraceBack(1, 1, 0, span, Optional.of(new TraceCause(reason, span))));
    }
  }

  @Test
  void shouldBeRefusedWhenAPeerSaysNothingOrSomethingNew() {
    assertEquals(TraceBack.Decision.REFUSED, TraceBack.decision(null));
    assertEquals(TraceBack.Decision.REFUSED, TraceBack.decision(ByteBuffer.allocate(0)));
    ByteBuffer later = ByteBuffer.wrap(new byte[] {0x48, 0x63}); // decision 99
    assertEquals(TraceBack.Decision.REFUSED, TraceBack.decision(later));
    assertEquals(
        TraceBack.Decision.REFUSED, TraceBack.decision(ByteBuffer.wrap(new byte[] {0x48})));
  }

  @Test
  void shouldFindThePingThatIsQuoted() {
    Packet ping = new Packet();
    ping.type = PacketType.PING;
    ping.session = 77;
    ping.sequence = -2;
    byte[] bytes = Packets.encode(ping, 128, null);
    for (int length = 0; length <= bytes.length; length++) {
      ByteBuffer quote = ByteBuffer.wrap(bytes, 0, length).slice();
      long expected = length >= 39 ? 0xffff_fffeL : QuotedPing.UNKNOWN;
      assertEquals(expected, QuotedPing.sequence(quote, 77), "quoted " + length);
      assertEquals(
          length >= 25 ? QuotedPing.FOREIGN : expected,
          QuotedPing.sequence(quote, 78),
          "quoted " + length);
    }
    ping.type = PacketType.DATA;
    assertEquals(
        QuotedPing.FOREIGN,
        QuotedPing.sequence(ByteBuffer.wrap(Packets.encode(ping, 128, null)), 77));
  }
}
