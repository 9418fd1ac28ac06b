package io.netsonde.benchmarks;

import com.sun.management.ThreadMXBean;
import io.netsonde.measurement.ClockError;
import io.netsonde.measurement.Path;
import io.netsonde.measurement.TimestampSource;
import io.netsonde.trafficsim.ClockErrorWatch;
import io.netsonde.trafficsim.reflector.AllowedAgents;
import io.netsonde.trafficsim.reflector.Reflector;
import io.netsonde.trafficsim.reflector.ReflectorLimits;
import io.netsonde.trafficsim.reflector.ReflectorSettings;
import io.netsonde.trafficsim.reflector.Secret;
import io.netsonde.trafficsim.sender.FlowSender;
import io.netsonde.trafficsim.sender.ProbeListener;
import io.netsonde.trafficsim.sender.ProbeSender;
import io.netsonde.trafficsim.sender.ProbeSettings;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What the sender's state machines cost without sockets: many flows at one packet a second in
 * virtual time against a reflector in the same thread, whose cost is left out. {@code
 * SenderMachines [FLOWS] [SECONDS]}; prints nanoseconds and bytes allocated a packet, cycles with
 * their statistics and reports included.
 */
public final class SenderMachines {
  private static final long SECOND = 1_000_000_000L;
  private static final long EPOCH = 1_800_000_000L * SECOND;
  private static final int CYCLE = 60;

  private final List<FlowSender> flows = new ArrayList<>();
  private final List<InetSocketAddress> addresses = new ArrayList<>();
  private final Reflector reflector;
  private final ByteBuffer out = ByteBuffer.allocateDirect(2_000);
  private final ByteBuffer answer = ByteBuffer.allocateDirect(2_000);
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private boolean allocations;
  private long began;
  private long spent;
  private long packets;
  private long cycles;

  private SenderMachines(int count) throws UnknownHostException {
    SplittableRandom random = new SplittableRandom(1);
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    reflector =
        new Reflector(
            new ReflectorSettings(
                100,
                AllowedAgents.any(),
                List.of(),
                ReflectorLimits.DEFAULT,
                0,
                7,
                Secret.of(secret),
                ClockError.UNKNOWN),
            measurement -> {});
    for (int i = 0; i < count; i++) {
      ProbeSender probe =
          new ProbeSender(
              new ProbeSettings(
                  new Path("probe-" + i, 100, "reflector.example", 5000),
                  101,
                  Duration.ofSeconds(1),
                  CYCLE,
                  Duration.ofSeconds(2),
                  128,
                  1,
                  List.of(),
                  0),
              0,
              new ClockErrorWatch(ClockError.UNKNOWN),
              random.split(),
              SECOND * i / count,
              measurement -> cycles++,
              ProbeListener.NONE);
      probe.start(0, EPOCH);
      flows.addAll(probe.flows());
      byte[] address = {10, (byte) (i >> 16), (byte) (i >> 8), (byte) i};
      addresses.add(new InetSocketAddress(InetAddress.getByAddress(address), 40_000));
    }
  }

  public static void main(String[] arguments) throws UnknownHostException {
    int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2 * CYCLE;
    SenderMachines machines = new SenderMachines(count);
    machines.run(0, CYCLE + 5);
    long nanos = machines.measure(CYCLE + 5, seconds, false);
    long packets = machines.packets;
    System.out.printf(
        "%d flows, %d packets, %d cycles: %.0f ns a packet%n",
        count, packets, machines.cycles, (double) nanos / packets);
    long bytes = machines.measure(CYCLE + 5 + seconds, seconds, true);
    System.out.printf("%.0f bytes allocated a packet%n", (double) bytes / machines.packets);
  }

  private long measure(long from, long seconds, boolean countAllocations) {
    allocations = countAllocations;
    spent = 0;
    packets = 0;
    cycles = 0;
    run(from, seconds);
    return spent;
  }

  /** Serves every flow at its slot of each second: that is its only deadline but rare ones. */
  private void run(long from, long seconds) {
    for (long second = from; second < from + seconds; second++) {
      for (int i = 0; i < flows.size(); i++) {
        serve(i, second * SECOND + SECOND * i / flows.size());
      }
    }
  }

  private void serve(int index, long now) {
    FlowSender flow = flows.get(index);
    InetSocketAddress source = addresses.get(index);
    long at = now;
    while (true) {
      out.clear();
      begin();
      int length = flow.poll(at, EPOCH + at, out);
      flow.nextDeadlineNanos();
      end();
      if (length == 0) {
        return;
      }
      out.flip();
      packets += out.get(1) == 3 ? 1 : 0;
      at += 1_000;
      if (reflector.onPacket(out, source, at, EPOCH + at, TimestampSource.PROCESS, answer) > 0) {
        reflector.seal(answer, 100);
        at += 1_000;
        begin();
        flow.onPacket(answer, at, EPOCH + at, FlowSender.NO_STAMP);
        end();
      }
    }
  }

  private void begin() {
    began = allocations ? threads.getCurrentThreadAllocatedBytes() : System.nanoTime();
  }

  private void end() {
    spent += (allocations ? threads.getCurrentThreadAllocatedBytes() : System.nanoTime()) - began;
  }
}
