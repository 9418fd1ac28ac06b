package io.netsonde.trafficsim.reflector;

import io.netsonde.measurement.Reflection;
import io.netsonde.measurement.ReflectorActivity;
import io.netsonde.measurement.TimestampSource;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.trace.HopEnd;
import io.netsonde.measurement.trace.TraceAnswer;
import io.netsonde.trafficsim.wire.Authenticator;
import io.netsonde.trafficsim.wire.CodecFuzz;
import io.netsonde.trafficsim.wire.Garbage;
import io.netsonde.trafficsim.wire.Packet;
import io.netsonde.trafficsim.wire.PacketCodec;
import io.netsonde.trafficsim.wire.PacketType;
import io.netsonde.trafficsim.wire.Packets;
import io.netsonde.trafficsim.wire.ReportPage;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Plays honest clients, damaged packets, noise and forgers against codec and reflector, in virtual
 * time, and checks after each datagram what must always hold. Single-threaded and repeatable: all
 * follows from the seed.
 */
final class ReflectorFuzz {
  private static final int CLIENTS = 60;
  private static final ReflectorLimits LIMITS =
      new ReflectorLimits(
          40, Duration.ofSeconds(30), 1024, 100_000, 50, 200, Duration.ofSeconds(5));
  private static final int ALLOWED = 5;
  private static final TraceBackLimits TRACES =
      new TraceBackLimits(Duration.ofMillis(300), 3, 4, 12, Duration.ofMillis(5));

  /** PINGs of a trace; a lonely one may be the second of its round and TTL. */
  private static final long MOST_PROBES = 2L * TRACES.rounds() * TRACES.maxTtl();

  private final long seed;
  private final SplittableRandom random;
  private final Garbage garbage;
  private final CodecFuzz codec = new CodecFuzz();
  private final @Nullable Authenticator authenticator;
  private final Reflector reflector;
  private final Client[] clients = new Client[CLIENTS];
  private final InetSocketAddress[] victims = new InetSocketAddress[50];
  private final ByteBuffer in = ByteBuffer.allocate(PacketCodec.MAX_LENGTH);
  private final ByteBuffer out = ByteBuffer.allocate(PacketCodec.MAX_LENGTH);
  private long now;
  private long datagrams;
  private long answers;
  private long counted;
  private int mostSessions;
  private long sessionsDelta;
  private long key = (1L << 32) - 1000;
  private long delays;
  private long traces;
  private long probes;
  private long pongs;
  private byte[] lastProbe = new byte[0];

  /** A client that reads its answers, so that its cookie is mostly valid. */
  private static final class Client {
    final int agent;
    final long session;
    final InetSocketAddress address;
    long cookie;
    int sequence;

    Client(int agent, long session, InetSocketAddress address) {
      this.agent = agent;
      this.session = session;
      this.address = address;
    }
  }

  ReflectorFuzz(long seed, boolean keyed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.garbage = new Garbage(random);
    this.authenticator = keyed ? Authenticator.of(List.of("key")) : null;
    this.reflector =
        new Reflector(
            new ReflectorSettings(
                    Rig.REFLECTOR_ID,
                    AllowedAgents.of(List.of(1L, 2L, 3L, 4L, (long) ALLOWED)),
                    keyed ? List.of("key") : List.of(),
                    LIMITS,
                    1,
                    1,
                    Secret.of(new byte[16]),
                    () -> OptionalLong.of(random.nextLong(1L << 50)))
                .withTraceBack(TRACES),
            measurement -> {
              switch (measurement) {
                case ReflectorActivity activity -> {
                  sessionsDelta += activity.sessionsDelta();
                  activity.counts().forEach(this::count);
                }
                case Reflection reflection ->
                    require(
                        reflection.received() <= reflection.packets()
                            && reflection.replied() == reflection.received(),
                        "a reflection of " + reflection);
                case Trace trace -> {
                  traces++;
                  long agent = trace.peerAgentId().orElseThrow();
                  require(agent >= 1 && agent <= ALLOWED, "a trace for " + agent);
                  require(trace.hops().size() <= TRACES.maxTtl(), "hops " + trace.hops());
                }
                default -> throw new AssertionError("published " + measurement);
              }
            });
    reflector.offerTraces(target -> Rig.address("10.9.9.9", 5000));
    for (int i = 0; i < CLIENTS; i++) {
      clients[i] = new Client(1 + i % ALLOWED, i, Rig.address("10.0.0." + i, 1000 + i));
    }
    for (int i = 0; i < victims.length; i++) {
      victims[i] = Rig.address(i % 2 == 0 ? "198.51.100." + i : "2001:db8::" + i, 9);
    }
  }

  private void count(ReflectorActivity.Count count) {
    require(
        count.agentId() == ReflectorActivity.Count.STRANGER
            || (count.agentId() >= 1 && count.agentId() <= ALLOWED),
        "counts of agent " + count.agentId());
    counted += count.outcome() == ReflectorActivity.Outcome.REPLIED ? 0 : count.packets();
  }

