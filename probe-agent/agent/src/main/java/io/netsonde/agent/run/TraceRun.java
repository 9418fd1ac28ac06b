package io.netsonde.agent.run;

import io.netsonde.agent.Run;
import io.netsonde.agent.Shutdown;
import io.netsonde.agent.TraceOptions;
import io.netsonde.agent.view.TraceJson;
import io.netsonde.agent.view.TraceText;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.Trace;
import io.netsonde.traceroute.TraceTarget;
import io.netsonde.traceroute.net.Traceroute;
import java.io.IOException;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code netsonde trace}: one trace, of which nothing can be told before it ends. */
public final class TraceRun implements Run<TraceOptions> {
  /** How soon a wish to stop is seen. */
  private static final long CHECK_MILLIS = 100;

  @Override
  public int run(TraceOptions options, PrintWriter out, Shutdown shutdown) throws Exception {
    if (!options.json()) {
      out.println(announcement(options.target()));
      out.flush();
    }
    try (Traceroute traceroute = Traceroute.open()) {
      FutureTask<Trace> task =
          new FutureTask<>(
              () -> traceroute.trace(options.target(), SpanIdentity.random(new SecureRandom())));
      Thread.ofVirtual().name("netsonde-trace").start(task);
      while (!task.isDone()) {
        if (shutdown.isRequested()) {
          return FAILED; // Nothing is known of a path half traced.
        }
        await(task);
      }
      Trace trace = result(task);
      if (options.json()) {
        out.println(TraceJson.document(trace, options.target().findPathMtu()));
      } else {
        out.print(TraceText.of(trace, options.target().findPathMtu()));
      }
      out.flush();
      return trace.hops().isEmpty() ? FAILED : DONE;
    }
  }

  /** What is to be traced, and how long it takes: as a rule, and at most. */
  static String announcement(TraceTarget target) {
    Duration rounds = target.roundInterval().multipliedBy(target.rounds() - 1L);
    return "tracing "
        + target.host()
        + " by "
        + target.protocol().label()
        + ", "
        + (target.rounds() == 1 ? "1 round" : target.rounds() + " rounds")
        + (rounds.isZero() ? "" : ", about " + seconds(rounds))
        + ", at most "
        + seconds(target.longest())
        + (target.findPathMtu() ? ", then the path MTU" : "");
  }

  private static String seconds(Duration time) {
    return Math.ceilDiv(time.toMillis(), 1000) + " s";
  }

  private static void await(FutureTask<Trace> task) throws InterruptedException {
    try {
      Trace unused = task.get(CHECK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException _) {
      // Looked at by whoever waits.
    }
  }

  private static Trace result(FutureTask<Trace> task) throws IOException, InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    }
  }
}
