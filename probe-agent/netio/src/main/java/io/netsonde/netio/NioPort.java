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
  public void send(ByteBuffer payload, InetSocketAddress target) throws IOException {
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
  public boolean receive(ReceivedDatagram slot) throws IOException {
    slot.payload.clear();
    // Allocates an InetSocketAddress, except where the source is that of the datagram before: the
    // channel keeps the last one itself.
    SocketAddress source = channel.receive(slot.payload);
    if (source == null) {
      return false;
    }
    slot.stampNow();
    slot.payload.flip();
    slot.source = (InetSocketAddress) source;
    return true;
  }

  @Override
  public AtomicReference<@Nullable Receiver> receiver() {
    return receiver;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + Addresses.format(localAddress), e);
    } finally {
      // A registered channel gives its address back only when the selector has let go of it.
      Receiver registered = receiver.getAndSet(null);
      if (registered != null) {
        registered.awaitRound();
      }
    }
  }

  @Override
  public String toString() {
    return "udp " + Addresses.format(localAddress);
  }
}
