package io.netsonde.traceroute.net;

import io.netsonde.measurement.Direction;
import io.netsonde.measurement.EpochClock;
import io.netsonde.measurement.PathHash;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.trace.Hop;
import io.netsonde.measurement.trace.Responder;
import io.netsonde.netio.DatagramHandler;
import io.netsonde.netio.DatagramPort;
import io.netsonde.netio.PacedLoop;
import io.netsonde.netio.RawPorts;
import io.netsonde.netio.ReceiverListener;
import io.netsonde.netio.Stamping;
import io.netsonde.netio.Work;
import io.netsonde.traceroute.TraceTarget;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Traces paths, any number of them at a time, on one thread. Reusable; every method may be called
 * from any thread.
 *
 * <p>Needs Linux. UDP needs no privilege, ICMP needs a group in {@code net.ipv4.ping_group_range}
 * or CAP_NET_RAW, TCP needs CAP_NET_RAW; with CAP_NET_RAW, hops tell in addition with which TTL and
 * DSCP probes came to them.
 */
public final class Traceroute implements AutoCloseable {
  private final PacedLoop loop;
  private final Set<TraceRun> runs = ConcurrentHashMap.newKeySet();
  private final HopNames names;
  private volatile boolean closed;

  private Traceroute(ReceiverListener listener, HopNames names) throws IOException {
    this.names = names;
    loop = PacedLoop.open(Stamping.KERNEL, "netsonde-trace", listener, this::work);
  }

  /**
   * Starts what traces share: one thread.
   *
   * @throws IOException if this system has no sockets that tell of ICMP errors; the message says so
   */
  public static Traceroute open() throws IOException {
    return open(new Unheard());
  }

  /**
   * The same, with failures of the thread's told to a listener.
   *
   * @throws IOException likewise
   */
  public static Traceroute open(ReceiverListener listener) throws IOException {
    return open(listener, HopNames.system());
  }

  static Traceroute open(ReceiverListener listener, HopNames names) throws IOException {
    Traceroute traceroute = new Traceroute(listener, names);
    traceroute.loop.start();
    return traceroute;
  }

  /**
   * Traces a path and returns when it is known; the caller's thread waits.
   *
   * @param span the identity of the span that is to tell of it
   * @throws IOException if the target's name does not resolve, nothing could be sent, or the system
   *     does not allow such probes; the message says what is missing and what to do
   */
  public Trace trace(TraceTarget target, SpanIdentity span) throws IOException {
    InetAddress address = Addressing.resolve(target.host(), target.ipVersion());
    try (ProbePort probes = ProbePort.open(target, address)) {
      int mtu = target.findPathMtu() ? Addressing.localMtu(probes.flow().source()) : 0;
      TraceRun run =
          new TraceRun(
              target, probes, mtu, target.resolveNames() ? names::lookUp : responder -> {});
      DatagramPort quotes = quotesPort(address);
      try {
        if (quotes != null) {
          listen(target, quotes, run.quotes());
        }
        listen(target, probes.port(), run);
        return result(target, span, probes, await(target, run));
      } finally {
        if (quotes != null) {
          quotes.close();
        }
      }
    }
  }

  /** Whole errors are a comfort: where they may not be seen, there is no more to know. */
  private static @Nullable DatagramPort quotesPort(InetAddress target) {
    try {
      return RawPorts.icmpErrors(!(target instanceof Inet4Address));
    } catch (IOException e) {
      return null;
    }
  }

  private void listen(TraceTarget target, DatagramPort port, DatagramHandler handler)
      throws IOException {
    try {
      loop.register(port, handler);
    } catch (IllegalStateException e) {
      // Closed meanwhile, which is nobody's fault; or a defect.
      requireOpen(target);
      throw e;
    }
  }

  private void requireOpen(TraceTarget target) throws IOException {
    if (closed) {
      throw new IOException("cannot trace " + target.host() + ": the tracing was closed");
    }
  }

  private TraceRun.Outcome await(TraceTarget target, TraceRun run) throws IOException {
    runs.add(run);
    try {
      requireOpen(target);
      loop.wakeUp();
      return run.outcome().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted =
          new InterruptedIOException("interrupted while tracing " + target.host());
      interrupted.initCause(e);
      throw interrupted;
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      throw new IOException("cannot trace " + target.host() + ": " + cause.getMessage(), cause);
    } finally {
      runs.remove(run);
    }
  }

  private Trace result(
      TraceTarget target, SpanIdentity span, ProbePort probes, TraceRun.Outcome outcome) {
    List<Hop> hops = outcome.hops().stream().map(this::named).toList();
    long now = EpochClock.SYSTEM.epochNanos();
    long end = now - (System.nanoTime() - outcome.lastNanos());
    return new Trace(
        target.probe(),
        OptionalLong.empty(),
        target.host(),
        Direction.FORWARD,
        span,
        Optional.empty(),
        end - (outcome.lastNanos() - outcome.firstNanos()),
        end,
        target.rounds(),
        probes.flow(),
        OptionalInt.empty(),
        hops,
        outcome.isReached(),
        PathHash.of(hops),
        Optional.empty(),
        outcome.pathMtu());
  }

  private Hop named(Hop hop) {
    return hop.withResponders(
        hop.responders().stream()
            .map(one -> new Responder(one.address(), names.name(one.address()), one.answers()))
            .toList());
  }

  private long work(long nowNanos) {
    long next = nowNanos + Work.FAR_NANOS;
    for (TraceRun run : runs) {
      long due = run.workOrFail(nowNanos);
      next = due - next < 0 ? due : next;
    }
    return next;
  }

  /** Ends the thread; traces that are running fail. Any number of times. */
  @Override
  public void close() {
    closed = true;
    loop.close();
    for (TraceRun run : runs) {
      boolean unused =
          run.outcome().completeExceptionally(new IOException("the tracing was closed"));
    }
  }
}
