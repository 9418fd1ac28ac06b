package io.netsonde.trafficsim.scenario;

import com.google.protobuf.InvalidProtocolBufferException;
import io.netsonde.measurement.ClockError;
import io.netsonde.measurement.CycleTrace;
import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.Path;
import io.netsonde.measurement.PathState;
import io.netsonde.measurement.Reflection;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.TimestampSource;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.TrafficSimCycle;
import io.netsonde.measurement.trace.Flow5Tuple;
import io.netsonde.measurement.trace.HopEnd;
import io.netsonde.measurement.trace.TraceAnswer;
import io.netsonde.measurement.trace.TraceCause;
import io.netsonde.measurement.trace.TraceProtocol;
import io.netsonde.measurement.trace.TraceSettings;
import io.netsonde.testkit.path.VirtualTime;
import io.netsonde.trafficsim.ClockErrorWatch;
import io.netsonde.trafficsim.reflector.AllowedAgents;
import io.netsonde.trafficsim.reflector.Reflector;
import io.netsonde.trafficsim.reflector.ReflectorLimits;
import io.netsonde.trafficsim.reflector.ReflectorSettings;
import io.netsonde.trafficsim.reflector.Secret;
import io.netsonde.trafficsim.reflector.TraceBackLimits;
import io.netsonde.trafficsim.sender.FlowSender;
import io.netsonde.trafficsim.sender.ProbeListener;
import io.netsonde.trafficsim.sender.ProbeSender;
import io.netsonde.trafficsim.sender.ProbeSettings;
import io.netsonde.trafficsim.trace.TraceRequest;
import io.netsonde.trafficsim.wire.TraceBack;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;

/** Senders, a reflector and a path between them, all in virtual time. */
final class Simulation {
  static final long AGENT = 100;
  private static final int MOST_POLLS = 10_000;
  private static final byte PONG = 5;
  private static final long EPOCH = 1_800_000_000_000_000_000L;

  /** The reflector's monotonic clock is another's: this much ahead. */
  private static final long REFLECTOR_NANOS = 1_000 * 60_000_000_000L;

  private final ScenarioFile scenario;
  private final VirtualTime time = new VirtualTime(EPOCH);
  private final SplittableRandom random;
  final Link forward;
  final Link reverse;
  final List<Host> senders = new ArrayList<>();
  final List<TrafficSimCycle> cycles = new ArrayList<>();
  final List<Reflection> reflections = new ArrayList<>();
  final List<PathState> states = new ArrayList<>();
  final List<Trace> traces = new ArrayList<>();
  final List<TraceBack.Decision> decisions = new ArrayList<>();
  final List<Long> restarts = new ArrayList<>();

  /** Decides which cycles of the first sender cause a trace, of how many rounds. */
  ToIntFunction<TrafficSimCycle> trigger = cycle -> 0;

  /** Of traces, from either end. */
  long probesSent;

  private final Map<InetSocketAddress, Socket> sockets = new HashMap<>();
  private InetSocketAddress reflectorAddress = new InetSocketAddress("192.0.2.1", 5000);
  private Reflector reflector;
  private boolean reflectorUp = true;
  private final Machine reflectorHost;
  final Truth truth = new Truth();

  /** Measured packets that came where nobody was: no fault of the path. */
  long forwardUnreachable;

  long reverseUnreachable;
  private final ByteBuffer out = ByteBuffer.allocate(2_000);
  private final ByteBuffer packet = ByteBuffer.allocate(2_000);

  Simulation(ScenarioFile scenario) {
    this.scenario = scenario;
    this.random = new SplittableRandom(scenario.number("seed", 1));
    this.forward = new Link(scenario.forward(), random.nextLong());
    this.reverse = new Link(scenario.reverse(), random.nextLong());
    this.reflector = newReflector();
    this.reflectorHost = machine(-1);
    for (int i = 0; i < scenario.number("senders", 1); i++) {
      senders.add(new Host(i));
    }
    for (ScenarioFile.Event event : scenario.events()) {
      time.at(event.atNanos(), () -> happen(event.words()));
    }
  }

  private Machine machine(int sender) {
    String stamps = scenario.settings().getOrDefault("stamps", "none");
    boolean stamping = stamps.equals("both") || stamps.equals(sender < 0 ? "reflector" : "sender");
    return new Machine(scenario, time, 31L * scenario.number("seed", 1) + sender, stamping);
  }

  void run() {
    senders.forEach(Host::start);
    time.runUntil(scenario.time("duration", "60s"));
    senders.forEach(Host::stop);
    time.runUntil(time.nanos() + scenario.time("after", "20s"));
  }

