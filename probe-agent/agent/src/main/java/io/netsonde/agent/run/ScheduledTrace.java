package io.netsonde.agent.run;

import io.netsonde.agent.config.TraceProbe;
import io.netsonde.http.CheckSchedule;
import io.netsonde.measurement.MeasurementSink;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.TraceFailure;
import io.netsonde.measurement.trace.PathWatch;
import io.netsonde.traceroute.TraceTarget;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A probe that traces again and again, on a virtual thread of its own that sleeps until its next
 * turn. A turn that comes while the trace before still goes on is left out.
 */
final class ScheduledTrace {
  private static final Logger LOGGER = Logger.getLogger("io.netsonde.agent");

  /** Traces a path; the caller's thread waits until it is known. */
  @FunctionalInterface
  interface Tracer {
    Trace trace(TraceTarget target, SpanIdentity span) throws IOException;
  }

  private final TraceProbe probe;
  private final long phaseNanos;
  private final Tracer tracer;
  private final MeasurementSink sink;
  private final TraceLog log;
  private final PathWatch paths = new PathWatch();
  private final SecureRandom random = new SecureRandom();
  private final Thread thread;
  private volatile boolean isStopped;

  /**
   * A probe that does not trace yet.
   *
   * @param phaseNanos from its start to its first trace
   */
  ScheduledTrace(
      TraceProbe probe, long phaseNanos, Tracer tracer, MeasurementSink sink, TraceLog log) {
    this.probe = probe;
    this.phaseNanos = phaseNanos;
    this.tracer = tracer;
    this.sink = sink;
    this.log = log;
    this.thread = Thread.ofVirtual().name("netsonde-trace-" + probe.name()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** No turn is taken any more, and a trace that goes on is not told of. */
  void stop() {
    isStopped = true;
    LockSupport.unpark(thread);
  }

  /** Waits until nothing is told any more; at once if it never began. */
  void join() throws InterruptedException {
    if (thread.getState() != Thread.State.NEW) {
      thread.join();
    }
  }

  private void run() {
    try {
      CheckSchedule schedule =
          new CheckSchedule(System.nanoTime() + phaseNanos, probe.interval().toNanos());
      while (awaitTurn(schedule.slotNanos())) {
        trace();
        if (schedule.advance(System.nanoTime()) > 0 && !isStopped) {
          log.skipped();
        }
      }
    } catch (RuntimeException | Error defect) {
      LOGGER.log(
          Level.SEVERE,
          "probe " + probe.name() + ": is not traced any more, by a defect of this program",
          defect);
    }
  }

  private void trace() {
    try {
      Trace trace = tracer.trace(probe.target(), SpanIdentity.random(random));
      if (!isStopped) {
        Trace identified = paths.identified(trace);
        sink.accept(identified);
        log.traced(identified);
      }
    } catch (IOException e) {
      if (!isStopped) {
        TraceTarget target = probe.target();
        sink.accept(new TraceFailure(target.probe(), target.host(), target.port()));
        log.failed(e);
      }
    }
  }

  /** Whether the turn came before the end. */
  private boolean awaitTurn(long nanos) {
    long left = nanos - System.nanoTime();
    while (!isStopped && left > 0) {
      LockSupport.parkNanos(left);
      left = nanos - System.nanoTime();
    }
    return !isStopped;
  }
}
