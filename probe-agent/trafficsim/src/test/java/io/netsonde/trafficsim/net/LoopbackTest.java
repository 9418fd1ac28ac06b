package io.netsonde.trafficsim.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netsonde.measurement.ClockError;
import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.Path;
import io.netsonde.measurement.PathState;
import io.netsonde.measurement.TimestampSource;
import io.netsonde.measurement.TrafficSimCycle;
import io.netsonde.netio.DatagramPort;
import io.netsonde.netio.HostClock;
import io.netsonde.netio.ReceiverListener;
import io.netsonde.netio.Stamping;
import io.netsonde.trafficsim.reflector.AllowedAgents;
import io.netsonde.trafficsim.reflector.Reflector;
import io.netsonde.trafficsim.reflector.ReflectorLimits;
import io.netsonde.trafficsim.reflector.ReflectorSettings;
import io.netsonde.trafficsim.reflector.Secret;
import io.netsonde.trafficsim.sender.ProbeSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sender loop and reflector server over real sockets; waits for events, never for time. */
@ParameterizedClass
@EnumSource(Stamping.class)
class LoopbackTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Stamping stamping;

  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

  LoopbackTest(Stamping stamping) {
    assumeTrue(stamping == Stamping.PORTABLE || Stamping.best() == Stamping.KERNEL);
    this.stamping = stamping;
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void shouldMeasureEveryPacketWhenTheLoopbackLosesNone(String address) throws Exception {
    List<Measurement> measured = measure(address, 3, 200, List.of("key"), List.of("old", "key"));
    List<TrafficSimCycle> cycles =
        measured.stream()
            .filter(TrafficSimCycle.class::isInstance)
            .map(TrafficSimCycle.class::cast)
            .toList();
    assertEquals(1, cycles.size());
    TrafficSimCycle cycle = cycles.getFirst();
    assertEquals(TrafficSimCycle.Outcome.COMPLETE, cycle.outcome());
    assertEquals(600, cycle.total().packets());
    assertEquals(600, cycle.total().roundTrip().received());
    assertEquals(600, cycle.total().forward().received());
    assertEquals(600, cycle.total().reverse().received());
    assertEquals(3, cycle.flows().size());
    assertEquals(
        stamping == Stamping.KERNEL ? TimestampSource.KERNEL : TimestampSource.PROCESS,
        cycle.timestampSource());
    assertEquals(0, cycle.total().unstamped());
    assertTrue(cycle.total().clock().orElseThrow().shared() == (HostClock.id() != 0));
    assertTrue(cycle.total().roundTrip().delay().min() > 0);
    assertEquals(
        List.of(false, false, false, true, true, true),
        measured.stream()
            .filter(PathState.class::isInstance)
            .map(state -> ((PathState) state).up())
            .toList());
    assertEquals(List.of(), List.copyOf(failures));
  }

  @Test
  void shouldSayThatItEndedWhenASinkHasADefect() throws Exception {
    try (SenderLoop loop = new SenderLoop(SenderEnvironment.of(stamping), failing())) {
      loop.start();
      loop.requireAlive();
      loop.add(
          new ProbeSettings(
              new Path("defect", 0, "127.0.0.1", 9),
              101,
              Duration.ofMillis(1),
              1,
              Duration.ofSeconds(1),
              128,
              1,
              List.of(),
              1),
          SendOptions.DEFAULT,
          0,
          measurement -> {
            throw new IllegalStateException("a sink never throws");
          },
          new SenderListener() {});
      assertTrue(loop.awaitDone(LIMIT));
      String message = assertThrows(IllegalStateException.class, loop::requireAlive).toString();
      assertTrue(message.contains("a sink never throws"), message);
    }
  }

  private List<Measurement> measure(
      String address, int flows, int packets, List<String> senderKeys, List<String> reflectorKeys)
      throws IOException, InterruptedException {
    Queue<Measurement> measured = new ConcurrentLinkedQueue<>();
    CountDownLatch finished = new CountDownLatch(1);
    Queue<Integer> ports = new ConcurrentLinkedQueue<>();
    InetSocketAddress any = new InetSocketAddress(InetAddress.getByName(address), 0);
    try (ReflectorServer server =
            ReflectorServer.open(stamping, reflector(reflectorKeys), any, failing());
        SenderLoop loop = new SenderLoop(SenderEnvironment.of(stamping), failing())) {
      server.start();
      loop.start();
      loop.add(
          new ProbeSettings(
              new Path("loop", 100, address, server.address().getPort()),
              101,
              Duration.ofMillis(1),
              packets,
              Duration.ofSeconds(30),
              128,
              flows,
              senderKeys,
              1),
          SendOptions.DEFAULT,
          System.nanoTime(),
          measured::add,
          new SenderListener() {
            @Override
            public void flowOpened(int flow, InetSocketAddress local) {
              assertEquals(ports.size(), flow);
              ports.add(local.getPort());
            }

            @Override
            public void finished() {
              finished.countDown();
            }
          });
      assertTrue(finished.await(LIMIT.toSeconds(), TimeUnit.SECONDS));
      loop.stop();
      assertTrue(loop.awaitDone(LIMIT));
    }
    assertEquals(flows, Set.copyOf(ports).size(), "a source port for each flow");
    return new ArrayList<>(measured);
  }

  @Test
  void shouldFindThePeerWhenItsNameLeadsElsewhere() throws Exception {
    InetSocketAddress any = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
    AtomicReference<@Nullable InetSocketAddress> name = new AtomicReference<>();
    CountDownLatch heard = new CountDownLatch(1);
    CountDownLatch restarted = new CountDownLatch(1);
    List<InetSocketAddress> addresses = new CopyOnWriteArrayList<>();
    ReflectorServer first = ReflectorServer.open(stamping, reflector(List.of()), any, failing());
    try (ReflectorServer second =
            ReflectorServer.open(stamping, reflector(List.of()), any, failing());
        SenderLoop loop =
            new SenderLoop(
                SenderEnvironment.of(stamping).withNames((host, port) -> name.get()), failing())) {
      first.start();
      second.start();
      loop.start();
      name.set(first.address());
      loop.add(
          new ProbeSettings(
              new Path("moving", 100, "berlin.example.net", 5000),
              101,
              Duration.ofMillis(2),
              100,
              Duration.ofMillis(50),
              128,
              1,
              List.of(),
              0),
          SendOptions.DEFAULT,
          0,
          measurement -> {},
          new SenderListener() {
            @Override
            public void resolved(InetSocketAddress target) {
              addresses.add(target);
            }

            @Override
            public void sessionChanged(int flow, boolean up) {
              heard.countDown();
            }

            @Override
            public void reflectorRestarted(int flow) {
              restarted.countDown();
            }
          });
      assertTrue(heard.await(LIMIT.toSeconds(), TimeUnit.SECONDS));
      name.set(second.address());
      first.close();
      assertTrue(restarted.await(LIMIT.toSeconds(), TimeUnit.SECONDS), "another boot id is seen");
      assertEquals(List.of(first.address(), second.address()), addresses);
    }
  }

  private static Reflector reflector(List<String> keys) {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    return new Reflector(
        new ReflectorSettings(
            100,
            AllowedAgents.of(List.of(101L)),
            keys,
            ReflectorLimits.DEFAULT,
            HostClock.id(),
            1 | new SecureRandom().nextLong(),
            Secret.of(secret),
            ClockError.UNKNOWN),
        measurement -> {});
  }

  private ReceiverListener failing() {
    return new ReceiverListener() {
      @Override
      public void onReceiveFailed(DatagramPort port, IOException failure, Duration pause) {
        failures.add(failure);
      }

      @Override
      public void onHandlerFailed(DatagramPort port, Throwable failure) {
        failures.add(failure);
      }

      @Override
      public void onWorkFailed(Throwable failure) {
        failures.add(failure);
      }

      @Override
      public void onWaitFailed(IOException failure, Duration pause) {
        failures.add(failure);
      }
    };
  }
}