  Reflector reflector() {
    return reflector;
  }

  private void happen(List<String> words) {
    String who = words.get(0);
    String what = words.get(1);
    String value = words.size() > 2 ? words.get(2) : "";
    switch (who + " " + what) {
      case "reflector restart" -> reflector = newReflector();
      case "reflector stop" -> reflectorUp = false;
      case "reflector start" -> {
        reflectorUp = true;
        reflector = newReflector();
      }
      case "reflector clock" -> reflectorHost.clock.step(ScenarioFile.nanos(value));
      case "reflector drift" -> reflectorHost.clock.drift(Double.parseDouble(value));
      case "reflector pause" -> reflectorHost.pause(ScenarioFile.nanos(value), () -> {});
      case "reflector move" -> reflectorAddress = new InetSocketAddress(value, 5000);
      case "sender clock" -> senders.getFirst().machine.clock.step(ScenarioFile.nanos(value));
      case "sender drift" -> senders.getFirst().machine.clock.drift(Double.parseDouble(value));
      case "sender trace" -> senders.getFirst().trace(Integer.parseInt(value));
      case "sender restart" -> senders.getFirst().restart();
      case "sender move" -> senders.getFirst().move(value);
      case "sender stall" -> senders.getFirst().stall(ScenarioFile.nanos(value));
      case "sender pause" -> senders.getFirst().pause(ScenarioFile.nanos(value));
      case "sender unplug" -> senders.getFirst().plugged = false;
      case "sender plug" -> senders.getFirst().plugged = true;
      default -> {
        Link link = who.equals("forward") ? forward : reverse;
        link.set(what, value);
      }
    }
  }

  private Reflector newReflector() {
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    ReflectorSettings settings =
        new ReflectorSettings(
            AGENT,
            AllowedAgents.any(),
            keys(),
            ReflectorLimits.DEFAULT,
            scenario.settings().containsKey("sharedclock") ? 77 : 78,
            random.nextLong() | 1,
            Secret.of(secret),
            ClockError.UNKNOWN);
    Duration coolDown = Duration.ofNanos(scenario.time("cooldown", "5m"));
    Reflector made =
        new Reflector(
            settings.withTraceBack(TraceBackLimits.DEFAULT.withCoolDown(coolDown)), this::accept);
    made.offerTraces(target -> reflectorAddress);
    return made;
  }

  private List<String> keys() {
    String key = scenario.settings().get("key");
    return key == null ? List.of() : List.of(key);
  }

  private void accept(Measurement measurement) {
    switch (measurement) {
      case TrafficSimCycle cycle -> cycles.add(cycle);
      case Reflection reflection -> reflections.add(reflection);
      case PathState state -> states.add(state);
      case Trace trace -> traces.add(trace);
      default -> {}
    }
  }

  /** A packet leaves a sender's socket. */
  private void toReflector(
      Socket from, ByteBuffer payload, InetSocketAddress target, int hopLimit) {
    InetSocketAddress source = from.address;
    if (forward.expires(hopLimit)) {
      long delay = forward.expire(time.nanos(), hopLimit);
      if (delay >= 0) {
        ByteBuffer quote = quote(forward, payload);
        time.at(time.nanos() + delay, () -> from.host.expired(from, quote, router(1, hopLimit)));
      }
      return;
    }
    long leftEpoch = from.host.epoch();
    for (long delay : forward.carry(time.nanos(), isMeasured(payload))) {
      ByteBuffer copy = ByteBuffer.allocate(payload.remaining()).put(payload.duplicate()).flip();
      time.at(
          time.nanos() + delay,
          () -> {
            if (!target.equals(reflectorAddress)) {
              forwardUnreachable += isMeasured(copy) ? 1 : 0;
            } else if (reflectorUp && !(isOld() && copy.get(1) == PONG)) {
              if (isMeasured(copy)) {
                long arrivedEpoch = reflectorHost.clock.epochNanos();
                truth.arrived(copy, delay, arrivedEpoch - leftEpoch);
              }
              reflect(isOld() ? withoutTraceBack(copy) : copy, source);
            }
          });
    }
  }

  /** Whether the reflector is of a version that knows nothing of traces. */
  private boolean isOld() {
    return scenario.settings().containsKey("oldreflector");
  }

  /** What such a reflector's decoder makes of a packet: unknown fields are not there. */
  private static ByteBuffer withoutTraceBack(ByteBuffer packet) {
    try {
      var known = io.netsonde.proto.trafficsim.v1.Packet.parseFrom(packet.duplicate());
      return known.hasTraceBack()
          ? ByteBuffer.wrap(known.toBuilder().clearTraceBack().build().toByteArray())
          : packet;
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("a sender sends no packet", e);
    }
  }

