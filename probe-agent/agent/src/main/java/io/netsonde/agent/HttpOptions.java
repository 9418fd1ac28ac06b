package io.netsonde.agent;

import io.netsonde.agent.config.Limits;
import io.netsonde.http.HttpTarget;
import java.time.Duration;

/**
 * Some checks of a web service.
 *
 * @param target what is asked for, and how
 * @param count how many checks, 1 to 30000
 * @param interval between the beginnings of two checks, 1 ms to 1 h
 * @param json for programs instead of people
 */
public record HttpOptions(HttpTarget target, int count, Duration interval, boolean json) {
  /** Checks where the command line says nothing. */
  public static final int DEFAULT_COUNT = 5;

  public HttpOptions {
    require(
        count >= 1 && count <= Limits.MAX_CYCLE, "--count is to be from 1 to " + Limits.MAX_CYCLE);
    require(
        interval.compareTo(Limits.MIN_INTERVAL) >= 0
            && interval.compareTo(Limits.MAX_INTERVAL) <= 0,
        "--interval is to be from 1ms to 1h");
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
