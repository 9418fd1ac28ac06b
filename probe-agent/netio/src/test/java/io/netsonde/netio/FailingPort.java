package io.netsonde.netio;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A port whose first reads fail. */
final class FailingPort implements SelectablePort {
  private final SelectablePort port;
  private int failures;

  FailingPort(SelectablePort port, int failures) {
    this.port = port;
    this.failures = failures;
  }

  @Override
  public boolean receive(ReceivedDatagram slot) throws IOException {
    if (failures-- > 0) {
      throw new IOException("reading failed");
    }
    return port.receive(slot);
  }

  @Override
  public InetSocketAddress localAddress() {
    return port.localAddress();
  }

  @Override
  public void send(ByteBuffer payload, InetSocketAddress target) throws IOException {
    port.send(payload, target);
  }

  @Override
  public SelectableChannel channel() {
    return port.channel();
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