  private static ByteBuffer quote(Link link, ByteBuffer payload) {
    int length = Math.min(payload.remaining(), link.quoted());
    return payload.duplicate().limit(payload.position() + length).slice();
  }

  /** The address of a router, seen by who sent from that side. */
  static InetAddress router(int side, int hop) {
    return InetAddress.ofLiteral("198.18." + side + "." + hop);
  }

  private void reflect(ByteBuffer request, InetSocketAddress source) {
    long arrived = time.nanos();
    long arrivedEpoch = reflectorHost.clock.epochNanos();
    boolean stamped = reflectorHost.stamps();
    reflectorHost.receive(
        () ->
            handle(
                request,
                source,
                stamped ? arrived : time.nanos(),
                stamped ? arrivedEpoch : reflectorHost.clock.epochNanos(),
                stamped ? TimestampSource.KERNEL : TimestampSource.PROCESS));
  }

  private void handle(
      ByteBuffer request, InetSocketAddress source, long nanos, long epoch, TimestampSource by) {
    reflector.onTimeout(REFLECTOR_NANOS + time.nanos());
    if (reflector.onPacket(request, source, REFLECTOR_NANOS + nanos, epoch, by, out) > 0) {
      answer(source, nanos);
    }
    if (reflector.isStirred()) {
      pumpReflector(reflector);
    }
  }

  private void answer(InetSocketAddress source, long nanos) {
    long leaves = time.nanos() + scenario.time("residence", "0s");
    reflector.seal(out, leaves - nanos);
    ByteBuffer answer = ByteBuffer.allocate(out.remaining()).put(out).flip();
    Reflector sender = reflector;
    boolean stamped = reflectorHost.stamps();
    long key = reflectorHost.nextKey();
    if (stamped) {
      reflector.sent(key);
    }
    Runnable leave =
        () -> {
          if (stamped) {
            long left = REFLECTOR_NANOS + time.nanos();
            reflectorHost.stamped(() -> sender.onSendStamp(key, left));
          }
          toSender(answer, source, 0);
        };
    time.at(leaves, () -> reflectorHost.send(leave));
  }

  /** Sends what the reflector's traces have to send, now and when it is due. */
  private void pumpReflector(Reflector tracing) {
    if (tracing != reflector || !reflectorUp) {
      return;
    }
    tracing.onTimeout(REFLECTOR_NANOS + time.nanos());
    int polls = 0;
    while (tracing.pollProbe(REFLECTOR_NANOS + time.nanos(), reflectorHost.clock.epochNanos(), out)
        > 0) {
      if (++polls > MOST_POLLS) {
        throw new AssertionError("the reflector polls for ever at " + time.nanos());
      }
      ByteBuffer probe = ByteBuffer.allocate(out.remaining()).put(out).flip();
      InetSocketAddress target = tracing.probeTarget();
      int hopLimit = tracing.probeHopLimit();
      probesSent++;
      boolean stamped = reflectorHost.stamps();
      long key = reflectorHost.nextKey();
      if (stamped) {
        tracing.probeSent(key);
      }
      reflectorHost.send(
          () -> {
            if (stamped) {
              long left = REFLECTOR_NANOS + time.nanos();
              reflectorHost.stamped(() -> tracing.onSendStamp(key, left));
            }
            toSender(probe, target, hopLimit);
          });
    }
    if (tracing.isTracing()) {
      long due = tracing.nextDeadlineNanos() - REFLECTOR_NANOS;
      if (due <= time.nanos()) {
        throw new AssertionError("at " + time.nanos() + " the reflector's deadline is " + due);
      }
      time.at(due, () -> pumpReflector(tracing));
    }
  }

  private void toSender(ByteBuffer answer, InetSocketAddress target, int hopLimit) {
    if (reverse.expires(hopLimit)) {
      long delay = reverse.expire(time.nanos(), hopLimit);
      if (delay >= 0) {
        ByteBuffer quote = quote(reverse, answer);
        Reflector tracing = reflector;
        time.at(
            time.nanos() + delay,
            () -> {
              long nanos = REFLECTOR_NANOS + time.nanos();
              InetAddress from = router(2, hopLimit);
              tracing.onError(target, quote, TraceAnswer.of(from, HopEnd.EXPIRED, nanos));
              pumpReflector(tracing);
            });
      }
      return;
    }
    boolean measured = answer.get(1) == 2 && answer.get(5) == 3;
    for (long delay : reverse.carry(time.nanos(), measured)) {
      ByteBuffer copy = ByteBuffer.allocate(answer.remaining()).put(answer.duplicate()).flip();
      time.at(
          time.nanos() + delay,
          () -> {
            Socket socket = sockets.get(target);
            if (socket != null) {
              if (measured) {
                truth.returned(copy, delay);
              }
              socket.host.arrive(socket, copy);
            } else {
              reverseUnreachable += measured ? 1 : 0;
            }
          });
    }
  }

