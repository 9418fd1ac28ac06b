package io.netsonde.netio;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A port whose first reads fail. */
final class FailingPort implements SelectablePort, DescriptorPort {
  private final ReadablePort port;
  private int failures;

  FailingPort(ReadablePort port, int failures) {
    this.port = port;
    this.failures = failures;
  }

  @Override
  public void drain(Reading reading) throws IOException {
    if (failures-- > 0) {
      throw new IOException("reading failed");
    }
    port.drain(reading);
  }

  @Override
  public InetSocketAddress localAddress() {
    return port.localAddress();
  }

  @Override
  public long send(ByteBuffer payload, InetSocketAddress target) throws IOException {
    return port.send(payload, target);
  }

  @Override
  public long send(ByteBuffer payload, InetSocketAddress target, int hopLimit) throws IOException {
    return port.send(payload, target, hopLimit);
  }

  @Override
  public long sendSoon(ByteBuffer payload, InetSocketAddress target) throws IOException {
    return port.sendSoon(payload, target);
  }

  @Override
  public void enableErrors() throws IOException {
    port.enableErrors();
  }

  @Override
  public int flush() {
    return port.flush();
  }

  @Override
  public SelectableChannel channel() {
    return ((SelectablePort) port).channel();
  }

  @Override
  public int descriptor() {
    return ((DescriptorPort) port).descriptor();
  }

  @Override
  public Stamping stamping() {
    return port.stamping();
  }

  @Override
  public AtomicReference<@Nullable Receiver> receiver() {
    return port.receiver();
  }

  @Override
  public void close() {
    port.close();
  }
}
