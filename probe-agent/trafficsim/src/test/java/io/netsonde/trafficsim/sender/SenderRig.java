package io.netsonde.trafficsim.sender;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.ClockError;
import io.netsonde.measurement.CycleTrace;
import io.netsonde.trafficsim.ClockErrorWatch;
import io.netsonde.trafficsim.wire.Packet;
import io.netsonde.trafficsim.wire.PacketCodec;
import io.netsonde.trafficsim.wire.PacketType;
import io.netsonde.trafficsim.wire.ReportPage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;

/** A flow whose packets the test takes and answers by hand. */
final class SenderRig implements FlowListener {
  static final long MILLI = 1_000_000L;
  static final long SECOND = 1_000 * MILLI;
  static final long EPOCH = 1_800_000_000L * SECOND;
  static final int RECEIVED = 3;
  static final int LOST = 0;

  /** How often poll may say that there is more before the test takes it for endless. */
  private static final int MOST_POLLS = 1_000;

  final FlowSender flow;
  final List<ClosedCycle> closed = new ArrayList<>();
  final List<Boolean> states = new ArrayList<>();
  final List<Packet> sent = new ArrayList<>();
  int restarts;
  int rounds;
  long now;
  long boot = 11;
  long cookie = 1001;
  int count;
  boolean plugged = true;
  boolean hasAddress = true;

  /** Under which the kernel would stamp what was sent. */
  private final IdentityHashMap<Packet, Long> keys = new IdentityHashMap<>();

  private long nextKey;

  /** Of the datagram delivered next. */
  long kernelNanos = FlowSender.NO_STAMP;

  /** What the reports say, from the page's first sequence on. */
  int[] delays = {};

  int clockErrorMicros;
  private final ByteBuffer out = ByteBuffer.allocate(2_000);

  SenderRig(FlowSettings settings) {
    this(settings, ClockError.UNKNOWN);
  }

  SenderRig(FlowSettings settings, ClockError clockError) {
    flow = new FlowSender(settings, null, 0, new ClockErrorWatch(clockError), this);
  }

  static FlowSettings settings(long intervalNanos, int cycle, long timeoutNanos, long maxCycles) {
    return new FlowSettings(101, 100, 77, 0, intervalNanos, 0, cycle, timeoutNanos, 150, maxCycles);
  }

  /** A flow of one packet a second that has its session at second 0; nothing else is sent yet. */
  static SenderRig greeted(FlowSettings settings) {
    return greeted(settings, ClockError.UNKNOWN);
  }

  static SenderRig greeted(FlowSettings settings, ClockError clockError) {
    SenderRig rig = new SenderRig(settings, clockError);
    rig.flow.start(0);
    rig.poll();
    rig.answer(rig.take(PacketType.HELLO));
    return rig;
  }

  /** Takes all that is due now, and checks that the next deadline lies ahead. */
  void poll() {
    for (int polls = 0; ; polls++) {
      assertTrue(polls < MOST_POLLS, "poll goes on for ever");
      out.clear();
      if (flow.poll(now, EPOCH + now, out) == 0) {
        break;
      }
      if (plugged) {
        Packet packet = new Packet();
        assertTrue(PacketCodec.decode(ByteBuffer.wrap(copy()), packet) == null);
        sent.add(packet);
        keys.put(packet, nextKey);
        flow.sent(nextKey++);
      } else if (hasAddress) {
        flow.sendFailed();
      } else {
        flow.unaddressed();
      }
    }
    long ahead = flow.nextDeadlineNanos() - now;
    assertTrue(ahead > 0, () -> "nothing is due at " + now + ", yet the deadline is " + ahead);
  }

  private byte[] copy() {
    byte[] bytes = new byte[out.flip().remaining()];
    out.get(bytes);
    return bytes;
  }

  /** Lets time pass, polling at every deadline. */
  void runUntil(long nanos) {
    while (flow.nextDeadlineNanos() - nanos <= 0) {
      now = Math.max(now, flow.nextDeadlineNanos());
      poll();
    }
    now = nanos;
    poll();
  }

  /** The oldest packet of that type not yet taken. */
  Packet take(PacketType type) {
    Packet found = sent.stream().filter(packet -> packet.type == type).findFirst().orElseThrow();
    sent.remove(found);
    return found;
  }

  /** The kernel stamps what was sent. */
  void stamp(Packet packet, long nanos) {
    flow.onSendStamp(Objects.requireNonNull(keys.get(packet)), nanos, EPOCH + nanos);
  }

  long sentOf(PacketType type) {
    return sent.stream().filter(packet -> packet.type == type).count();
  }

  /** The reflector's answer as of now, with no residence. */
  Packet answerTo(Packet request) {
    Packet answer = new Packet();
    answer.type =
        switch (request.type) {
          case PING -> PacketType.PONG;
          case REPORT -> PacketType.REPORT;
          default -> PacketType.ACK;
        };
    answer.inReplyTo = request.type;
    answer.sourceAgent = 100;
    answer.targetAgent = 101;
    answer.session = 77;
    answer.cookie = cookie;
    answer.sequence = request.sequence;
    answer.sent = request.sent;
    answer.received = EPOCH + now;
    answer.replied = answer.received;
    answer.boot = boot;
    count += request.type == PacketType.DATA ? 1 : 0;
    answer.receivedCount = count;
    answer.repliedCount = count;
    return answer;
  }

  /** A report with one fate byte a sequence, from the request's offset on. */
  Packet reportTo(Packet request, int trackedFrom, int... fates) {
    ReportPage question =
        Objects.requireNonNull(ReportPage.decode(Objects.requireNonNull(request.report)));
    byte[] page = new byte[fates.length];
    for (int i = 0; i < fates.length; i++) {
      page[i] = (byte) fates[i];
    }
    Packet answer = answerTo(request);
    answer.report =
        new ReportPage(
                question.first(),
                question.count(),
                question.offset(),
                0,
                0,
                0,
                0,
                1,
                1,
                0,
                trackedFrom,
                ByteBuffer.wrap(page),
                clockErrorMicros,
                sendDelays())
            .encode();
    return answer;
  }

  private ByteBuffer sendDelays() {
    ByteBuffer bytes = ByteBuffer.allocate(delays.length * ReportPage.SEND_DELAY_LENGTH);
    for (int i = 0; i < delays.length; i++) {
      ReportPage.putSendDelay(bytes, i, delays[i]);
    }
    return bytes;
  }

  void answer(Packet request) {
    deliver(answerTo(request));
  }

  void deliver(Packet answer) {
    int length = PacketCodec.minimalLength(answer, false);
    ByteBuffer datagram = ByteBuffer.allocate(length);
    PacketCodec.encode(answer, length, null, datagram);
    flow.onPacket(datagram.flip(), now, EPOCH + now, kernelNanos);
    kernelNanos = FlowSender.NO_STAMP;
    poll();
  }

  CycleTrace.Forward fate(int cycle, int row) {
    return closed.get(cycle).trace().forward(row);
  }

  @Override
  public void sessionChanged(boolean up, long epochNanos) {
    states.add(up);
  }

  @Override
  public void handshakeRound(int round) {
    rounds++;
  }

  @Override
  public void reflectorRestarted() {
    restarts++;
  }

  @Override
  public void cycleClosed(ClosedCycle cycle) {
    closed.add(cycle);
  }
}