  private static boolean isMeasured(ByteBuffer request) {
    return request.get(1) == 3;
  }

  private static final class Socket {
    final Host host;
    final FlowSender flow;
    final int number;

    /** Of all flows of the host's present incarnation. */
    final long[] sessions;

    InetSocketAddress address;

    Socket(Host host, FlowSender flow, int number, long[] sessions, InetSocketAddress address) {
      this.host = host;
      this.flow = flow;
      this.number = number;
      this.sessions = sessions;
      this.address = address;
    }
  }

  /** One sending agent: what `.net` does, without its threads. */
  final class Host {
    private final int number;
    private String ip;
    private ProbeSender probe;
    private final List<Socket> own = new ArrayList<>();
    private final ArrayDeque<Runnable> stalled = new ArrayDeque<>();
    private InetSocketAddress target = reflectorAddress;
    private final Machine machine;
    private long stalledUntil;
    private long wakeNanos = Long.MAX_VALUE;
    private int incarnation;
    boolean plugged = true;

    /** What each incarnation published. */
    final List<List<TrafficSimCycle>> runs = new ArrayList<>();

    /** Traces that began. */
    long traced;

    /** DATA that left, of the present incarnation. */
    long left;

    Host(int number) {
      this.number = number;
      this.machine = machine(number);
      this.ip = "10." + (number >> 16) + "." + (number >> 8 & 255) + "." + (number & 255);
      create();
    }

    ProbeSender probe() {
      return probe;
    }

    private void create() {
      List<TrafficSimCycle> run = new ArrayList<>();
      runs.add(run);
      long[] sessions = new long[scenario.number("flows", 1)];
      ProbeListener listener =
          new ProbeListener() {
            @Override
            public void handshakeRound(int flow, int round) {
              target = reflectorAddress; // the name is resolved again
            }

            @Override
            public void reflectorRestarted(int flow) {
              restarts.add(time.nanos());
            }

            @Override
            public void traceBackDecided(int flow, TraceBack.Decision decision) {
              decisions.add(decision);
            }

            @Override
            public void packetDecided(int flow, CycleTrace trace, int row, boolean sharedClock) {
              truth.traces.putIfAbsent(trace, sessions[flow]);
            }
          };
      ProbeSettings settings =
          new ProbeSettings(
              new Path("scenario", AGENT, "reflector.example", 5000),
              101 + number,
              Duration.ofNanos(scenario.time("interval", "1s")),
              scenario.number("cycle", 10),
              Duration.ofNanos(scenario.time("timeout", "2s")),
              scenario.number("size", 128),
              scenario.number("flows", 1),
              keys(),
              0);
      probe =
          new ProbeSender(
              settings,
              77,
              new ClockErrorWatch(ClockError.UNKNOWN),
              random.split(),
              0,
              Long.parseLong(scenario.settings().getOrDefault("firstsequence", "0")),
              measurement -> {
                accept(measurement);
                if (measurement instanceof TrafficSimCycle cycle) {
                  run.add(cycle);
                  judge(cycle);
                }
              },
              listener);
      own.forEach(socket -> sockets.remove(socket.address));
      own.clear();
      left = 0;
      for (FlowSender flow : probe.flows()) {
        int port = 40_000 + 1_000 * incarnation + own.size();
        Socket socket =
            new Socket(this, flow, own.size(), sessions, new InetSocketAddress(ip, port));
        own.add(socket);
        sockets.put(socket.address, socket);
      }
      incarnation++;
    }

    void start() {
      probe.start(time.nanos(), epoch());
      pump();
    }

    void stop() {
      probe.stop();
      pump();
    }

    /** As kill -9 and a start from nothing. */
    void restart() {
      create();
      start();
    }

    void move(String newIp) {
      ip = newIp;
      for (Socket socket : own) {
        sockets.remove(socket.address);
        socket.address = new InetSocketAddress(newIp, socket.address.getPort());
        sockets.put(socket.address, socket);
      }
    }

