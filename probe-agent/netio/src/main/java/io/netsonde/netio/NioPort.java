package io.netsonde.netio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A port over a {@link DatagramChannel}: works everywhere, stamps in this process. */
final class NioPort implements SelectablePort {
  private final DatagramChannel channel;
  private final InetSocketAddress localAddress;
  private final AtomicReference<@Nullable Receiver> receiver = new AtomicReference<>();

  NioPort(DatagramChannel channel, InetSocketAddress localAddress) {
    this.channel = channel;
    this.localAddress = localAddress;
  }

  @Override
  public InetSocketAddress localAddress() {
    return localAddress;
  }

  @Override
  public long send(ByteBuffer payload, InetSocketAddress target) throws IOException {
    int length = payload.remaining();
    int sent;
    try {
      // Non-blocking, hence also deaf to interrupts: an interrupted caller does not close it.
      sent = channel.send(payload, target);
    } catch (IOException e) {
      throw failure(
          length, target, e.getMessage() == null ? "the port is closed" : e.getMessage(), e);
    } catch (UnresolvedAddressException e) {
      throw failure(length, target, "the target's name is not resolved", e);
    } catch (UnsupportedAddressTypeException e) {
      throw failure(length, target, "an IPv4 port sends to IPv4 targets only", e);
    }
    if (sent == 0 && length > 0) {
      throw failure(length, target, "the send buffer is full", null);
    }
    return NO_KEY;
  }

  @Override
  public long send(ByteBuffer payload, InetSocketAddress target, int hopLimit) throws IOException {
    throw failure(
        payload.remaining(), target, "a portable socket cannot set a datagram's hop limit", null);
  }

  @Override
  public long sendSoon(ByteBuffer payload, InetSocketAddress target) throws IOException {
    return send(payload, target);
  }

  @Override
  public void enableErrors() throws IOException {
    throw new IOException(this + ": a portable socket cannot tell of ICMP errors");
  }

  @Override
  public int flush() {
    return 0; // nothing waits
  }

  private IOException failure(
      int length, InetSocketAddress target, String reason, @Nullable Exception cause) {
    String route = Addresses.format(localAddress) + " to " + Addresses.format(target);
    return new IOException("cannot send " + length + " bytes from " + route + ": " + reason, cause);
  }

  @Override
  public SelectableChannel channel() {
    return channel;
  }

  @Override
  public void drain(Reading reading) throws IOException {
    ByteBuffer buffer = reading.buffer();
    for (int i = 0; i < DRAIN_BOUND && !reading.isOver(); i++) {
      buffer.clear();
      // Allocates an InetSocketAddress, except where the source is that of the datagram before: the
      // channel keeps the last one itself.
      SocketAddress source = channel.receive(buffer);
      if (source == null) {
        return;
      }
      KernelTime time = reading.time();
      long now = time.read();
      buffer.flip();
      reading.slot().set(buffer, (InetSocketAddress) source, now, time.epochNanos());
      reading.handOn();
    }
  }

  @Override
  public AtomicReference<@Nullable Receiver> receiver() {
    return receiver;
  }

  @Override
  public void close() {
    // A registered channel gives its address back only when the selector has let go of it.
    Receiver registered = receiver.get();
    if (registered != null) {
      registered.unregister(this);
    }
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + Addresses.format(localAddress), e);
    }
  }

  @Override
  public String toString() {
    return "udp " + Addresses.format(localAddress);
  }
}
