package io.netsonde.netio;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A program that sends three ICMP echoes to a target and says what it sent by and what came. */
final class EchoingProgram {
  private static final int ECHOES = 3;

  private EchoingProgram() {}

  /** Takes the target's address. */
  public static void main(String[] arguments) throws Exception {
    InetAddress target = InetAddress.getByName(arguments[0]);
    CountDownLatch replies = new CountDownLatch(ECHOES);
    try (DatagramPort port = IcmpPorts.openFor(target, PortOptions.DEFAULT);
        Receiver receiver =
            Receiver.open(
                Stamping.KERNEL, "echoing", new RecordingListener(), now -> now + Work.FAR_NANOS)) {
      receiver.register(
          port,
          (at, datagram) -> {
            System.out.println(
                "reply "
                    + IcmpEcho.sequence(datagram.payload())
                    + " from "
                    + datagram.source().getAddress().getHostAddress()
                    + (datagram.isStamped() ? " stamped" : ""));
            replies.countDown();
          });
      receiver.start();
      System.out.println("by " + port.toString().replaceFirst(" [^a-z].*", ""));
      for (int i = 0; i < ECHOES; i++) {
        ByteBuffer message = ByteBuffer.allocate(64);
        IcmpEcho.putRequest(message, target.getAddress().length == 16, i);
        port.send(message.rewind(), new InetSocketAddress(target, 0));
      }
      if (!replies.await(20, TimeUnit.SECONDS)) {
        System.out.println("no more replies");
      }
    } catch (IOException e) {
      System.out.println(e.getMessage());
    }
  }
}
