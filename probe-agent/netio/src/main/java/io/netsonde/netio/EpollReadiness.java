package io.netsonde.netio;

import io.netsonde.netio.linux.Epoll;
import io.netsonde.netio.linux.Errno;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Waits by epoll, to the nanosecond where the kernel can. */
final class EpollReadiness implements Readiness {
  private final Epoll epoll;
  private final Object lock = new Object();

  // Guarded by lock; a registration's place is its token.
  private final ArrayList<@Nullable Registration> places = new ArrayList<>();
  private final ArrayDeque<Integer> free = new ArrayDeque<>();
  private boolean closed;

  EpollReadiness() throws IOException {
    this.epoll = Epoll.open();
  }

  @Override
  public void add(Registration registration) throws IOException {
    if (!(registration.port instanceof DescriptorPort port)) {
      throw new IllegalArgumentException(
          "not a port with the kernel's stamps: " + registration.port);
    }
    synchronized (lock) {
      int token = free.isEmpty() ? places.size() : free.pop();
      int result = epoll.add(port.descriptor(), token);
      if (result < 0) {
        free.push(token);
        if (token == places.size()) {
          places.add(null);
        }
        throw new IOException("cannot wait for " + port + ": " + Errno.text(result));
      }
      if (token == places.size()) {
        places.add(registration);
      } else {
        places.set(token, registration);
      }
      registration.token = token;
    }
  }

  @Override
  public void remove(Registration registration) {
    synchronized (lock) {
      int token = registration.token;
      if (closed || token < 0 || !(registration.port instanceof DescriptorPort port)) {
        return;
      }
      registration.token = -1;
      int unused = epoll.remove(port.descriptor());
      places.set(token, null);
      free.push(token);
    }
  }

  @Override
  public void await(long nanos, List<Registration> ready) throws IOException {
    int count = epoll.await(Math.max(0, nanos));
    if (count < 0) {
      if (count == -Errno.EINTR) {
        return;
      }
      throw new IOException("cannot wait for sockets: " + Errno.text(count));
    }
    synchronized (lock) {
      for (int i = 0; i < count; i++) {
        int token = epoll.token(i);
        @Nullable Registration registration = token < 0 ? null : places.get(token);
        if (registration != null) {
          registration.hasDatagrams = epoll.hasDatagrams(i);
          ready.add(registration);
        }
      }
    }
  }

  @Override
  public void listen(Registration registration, boolean on) {
    synchronized (lock) {
      if (registration.token >= 0 && registration.port instanceof DescriptorPort port) {
        int unused = epoll.listen(port.descriptor(), registration.token, on);
      }
    }
  }

  @Override
  public void wakeUp() {
    synchronized (lock) {
      if (!closed) {
        epoll.wakeUp();
      }
    }
  }

  @Override
  public void close() {
    synchronized (lock) {
      if (!closed) {
        closed = true;
        epoll.close();
      }
    }
  }
}
