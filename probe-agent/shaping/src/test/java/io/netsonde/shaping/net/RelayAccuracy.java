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
      Thread sender = Thread.ofPlatform().start(() -> send(client, relay, packets, interval));
      long[] errors = new long[packets];
      DatagramPacket packet = new DatagramPacket(new byte[8], 8);
      for (int i = 0; i < packets; i++) {
        target.receive(packet);
        long now = System.nanoTime();
        errors[i] = now - ByteBuffer.wrap(packet.getData()).getLong() - delay.toNanos();
      }
      sender.interrupt();
      long[] sorted = Arrays.stream(errors).skip(WARM_UP).sorted().toArray();
      System.out.printf(
          "delay %d ms, every %d us, %d packets: error min %d us, median %d us, P99 %d us, max %d"
              + " us%n",
          delay.toMillis(),
          interval / 1000,
          sorted.length,
          sorted[0] / 1000,
          sorted[sorted.length / 2] / 1000,
          sorted[sorted.length * 99 / 100] / 1000,
          sorted[sorted.length - 1] / 1000);
    }
  }

  private static void send(DatagramSocket client, UdpRelay relay, int packets, long interval) {
    long next = System.nanoTime();
    try {
      for (int i = 0; i < packets; i++) {
        LockSupport.parkNanos(next - System.nanoTime());
        byte[] stamp = ByteBuffer.allocate(8).putLong(System.nanoTime()).array();
        client.send(new DatagramPacket(stamp, 8, relay.localAddress()));
        next += interval;
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
