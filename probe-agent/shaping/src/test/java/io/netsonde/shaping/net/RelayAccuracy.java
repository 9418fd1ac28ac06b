package io.netsonde.shaping.net;

import io.netsonde.shaping.Impairment;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * Prints by how much a relay over loopback exceeds the delay it was told, from one program's send
 * to the other's receive: {@code RelayAccuracy [delay in ms] [packets] [interval in ms]}.
 */
public final class RelayAccuracy {
  private static final int WARM_UP = 500;

  private RelayAccuracy() {}

  public static void main(String[] args) throws IOException {
    Duration delay = Duration.ofMillis(args.length > 0 ? Long.parseLong(args[0]) : 10);
    int packets = WARM_UP + (args.length > 1 ? Integer.parseInt(args[1]) : 5_000);
    long interval = Duration.ofMillis(args.length > 2 ? Long.parseLong(args[2]) : 2).toNanos();
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (DatagramSocket client = new DatagramSocket(0, loopback);
        DatagramSocket target = new DatagramSocket(0, loopback);
        UdpRelay relay =
            UdpRelay.open(
                RelaySettings.of(
                    new InetSocketAddress(loopback, 0),
                    (InetSocketAddress) target.getLocalSocketAddress(),
                    Impairment.NONE.withDelay(delay),
                    Impairment.NONE),
                (operation, failure) -> System.err.println(operation + ": " + failure))) {
      relay.start();
      InetSocketAddress direct = (InetSocketAddress) target.getLocalSocketAddress();
      print("without the relay", measure(client, target, direct, packets, interval), 0);
      long told = delay.toNanos();
      print(
          "with a delay of " + delay,
          measure(client, target, relay.localAddress(), packets, interval),
          told);
    }
  }

  /** How long each packet took, sorted, in nanoseconds. */
  private static long[] measure(
      DatagramSocket client,
      DatagramSocket target,
      InetSocketAddress to,
      int packets,
      long interval)
      throws IOException {
    Thread.ofPlatform().start(() -> send(client, to, packets, interval));
    long[] took = new long[packets];
    DatagramPacket packet = new DatagramPacket(new byte[8], 8);
    for (int i = 0; i < packets; i++) {
      target.receive(packet);
      took[i] = System.nanoTime() - ByteBuffer.wrap(packet.getData()).getLong();
    }
    return Arrays.stream(took).skip(WARM_UP).sorted().toArray();
  }

  private static void print(String what, long[] sorted, long toldNanos) {
    System.out.printf(
        "%s: %d packets, beyond it min %d us, median %d us, P99 %d us, max %d us%n",
        what,
        sorted.length,
        (sorted[0] - toldNanos) / 1000,
        (sorted[sorted.length / 2] - toldNanos) / 1000,
        (sorted[sorted.length * 99 / 100] - toldNanos) / 1000,
        (sorted[sorted.length - 1] - toldNanos) / 1000);
  }

  private static void send(
      DatagramSocket client, InetSocketAddress to, int packets, long interval) {
    long next = System.nanoTime();
    try {
      for (int i = 0; i < packets; i++) {
        LockSupport.parkNanos(next - System.nanoTime());
        byte[] stamp = ByteBuffer.allocate(8).putLong(System.nanoTime()).array();
        client.send(new DatagramPacket(stamp, 8, to));
        next += interval;
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
