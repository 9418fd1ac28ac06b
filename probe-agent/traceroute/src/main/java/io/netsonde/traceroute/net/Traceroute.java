package io.netsonde.traceroute.net;

import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.Trace;
import io.netsonde.traceroute.TraceTarget;
import java.io.IOException;

/**
 * Traces paths, any number of them at a time. Reusable; every method may be called from any thread.
 */
public final class Traceroute implements AutoCloseable {
  private Traceroute() {}

  /** Starts what traces share: one thread. */
  public static Traceroute open() {
    return new Traceroute();
  }

  /**
   * Traces a path and returns when it is known; the caller's thread waits.
   *
   * @param span the identity of the span that is to tell of it
   * @throws IOException if the target's name does not resolve, or the system does not allow such
   *     probes; the message says what is missing and what to do
   */
  public Trace trace(TraceTarget target, SpanIdentity span) throws IOException {
    throw new IOException("cannot trace " + target.host() + ": not in this version");
  }

  @Override
  public void close() {}
}
