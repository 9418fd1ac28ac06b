package io.netsonde.benchmarks;

import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.Distribution;
import io.netsonde.measurement.Path;
import io.netsonde.measurement.TrafficSimCycle;
import io.netsonde.netio.DatagramPort;
import io.netsonde.netio.ReceiverListener;
import io.netsonde.netio.Stamping;
import io.netsonde.trafficsim.net.SenderEnvironment;
import io.netsonde.trafficsim.net.SenderListener;
import io.netsonde.trafficsim.net.SenderLoop;
import io.netsonde.trafficsim.sender.ProbeSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/**
 * Many senders in one process towards one reflector: {@code ManySenders HOST PORT SENDERS
 * INTERVAL_MS PACKETS_EACH}. Prints what was lost where, delays and send lag. Exit status 1 if
 * anything was lost.
 */
public final class ManySenders {
  private ManySenders() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    String host = arguments[0];
    int port = Integer.parseInt(arguments[1]);
    int senders = Integer.parseInt(arguments[2]);
    Duration interval = Duration.ofMillis(Long.parseLong(arguments[3]));
    int packets = Integer.parseInt(arguments[4]);
    Queue<TrafficSimCycle> cycles = new ConcurrentLinkedQueue<>();
    CountDownLatch finished = new CountDownLatch(senders);
    try (SenderLoop loop = new SenderLoop(SenderEnvironment.of(Stamping.best()), new Failing())) {
      loop.start();
      for (int sender = 0; sender < senders; sender++) {
        loop.add(
            new ProbeSettings(
                new Path("sender-" + sender, 0, host, port),
                1 + sender,
                interval,
                packets,
                Duration.ofSeconds(2),
                128,
                1,
                List.of(),
                1),
            0,
            interval.toNanos() * sender / senders,
            measurement -> {
              if (measurement instanceof TrafficSimCycle cycle) {
                cycles.add(cycle);
              }
            },
            new SenderListener() {
              @Override
              public void finished() {
                finished.countDown();
              }
            });
      }
      finished.await();
      System.exit(report(cycles, loop.totals().drops()));
    }
  }

  private static int report(Queue<TrafficSimCycle> cycles, long overflow) {
    List<CycleFigures> figures = cycles.stream().map(TrafficSimCycle::total).toList();
    long sent = figures.stream().mapToLong(f -> f.roundTrip().sent()).sum();
    long lost = figures.stream().mapToLong(f -> f.roundTrip().lost()).sum();
    long forward = figures.stream().mapToLong(f -> f.forward().lost()).sum();
    long reverse = figures.stream().mapToLong(f -> f.reverse().lost()).sum();
    Distribution delay =
        Distribution.merge(figures.stream().map(f -> f.roundTrip().delay()).toList());
    Distribution lag = Distribution.merge(figures.stream().map(CycleFigures::sendLag).toList());
    System.out.printf(
        "senders %d sent %d lost %d (forward %d, reverse %d, overflow %d)%n",
        figures.size(), sent, lost, forward, reverse, overflow);
    System.out.printf("round-trip delay us: %s%n", percentiles(delay));
    System.out.printf("send lag us:         %s%n", percentiles(lag));
    return lost == 0 ? 0 : 1;
  }

  private static String percentiles(Distribution nanos) {
    return nanos.isEmpty()
        ? "none"
        : String.format(
            "p50 %.0f p99 %.0f max %.0f",
            nanos.median() / 1e3, nanos.percentile(99) / 1e3, nanos.max() / 1e3);
  }

  /** Nothing may fail here. */
  private static final class Failing implements ReceiverListener {
    @Override
    public void onReceiveFailed(DatagramPort port, IOException failure, Duration pause) {
      System.err.println(port + ": " + failure);
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
      System.err.println(failure);
    }
  }
}
