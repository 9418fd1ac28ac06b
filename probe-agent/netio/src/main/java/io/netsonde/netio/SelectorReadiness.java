package io.netsonde.netio;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;

/** Waits by a selector, which counts in milliseconds. */
final class SelectorReadiness implements Readiness {
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final Selector selector;

  SelectorReadiness() throws IOException {
    this.selector = Selector.open();
  }

  @Override
  public void add(Registration registration) throws IOException {
    if (!(registration.port instanceof SelectablePort selectable)) {
      throw new IllegalArgumentException("not a portable port: " + registration.port);
    }
    SelectionKey unused =
        selectable.channel().register(selector, SelectionKey.OP_READ, registration);
  }

  @Override
  public void remove(Registration registration) {
    SelectionKey key = key(registration);
    if (key != null) {
      key.cancel();
    }
  }

  @Override
  public void await(long nanos, List<Registration> ready) throws IOException {
    // Rounded up: rounding down would spin through the last millisecond.
    long millis = nanos <= 0 ? 0 : (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
    if (millis == 0) {
      selector.selectNow();
    } else {
      selector.select(millis);
    }
    for (SelectionKey key : selector.selectedKeys()) {
      ready.add((Registration) key.attachment());
    }
    selector.selectedKeys().clear();
  }

  @Override
  public void listen(Registration registration, boolean on) {
    SelectionKey key = key(registration);
    try {
      if (key != null) {
        key.interestOps(on ? SelectionKey.OP_READ : 0);
      }
    } catch (CancelledKeyException e) {
      // Unregistered meanwhile: there is nothing to wait for.
    }
  }

  private @org.jspecify.annotations.Nullable SelectionKey key(Registration registration) {
    return registration.port instanceof SelectablePort selectable
        ? selectable.channel().keyFor(selector)
        : null;
  }

  @Override
  public void wakeUp() {
    selector.wakeup();
  }

  @Override
  public void close() throws IOException {
    selector.close();
  }
}
