package io.netsonde.trafficsim.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.TextFormat;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.trace.TraceCause;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that protoc wrote, and the text it makes of them: src/test/resources/golden. */
class GoldenTest {
  private static final Path MODULE = Path.of(System.getProperty("basedir", ".")).toAbsolutePath();
  private static final Path PROTOC = MODULE.resolve("target/protoc/protoc.exe");
  private static final Path PROTO = MODULE.resolve("../../proto/src/main/proto").normalize();
  private static final String MESSAGE = "netsonde/trafficsim/v1/packet.proto";
  private static final Authenticator KEYED = Authenticator.of(List.of("golden key"));

  private static String resource(String name) throws IOException {
    try (var in = GoldenTest.class.getResourceAsStream("/golden/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static byte[] golden(String name) throws IOException {
    return HexFormat.of().parseHex(resource(name + ".hex").replaceAll("\\s", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "ack-hello",
        "data",
        "data-padded",
        "data-keyed",
        "ack-data",
        "ping",
        "pong",
        "report-request",
        "report-answer",
        "report-answer-stamped",
        "ping-trace-back",
        "pong-trace-back"
      })
  void shouldReadAndWriteTheGoldenBytesWhenItIsOfThisKind(String name) throws Exception {
    byte[] golden = golden(name);
    var builder = io.netsonde.proto.trafficsim.v1.Packet.newBuilder();
    TextFormat.merge(resource(name + ".txt"), builder);
    var message = builder.build();

    Packet read = Packets.decode(golden);
    assertEquals(message.getTypeValue(), read.type.wire());
    assertEquals(message.getInReplyToValue(), read.inReplyTo.wire());
    assertEquals(message.getSourceAgent(), read.sourceAgent);
    assertEquals(message.getTargetAgent(), read.targetAgent);
    assertEquals(message.getSession(), read.session);
    assertEquals(message.getCookie(), read.cookie);
    assertEquals(message.getSequence(), read.sequence);
    assertEquals(message.getWindow(), read.window);
    assertEquals(message.getSent(), read.sent);
    assertEquals(message.getReceived(), read.received);
    assertEquals(message.getReplied(), read.replied);
    assertEquals(message.getBoot(), read.boot);
    assertEquals(message.getClock(), read.clock);
    assertEquals(message.getReceivedCount(), read.receivedCount);
    assertEquals(message.getRepliedCount(), read.repliedCount);
    assertEquals(message.hasMac(), KEYED.verify(ByteBuffer.wrap(golden), read));
    if (message.hasReport()) {
      assertEquals(
          message.getReport().toByteString().asReadOnlyByteBuffer(),
          Objects.requireNonNull(read.report));
    } else {
      assertNull(read.report);
    }
    if (message.hasTraceBack()) {
      assertEquals(
          message.getTraceBack().toByteString().asReadOnlyByteBuffer(),
          Objects.requireNonNull(read.traceBack));
    } else {
      assertNull(read.traceBack);
    }
    if (!message.hasReport() && !message.hasTraceBack()) {
      assertTrue(CanonicalDecoder.isCanonical(ByteBuffer.wrap(golden)));
    }
    assertArrayEquals(golden, Packets.encode(read, golden.length, message.hasMac() ? KEYED : null));
    assertEquals(resource(name + ".txt"), protocDecode(golden));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "ack-data",
        "data-keyed",
        "report-answer",
        "report-answer-stamped",
        "ping-trace-back",
        "pong-trace-back"
      })
  void shouldShowTheSameBytesWhenItIsAnExampleOfTheSpecification(String name) throws Exception {
    String specification = Files.readString(MODULE.resolve("../../docs/protocol.md"));
    assertTrue(specification.contains("```\n" + resource(name + ".hex").strip() + "\n```"), name);
  }

  @Test
  void shouldHoldTheFatesOfTheExampleWhenItIsTheReport() throws Exception {
    ReportPage page =
        Objects.requireNonNull(
            ReportPage.decode(
                Objects.requireNonNull(Packets.decode(golden("report-answer")).report)));
    assertEquals(new Fate(true, true, false, 0, false, false), page.fate(0));
    assertEquals(new Fate(false, false, false, 0, false, false), page.fate(1));
    assertEquals(new Fate(true, true, true, 0, false, false), page.fate(2));
    assertEquals(new Fate(true, true, false, 2, false, false), page.fate(3));
    assertEquals(1_500, page.clockErrorMicros());
    assertEquals(-1, page.sendDelayNanos(0));
    assertEquals(golden("report-answer").length, ReportPage.answerLength(4, false, false));
  }

  @Test
  void shouldHoldTheDelaysOfTheExampleWhenItsReflectorHasStamps() throws Exception {
    ReportPage page =
        Objects.requireNonNull(
            ReportPage.decode(
                Objects.requireNonNull(Packets.decode(golden("report-answer-stamped")).report)));
    assertEquals(4_321, page.sendDelayNanos(0));
    assertEquals(-1, page.sendDelayNanos(1));
    assertEquals(0, page.sendDelayNanos(2));
    assertEquals((1L << 32) - 2, page.sendDelayNanos(3));
    assertEquals(golden("report-answer-stamped").length, ReportPage.answerLength(4, true, false));
    assertEquals(golden("report-request").length, ReportPage.answerLength(4, true, false));
  }

  @Test
  void shouldHoldTheRequestAndTheDecisionOfTheExamples() throws Exception {
    TraceBack request =
        new TraceBack(
            15,
            30,
            700,
            new SpanIdentity("0ba8971643737f1dd2364a3f0e81a57b", "a1c2c3c4c5c6c7c8"),
            Optional.of(
                new TraceCause(
                    "packet_loss:12.50%",
                    new SpanIdentity("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"))));
    ByteBuffer asked = Objects.requireNonNull(Packets.decode(golden("ping-trace-back")).traceBack);
    assertEquals(request, TraceBack.decode(asked));
    assertEquals(asked, request.encode());
    ByteBuffer decided =
        Objects.requireNonNull(Packets.decode(golden("pong-trace-back")).traceBack);
    assertEquals(TraceBack.Decision.ACCEPTED, TraceBack.decision(decided));
    assertEquals(decided, TraceBack.encode(TraceBack.Decision.ACCEPTED));
  }

  private static String protocDecode(byte[] bytes) throws Exception {
    File protoc = PROTOC.toFile();
    assertTrue(
        protoc.setExecutable(true), "the build copies protoc to " + PROTOC + ": run it by Maven");
    File input = Files.createTempFile("packet", ".bin").toFile();
    try {
      Files.write(input.toPath(), bytes);
      Process process =
          new ProcessBuilder(
                  protoc.getPath(), "-I" + PROTO, "--decode=netsonde.trafficsim.v1.Packet", MESSAGE)
              .redirectInput(input)
              .redirectErrorStream(true)
              .start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertTrue(process.waitFor(10, TimeUnit.SECONDS));
      assertEquals(0, process.exitValue(), text);
      return text;
    } finally {
      Files.delete(input.toPath());
    }
  }
}