    private void judge(TrafficSimCycle cycle) {
      int rounds = number == 0 ? trigger.applyAsInt(cycle) : 0;
      if (rounds > 0) {
        time.at(time.nanos(), () -> trace(rounds));
      }
    }

    /** Traces the first flow's path, and asks to be traced. */
    void trace(int rounds) {
      SpanIdentity span = SpanIdentity.random(random);
      TraceRequest request =
          new TraceRequest(
              span,
              Optional.of(new TraceCause("packet_loss:12.50%", span.child(random))),
              new TraceSettings(rounds, 1, 30, 100_000_000, 2_000_000_000, true),
              true);
      InetSocketAddress local = own.getFirst().address;
      Flow5Tuple path =
          new Flow5Tuple(
              TraceProtocol.TRAFFICSIM,
              local.getAddress(),
              local.getPort(),
              target.getAddress(),
              target.getPort());
      traced += probe.trace(0, request, path, time.nanos(), epoch()) ? 1 : 0;
      pump();
    }

    private void expired(Socket socket, ByteBuffer quote, InetAddress router) {
      long nanos = time.nanos();
      machine.receive(
          () -> {
            Runnable handling =
                () -> socket.flow.onError(quote, TraceAnswer.of(router, HopEnd.EXPIRED, nanos));
            if (isStalled()) {
              stalled.add(handling);
            } else {
              handling.run();
              pump();
            }
          });
    }

    /** The process stands still; what arrives meanwhile is stamped, but handled later. */
    void stall(long nanos) {
      stalledUntil = time.nanos() + nanos;
      time.at(
          stalledUntil,
          () -> {
            stalled.forEach(Runnable::run);
            stalled.clear();
            pump();
          });
    }

    /** The process stands still, and sees late even what its kernel stamped in time. */
    void pause(long nanos) {
      machine.pause(nanos, this::pump);
    }

    private void arrive(Socket socket, ByteBuffer payload) {
      long kernelStamp = machine.stamps() ? time.nanos() : FlowSender.NO_STAMP;
      machine.receive(
          () -> {
            long stamp = time.nanos();
            long epochStamp = epoch();
            Runnable handling = () -> socket.flow.onPacket(payload, stamp, epochStamp, kernelStamp);
            if (isStalled()) {
              stalled.add(handling);
            } else {
              handling.run();
              pump();
            }
          });
    }

    /** The packet that the flow polled last is handed to the kernel. */
    private void send(Socket socket, ByteBuffer polled) {
      ByteBuffer payload = ByteBuffer.allocate(polled.remaining()).put(polled).flip();
      InetSocketAddress to = target;
      int hopLimit = socket.flow.hopLimit();
      probesSent += hopLimit > 0 ? 1 : 0;
      boolean stamped = machine.stamps();
      long key = machine.nextKey();
      if (stamped) {
        socket.flow.sent(key);
      }
      machine.send(
          () -> {
            if (stamped) {
              long nanos = time.nanos();
              long epochNanos = epoch();
              machine.stamped(() -> socket.flow.onSendStamp(key, nanos, epochNanos));
            }
            toReflector(socket, payload, to, hopLimit);
          });
    }

    private boolean isStalled() {
      return time.nanos() < stalledUntil;
    }

    private long epoch() {
      return machine.clock.epochNanos();
    }

    private void pump() {
      if (isStalled() || machine.isPaused()) {
        return;
      }
      long next = Long.MAX_VALUE;
      for (Socket socket : own) {
        packet.clear();
        int polls = 0;
        while (socket.flow.poll(time.nanos(), epoch(), packet) > 0) {
          if (++polls > MOST_POLLS) {
            throw new AssertionError("poll goes on for ever at " + time.nanos());
          }
          packet.flip();
          socket.sessions[socket.number] = Truth.session(packet);
          if (plugged) {
            left += isMeasured(packet) ? 1 : 0;
            send(socket, packet);
          } else {
            socket.flow.sendFailed();
          }
          packet.clear();
        }
        long deadline = socket.flow.nextDeadlineNanos();
        if (deadline <= time.nanos()) {
          throw new AssertionError("at " + time.nanos() + " a deadline is left: " + deadline);
        }
        next = Math.min(next, deadline);
      }
      if (!probe.isDone() && (wakeNanos <= time.nanos() || next < wakeNanos)) {
        wakeNanos = next;
        long wake = wakeNanos;
        time.at(
            wake,
            () -> {
              if (wakeNanos == wake) {
                wakeNanos = Long.MAX_VALUE;
                pump();
              }
            });
      }
    }
  }
}
