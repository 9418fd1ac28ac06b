package io.netsonde.trafficsim.reflector;

import io.netsonde.measurement.JitterMeter;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** What the reflector knows of one client's flow. */
final class Session {
  /** A transit time that changes by more did so because a clock stepped. */
  private static final long STEP_NANOS = 2_000_000_000L;

  final int agent;
  final long id;
  final FateWindow window;
  final Tally tally;
  final ClockErrorPeriods clockError = new ClockErrorPeriods();
  final TraceRequests traceRequests = new TraceRequests();

  InetSocketAddress address;
  // The cookies of this address for the bucket and the one before, so that no packet costs an HMAC.
  private long bucket;
  private long cookie;
  private long previousCookie;

  int receivedCount;
  int repliedCount;
  long firstSeenEpochNanos;
  long lastSeenEpochNanos;
  private final JitterMeter jitter = new JitterMeter();
  private long lastTransitNanos;
  private boolean lastByKernel;

  /** Cycles from here on have not been published. */
  long publishedUpTo = Long.MIN_VALUE;

  // In the order in which they were last heard of: see SessionTable.
  long heardNanos;
  @Nullable Session lessRecent;
  @Nullable Session moreRecent;

  Session(int agent, long id, FateWindow window, InetSocketAddress address) {
    this.agent = agent;
    this.id = id;
    this.window = window;
    this.tally = new Tally(Integer.toUnsignedLong(agent));
    this.address = address;
  }

  /**
   * Whether the cookie is one of those of this session's own address, as of {@code now}'s bucket.
   */
  boolean proves(InetSocketAddress source, long shown, CookieMint mint, long now) {
    if (!source.equals(address)) {
      return false;
    }
    renew(mint, now);
    return shown == cookie || shown == previousCookie;
  }

  /** The client has proven another address. */
  void moveTo(InetSocketAddress source, CookieMint mint, long now) {
    address = source;
    mintBoth(mint, now);
  }

  /** The newest cookie, for the next answer. */
  long cookie() {
    return cookie;
  }

  private void renew(CookieMint mint, long now) {
    if (now == bucket + 1) {
      previousCookie = cookie;
      cookie = mint.cookie(address, agent, id, now);
      bucket = now;
    } else if (now != bucket) {
      mintBoth(mint, now);
    }
  }

  private void mintBoth(CookieMint mint, long now) {
    cookie = mint.cookie(address, agent, id, now);
    previousCookie = mint.cookie(address, agent, id, now - 1);
    bucket = now;
  }

  /** A sequence arrived for the first time; it is going to be answered. */
  void onData(long sentEpochNanos, long arrivedEpochNanos, boolean byKernel) {
    if (receivedCount++ == 0) {
      firstSeenEpochNanos = arrivedEpochNanos;
    }
    repliedCount++;
    lastSeenEpochNanos = arrivedEpochNanos;
    long transit = arrivedEpochNanos - sentEpochNanos;
    long change = transit - lastTransitNanos;
    // What a thread took to run is no change of the transit time either.
    if (change > STEP_NANOS || change < -STEP_NANOS || byKernel != lastByKernel) {
      jitter.breakStream();
    }
    lastTransitNanos = transit;
    lastByKernel = byKernel;
    jitter.onTransit(transit);
  }

  long jitterNanos() {
    return Math.round(jitter.jitterNanos());
  }
}
