package io.netsonde.agent.run;

import io.netsonde.http.HttpTarget;
import io.netsonde.http.net.HttpProbes;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.http.HttpFailure;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Tells the log of what happens to a web service's checks: when they begin to fail, when they fail
 * otherwise, and when they are good again. Used by the target's thread only.
 */
final class HttpLog implements HttpProbes.Listener {
  private static final Logger LOGGER = Logger.getLogger("io.netsonde.agent");

  private final String probe;
  private final Consumer<String> info;
  private final Consumer<String> warning;
  private final LeftOutTurns leftOut;
  private boolean known;
  private Optional<HttpFailure> last = Optional.empty();

  HttpLog(String probe, Consumer<String> info, Consumer<String> warning) {
    this.probe = "probe " + probe + ": ";
    this.info = info;
    this.warning = warning;
    this.leftOut = new LeftOutTurns(warning);
  }

  /** To the agent's log. */
  static HttpLog toLog(String probe) {
    return new HttpLog(probe, LOGGER::info, LOGGER::warning);
  }

  @Override
  public void onEnded(HttpTarget target, HttpCheck check) {
    Optional<HttpFailure> now = check.failure();
    if (now.isPresent() && !isSame(now.get())) {
      warning.accept(
          probe
              + "fails in "
              + now.get().phase().label()
              + ", "
              + now.get().type().label()
              + ": "
              + now.get().message());
    } else if (now.isEmpty() && (!known || last.isPresent())) {
      info.accept(probe + (known ? "is good again" : "is good"));
    }
    known = true;
    last = now;
    leftOut.ended();
  }

  private boolean isSame(HttpFailure now) {
    return last.isPresent() && last.get().phase() == now.phase() && last.get().type() == now.type();
  }

  @Override
  public void onSkipped(HttpTarget target, long slots) {
    leftOut.leftOut(
        probe
            + "a check took longer than the interval, so that "
            + (slots == 1 ? "one was" : slots + " were")
            + " left out; lengthen the interval or shorten timeouts.total");
  }

  @Override
  public void onDefect(HttpTarget target, Throwable defect) {
    LOGGER.log(
        Level.SEVERE, probe + "is not checked any more, by a defect of this program", defect);
  }
}
