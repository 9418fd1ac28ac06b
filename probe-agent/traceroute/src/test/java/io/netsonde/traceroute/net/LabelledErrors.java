package io.netsonde.traceroute.net;

import io.netsonde.netio.DatagramPort;
import io.netsonde.netio.RawPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;

/**
 * A router on loopback that lets every datagram to its port expire, and tells with which label it
 * came (RFC 4884, RFC 4950). Needs CAP_NET_RAW.
 */
final class LabelledErrors implements AutoCloseable {
  static final int LABEL = 24_001;
  static final int TRAFFIC_CLASS = 5;

  private static final int UDP = 17;
  private static final int QUOTED_BYTES = 128;
  private static final int MESSAGE_BYTES = 8 + QUOTED_BYTES + 12;

  private final DatagramChannel channel;
  private final DatagramPort errors;
  private final Thread thread;

  private LabelledErrors(DatagramChannel channel, DatagramPort errors) {
    this.channel = channel;
    this.errors = errors;
    this.thread = Thread.ofVirtual().unstarted(this::run);
  }

  /**
   * Begins at once.
   *
   * @param router from which address it tells
   */
  static LabelledErrors at(InetAddress router) throws IOException {
    DatagramPort errors = RawPorts.icmpSender(router);
    DatagramChannel channel = DatagramChannel.open();
    channel.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
    LabelledErrors labelled = new LabelledErrors(channel, errors);
    labelled.thread.start();
    return labelled;
  }

  int port() throws IOException {
    return ((InetSocketAddress) channel.getLocalAddress()).getPort();
  }

  private void run() {
    ByteBuffer payload = ByteBuffer.allocate(2_000);
    try {
      while (true) {
        InetSocketAddress from = (InetSocketAddress) channel.receive(payload.clear());
        ByteBuffer error = error(from, port(), payload.flip());
        long unused = errors.send(error, new InetSocketAddress(from.getAddress(), 0));
      }
    } catch (ClosedChannelException _) {
      // It is over.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ByteBuffer error(InetSocketAddress from, int port, ByteBuffer payload) {
    ByteBuffer error = ByteBuffer.allocate(MESSAGE_BYTES);
    error.put((byte) 11).put((byte) 0).putShort((short) 0); // time exceeded
    error.put((byte) 0).put((byte) (QUOTED_BYTES / 4)).putShort((short) 0);
    byte[] address = from.getAddress().getAddress();
    error.put((byte) 0x45).put((byte) 0).putShort((short) (28 + payload.remaining()));
    error.putInt(0).put((byte) 1).put((byte) UDP).putShort((short) 0).put(address).put(address);
    error.putShort((short) from.getPort()).putShort((short) port);
    error.putShort((short) (8 + payload.remaining())).putShort((short) 0).put(payload);
    error.position(8 + QUOTED_BYTES);
    int extension = error.position();
    error.putInt(2 << 28).putShort((short) 8).put((byte) 1).put((byte) 1);
    error.putInt(LABEL << 12 | TRAFFIC_CLASS << 9 | 1 << 8 | 1);
    error.putShort(extension + 2, checksum(error, extension));
    error.putShort(2, checksum(error, 0));
    return error.flip();
  }

  /** Of what is from there on (RFC 1071). */
  private static short checksum(ByteBuffer message, int from) {
    long sum = 0;
    for (int at = from; at < MESSAGE_BYTES; at += 2) {
      sum += Short.toUnsignedInt(message.getShort(at));
    }
    while (sum >>> 16 != 0) {
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return (short) ~sum;
  }

  @Override
  public void close() throws IOException {
    channel.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    errors.close();
  }
}
