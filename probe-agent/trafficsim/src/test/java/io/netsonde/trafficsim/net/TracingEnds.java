package io.netsonde.trafficsim.net;

import io.netsonde.measurement.ClockError;
import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.MeasurementSink;
import io.netsonde.measurement.Path;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.TrafficSimCycle;
import io.netsonde.measurement.trace.TraceCause;
import io.netsonde.measurement.trace.TraceSettings;
import io.netsonde.netio.DatagramPort;
import io.netsonde.netio.HostClock;
import io.netsonde.netio.ReceiverListener;
import io.netsonde.netio.Stamping;
import io.netsonde.trafficsim.reflector.AllowedAgents;
import io.netsonde.trafficsim.reflector.Reflector;
import io.netsonde.trafficsim.reflector.ReflectorLimits;
import io.netsonde.trafficsim.reflector.ReflectorSettings;
import io.netsonde.trafficsim.reflector.Secret;
import io.netsonde.trafficsim.reflector.TraceBackLimits;
import io.netsonde.trafficsim.sender.ProbeSettings;
import io.netsonde.trafficsim.trace.TraceRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Reflectors and senders that trace, for tests over real sockets. */
final class TracingEnds {
  static final String PROBE = "traced";
  static final SpanIdentity CYCLE =
      new SpanIdentity("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7");
  static final SpanIdentity SPAN =
      new SpanIdentity("0ba8971643737f1dd2364a3f0e81a57b", "a1c2c3c4c5c6c7c8");

  private TracingEnds() {}

  /** A reflector that answers, and takes no rest between two traces. */
  static ReflectorServer reflector(
      InetSocketAddress address,
      Stamping stamping,
      List<String> keys,
      Duration coolDown,
      MeasurementSink sink)
      throws IOException {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    ReflectorSettings settings =
        new ReflectorSettings(
                100,
                AllowedAgents.of(List.of(101L)),
                keys,
                ReflectorLimits.DEFAULT,
                HostClock.id(),
                1 | new SecureRandom().nextLong(),
                Secret.of(secret),
                ClockError.UNKNOWN)
            .withTraceBack(TraceBackLimits.DEFAULT.withCoolDown(coolDown));
    ReflectorServer server =
        ReflectorServer.open(stamping, new Reflector(settings, sink), address, new Loud());
    server.start();
    return server;
  }

  /** A sender that measures that reflector; returns when its flows have their sessions. */
  static SenderLoop sender(
      InetSocketAddress target,
      Stamping stamping,
      List<String> keys,
      int flows,
      MeasurementSink sink,
      SenderListener listener)
      throws IOException, InterruptedException {
    SenderLoop loop = new SenderLoop(SenderEnvironment.of(stamping), new Loud());
    loop.start();
    CountDownLatch cycle = new CountDownLatch(1);
    String host = target.getAddress().getHostAddress();
    loop.add(
        new ProbeSettings(
            new Path(PROBE, 100, host, target.getPort()),
            101,
            Duration.ofMillis(5),
            20,
            Duration.ofSeconds(1),
            128,
            flows,
            keys,
            0),
        SendOptions.DEFAULT,
        System.nanoTime(),
        measurement -> {
          sink.accept(measurement);
          if (measurement instanceof TrafficSimCycle) {
            cycle.countDown();
          }
        },
        listener);
    cycle.await();
    return loop;
  }

  static TraceRequest request(int rounds) {
    return new TraceRequest(
        SPAN,
        Optional.of(new TraceCause("packet_loss:12.50%", CYCLE)),
        new TraceSettings(rounds, 1, 30, 50_000_000, 1_000_000_000, true),
        true);
  }

  /** The address behind a literal, with a port. */
  static InetSocketAddress at(String literal, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(literal), port);
  }

  /** The measurement, if it is a trace. */
  static Optional<Trace> trace(Measurement measurement) {
    return measurement instanceof Trace trace ? Optional.of(trace) : Optional.empty();
  }

  /** Nothing of it happens where all is well; where it does, the test finds its result missing. */
  private static final class Loud implements ReceiverListener {
    @Override
    public void onReceiveFailed(DatagramPort port, IOException failure, Duration pause) {
      failure.printStackTrace();
    }

    @Override
    public void onHandlerFailed(DatagramPort port, Throwable failure) {
      failure.printStackTrace();
    }

    @Override
    public void onWorkFailed(Throwable failure) {
      failure.printStackTrace();
    }

    @Override
    public void onWaitFailed(IOException failure, Duration pause) {
      failure.printStackTrace();
    }
  }
}
