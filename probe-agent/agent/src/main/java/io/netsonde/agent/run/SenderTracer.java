package io.netsonde.agent.run;

import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.trace.TraceCause;
import io.netsonde.measurement.trace.TraceSettings;
import io.netsonde.measurement.trigger.TriggerSettings;
import io.netsonde.trafficsim.net.SenderLoop;
import io.netsonde.trafficsim.net.TraceStart;
import io.netsonde.trafficsim.trace.TraceRequest;
import java.util.Optional;

/** Traces a probe's flows through the loop that measures them, and asks the peer to trace back. */
final class SenderTracer implements TracedPath.Tracer {
  /** Of the trace that later ones are compared with. */
  private static final int REFERENCE_ROUNDS = 3;

  private static final int MAX_HOPS = 30;
  private static final long ANSWER_TIMEOUT_NANOS = 1_000_000_000L;

  private final SenderLoop loop;
  private final String probe;
  private final TriggerSettings trigger;
  private final TriggerLog log;

  SenderTracer(SenderLoop loop, String probe, TriggerSettings trigger, TriggerLog log) {
    this.loop = loop;
    this.probe = probe;
    this.trigger = trigger;
    this.log = log;
  }

  @Override
  public boolean trace(int flow, SpanIdentity span, Optional<TraceCause> cause) {
    TraceSettings settings =
        new TraceSettings(
            cause.isPresent() ? trigger.rounds() : REFERENCE_ROUNDS,
            1,
            MAX_HOPS,
            trigger.roundInterval().toNanos(),
            ANSWER_TIMEOUT_NANOS,
            true);
    TraceStart start =
        loop.trace(probe, flow, new TraceRequest(span, cause, settings, cause.isPresent()));
    if (start != TraceStart.TAKEN) {
      log.fails(flow, start.label());
      return false;
    }
    cause.ifPresent(why -> log.begins(why.reason(), flow));
    return true;
  }
}