  /** Plays so many datagrams. */
  void run(long times) {
    for (long i = 0; i < times; i++) {
      try {
        step();
      } catch (RuntimeException | AssertionError e) {
        in.rewind();
        byte[] bytes = new byte[in.remaining()];
        in.get(bytes);
        throw new AssertionError(
            "seed %d datagram %d: %s".formatted(seed, datagrams, HexFormat.of().formatHex(bytes)),
            e);
      }
    }
    reflector.flush();
    require(counted == datagrams, counted + " counted of " + datagrams);
    require(sessionsDelta == reflector.sessions(), "sessions published: " + sessionsDelta);
    require(mostSessions > LIMITS.maxSessions() / 2, "few sessions: " + mostSessions);
    require(answers > times / 20, "few answers: " + answers);
    require(delays > times / 10_000, "few send delays: " + delays);
    // Each agent's traces are a cool-down apart.
    long most = ALLOWED * (now / TRACES.coolDown().toNanos() + 1);
    require(traces <= most, traces + " traces in " + now + " ns");
    require(probes <= most * MOST_PROBES, probes + " probes of " + traces);
    require(traces > times / 10_000, "few traces: " + traces);
    require(pongs > traces, "few pongs: " + pongs);
  }

  private void step() {
    now += random.nextInt(random.nextInt(200_000) == 0 ? 1_000_000_000 : 2_000_000);
    if (reflector.nextDeadlineNanos() - now <= 0) {
      reflector.onTimeout(now);
    }
    if (reflector.isStirred() || reflector.nextDeadlineNanos() - now <= 0) {
      probe();
    }
    Client client = clients[random.nextInt(CLIENTS)];
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> send(honest(client, true), client, client.address);
      case 3, 4, 5 -> send(garbage.mutate(honest(client, false)), client, client.address);
      case 6, 7 -> send(garbage.any(), null, client.address);
      // Forgers know everything but where to receive.
      case 8 -> forge(honest(client, false));
      default -> forge(garbage.mutate(honest(client, false)));
    }
  }

  /** What the reflector sends of its own accord: to clients that have proven where they are. */
  private void probe() {
    while (reflector.pollProbe(now, now, out) > 0) {
      probes++;
      InetSocketAddress target = reflector.probeTarget();
      Client client = clientAt(target);
      Packet ping = codec.check(out);
      if (client == null || client.cookie == 0) {
        throw new AssertionError("a probe to a stranger: " + target);
      }
      if (ping == null || ping.type != PacketType.PING) {
        throw new AssertionError("a probe is no PING");
      }
      require(authenticator == null || authenticator.verify(out, ping), "it is not signed");
      int hopLimit = reflector.probeHopLimit();
      require(hopLimit >= 1 && hopLimit <= TRACES.maxTtl(), "a hop limit of " + hopLimit);
      require(out.remaining() <= PacketCodec.FIXED_LENGTH + 19, "a probe of " + out.remaining());
      lastProbe = new byte[out.remaining()];
      out.get(lastProbe);
      if (random.nextInt(10) == 0) {
        reflector.probeFailed();
      } else {
        reflector.probeSent(key++ & 0xffff_ffffL);
      }
      answerProbe(client, ping.sequence);
    }
    require(reflector.nextDeadlineNanos() - now > 0, "the deadline is past");
  }

  private @Nullable Client clientAt(InetSocketAddress address) {
    for (Client client : clients) {
      if (client.address.equals(address)) {
        return client;
      }
    }
    return null;
  }

  /** By its client, a router, a liar, or not at all. */
  private void answerProbe(Client client, int sequence) {
    switch (random.nextInt(5)) {
      case 0 -> {
        byte[] pong = pong(client, sequence);
        pongs++;
        send(random.nextInt(4) == 0 ? garbage.mutate(pong) : pong, client, client.address);
      }
      case 1 -> {
        byte[] pong = pong(client, sequence);
        forge(pong);
      }
      case 2, 3 -> {
        byte[] quote = random.nextInt(3) == 0 ? garbage.mutate(lastProbe) : lastProbe;
        int length = random.nextInt(3) == 0 ? random.nextInt(quote.length + 1) : quote.length;
        HopEnd end = HopEnd.values()[random.nextInt(3)];
        reflector.onError(
            client.address,
            ByteBuffer.wrap(quote, 0, length).slice(),
            TraceAnswer.of(
                victims[random.nextInt(victims.length)].getAddress(),
                end,
                now + random.nextInt(1_000_000)));
      }
      default -> {}
    }
  }

  private byte[] pong(Client client, int sequence) {
    Packet packet = new Packet();
    packet.type = PacketType.PONG;
    packet.inReplyTo = PacketType.PING;
    packet.sourceAgent = client.agent;
    packet.targetAgent = Rig.REFLECTOR_ID;
    packet.session = client.session;
    packet.cookie = client.cookie;
    packet.sequence = sequence;
    packet.replied = random.nextInt(1_000);
    ByteBuffer bytes = ByteBuffer.allocate(128);
    PacketCodec.encode(packet, bytes.capacity(), authenticator, bytes);
    return bytes.array();
  }

  private byte[] honest(Client client, boolean advance) {
    Packet packet = new Packet();
    packet.type =
        client.cookie == 0
            ? PacketType.HELLO
            : switch (random.nextInt(10)) {
              case 0 -> PacketType.HELLO;
              case 1 -> PacketType.PING;
              case 2 -> PacketType.REPORT;
              default -> PacketType.DATA;
            };
    packet.sourceAgent = client.agent;
    packet.targetAgent = Rig.REFLECTOR_ID;
    packet.session = client.session;
    packet.cookie = packet.type == PacketType.HELLO && random.nextBoolean() ? 0 : client.cookie;
    packet.sequence = client.sequence - random.nextInt(8);
    packet.window = random.nextInt(3000);
    packet.sent = now;
    if (packet.type == PacketType.REPORT) {
      packet.report =
          random.nextBoolean()
              ? garbage.question()
              : ReportPage.request(client.sequence - 20, 30, random.nextInt(20)).encodeRequest();
    }
    if (packet.type == PacketType.PING && random.nextInt(3) != 0) {
      packet.traceBack = Packets.request(random).encode();
      packet.sequence = client.sequence;
    }
    client.sequence += advance ? 1 + random.nextInt(3) : 0;
    int least = PacketCodec.minimalLength(packet, authenticator != null);
    ByteBuffer bytes =
        ByteBuffer.allocate(least + 5 + random.nextInt(packet.report == null ? 120 : 400));
    PacketCodec.encode(packet, bytes.capacity(), authenticator, bytes);
    return bytes.array();
  }

  private void forge(byte[] datagram) {
    int before = reflector.sessions();
    Packet answer = send(datagram, null, victims[random.nextInt(victims.length)]);
    require(reflector.sessions() == before, "a stranger made a session");
    require(
        answer == null || answer.inReplyTo == PacketType.HELLO,
        "a stranger got an answer to what was not HELLO");
  }

  /** The answer, valid until the next call. */
  private @Nullable Packet send(
      byte[] datagram, @Nullable Client reader, InetSocketAddress source) {
    datagrams++;
    in.clear().put(datagram).flip();
    Packet request = codec.check(in);
    boolean served = request != null && request.sourceAgent >= 1 && request.sourceAgent <= ALLOWED;
    int length = reflector.onPacket(in, source, now, now, stamps(), out);
    require(length == out.remaining(), "the length is not the answer's");
    require(length <= datagram.length, length + " bytes answer " + datagram.length);
    require(reflector.sessions() <= LIMITS.maxSessions(), "too many sessions");
    require(reflector.windowBytes() <= LIMITS.maxWindowBytes(), "too much memory");
    mostSessions = Math.max(mostSessions, reflector.sessions());
    if (length == 0) {
      return null;
    }
    require(served, "an agent that is not allowed was answered");
    answers++;
    reflector.seal(out, random.nextInt(1000));
    stamp();
    Packet answer = codec.check(out);
    if (answer == null) {
      throw new AssertionError("the answer is no packet");
    }
    require(authenticator == null || authenticator.verify(out, answer), "the answer is not signed");
    checkDelays(answer);
    if (reader != null && answer.session == reader.session && answer.targetAgent == reader.agent) {
      reader.cookie = answer.cookie;
    }
    return answer;
  }

  private TimestampSource stamps() {
    return random.nextInt(4) == 0 ? TimestampSource.PROCESS : TimestampSource.KERNEL;
  }

  /** The kernel may stamp what is sent, soon, late or never, and so may a broken one. */
  private void stamp() {
    if (random.nextInt(8) != 0) {
      reflector.sent(key++ & 0xffff_ffffL);
    }
    long stamped =
        random.nextInt(50) == 0 ? random.nextLong() : (key - random.nextInt(3)) & 0xffff_ffffL;
    reflector.onSendStamp(stamped, now + random.nextLong(-100, random.nextInt(1, 1 << 20)));
  }

  private void checkDelays(Packet answer) {
    if (answer.report == null) {
      return;
    }
    ReportPage page = Objects.requireNonNull(ReportPage.decode(answer.report));
    for (int i = 0; i < page.fates().remaining(); i++) {
      if (page.sendDelayNanos(i) >= 0) {
        delays++;
        require(page.fate(i).answered(), "an answer left that was not given");
      }
    }
  }

  long answers() {
    return answers;
  }

  int mostSessions() {
    return mostSessions;
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new AssertionError(message);
    }
  }
}
