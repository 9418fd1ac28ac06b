package io.netsonde.http.net;

import io.netsonde.http.HttpTarget;
import io.netsonde.measurement.EpochClock;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.http.HttpErrorType;
import io.netsonde.measurement.http.HttpFailure;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

/**
 * Checks one web service as often as asked.
 *
 * <p>Unless connections are reused, a check looks the name up anew, connects anew and shakes hands
 * in full: nothing is remembered from the check before. Redirects within a check may use its own
 * connections again.
 *
 * <p>Threads: {@link #check} runs on the caller's, which had better be virtual; one check at a
 * time. {@link #close} may be called from any.
 */
public final class HttpProber implements AutoCloseable {
  private static final SecureRandom IDENTITIES = new SecureRandom();

  /** More than lies between two checks at most: a connection is kept until the peer ends it. */
  static final Duration LONGEST_IDLE = Duration.ofHours(25);

  private final HttpTarget target;
  private final Wire wire = new Wire();
  private final WireTls tls;
  private final ConnectionPool pool =
      new ConnectionPool(5, LONGEST_IDLE.toSeconds(), TimeUnit.SECONDS);
  private final OkHttpClient client;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  private HttpProber(HttpTarget target, TlsMaterial material) {
    this.target = target;
    this.tls = new WireTls(wire, material);
    NameLookup names =
        new NameLookup(
            target.connection().resolvers(), target.connection().ipVersion(), wire::asking);
    this.client = ClientFactory.client(target, wire, tls, pool, names);
  }

  /**
   * Makes a prober; sends nothing.
   *
   * @throws IOException if a file for TLS cannot be used; the message says which and what to do
   */
  public static HttpProber open(HttpTarget target) throws IOException {
    return open(target, TlsMaterial.read(target.tls()));
  }

  /** With certificates that are at hand. */
  static HttpProber open(HttpTarget target, TlsMaterial material) {
    RequestPlan.url(target);
    return new HttpProber(target, material);
  }

  /** Has a process's first check take as long as its later ones; see {@link HttpWarmUp}. */
  public static void warmUp() {
    HttpWarmUp.run();
  }

  public HttpTarget target() {
    return target;
  }

  /**
   * Makes a check and waits for its end, which the target's limits guarantee. What the network does
   * is a result, never an exception.
   *
   * @throws IllegalStateException if this is closed
   */
  public HttpCheck check() {
    oneAtATime.lock();
    try {
      if (wire.isClosed()) {
        throw new IllegalStateException("the prober of " + target.probe() + " is closed");
      }
      return once();
    } finally {
      oneAtATime.unlock();
    }
  }

  /** Whether the connection can serve no further check: not where just its answer was wrong. */
  private static boolean breaksConnection(HttpFailure failure) {
    return failure.type() != HttpErrorType.EXPECTATION_FAILED
        && failure.type() != HttpErrorType.TOO_MANY_REDIRECTS;
  }

  private HttpCheck once() {
    if (!target.connection().isReused()) {
      tls.renew();
    }
    SpanIdentity span = SpanIdentity.random(IDENTITIES);
    long startEpochNanos = EpochClock.SYSTEM.epochNanos();
    long startNanos = System.nanoTime();
    try (LimitWatch limits = new LimitWatch(wire, target.timeouts(), startNanos)) {
      wire.expect(limits.totalDeadlineNanos());
      limits.start();
      CheckRun run = new CheckRun(target, client, wire, limits, span, startNanos);
      Optional<HttpFailure> failure = run.run();
      // Closing TLS says goodbye, for which the peer's side of a full connection would have to
      // move.
      boolean isBroken = failure.filter(HttpProber::breaksConnection).isPresent();
      if (isBroken) {
        wire.cut();
      }
      if (!target.connection().isReused() || isBroken) {
        pool.evictAll();
      }
      return new HttpCheck(
          target.probe(),
          RequestPlan.shown(RequestPlan.url(target)),
          span,
          startEpochNanos + run.originNanos() - startNanos,
          run.exchanges().getLast().phases().getLast().endNanos(),
          run.exchanges(),
          failure);
    } finally {
      wire.end();
    }
  }

  /**
   * Breaks off a check that goes on, whatever it does, which then fails, and drops all connections.
   */
  @Override
  public void close() {
    wire.close();
    pool.evictAll();
  }
}
