package io.netsonde.agent.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a process writes to one of its streams, line by line as it comes. Safe for threads. */
final class Output {
  /**
   * A line.
   *
   * @param nanos when it was read, on the monotonic clock
   */
  record Line(String text, long nanos) {}

  private final List<Line> lines = new ArrayList<>(); // guarded by itself, as is ended
  private final Thread reader;
  private boolean ended;

  Output(String name, InputStream stream) {
    reader = Thread.ofVirtual().name(name).start(() -> read(stream));
  }

  /** All lines so far; all of them once the process has ended and {@link #awaitEnd} returned. */
  List<String> lines() {
    synchronized (lines) {
      return lines.stream().map(Line::text).toList();
    }
  }

  /**
   * Waits for the first line, from the beginning on, that is wanted; empty if the stream ends or
   * the time is over before.
   */
  Optional<Line> await(Predicate<String> wanted, Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    int next = 0;
    synchronized (lines) {
      while (true) {
        for (; next < lines.size(); next++) {
          if (wanted.test(lines.get(next).text())) {
            return Optional.of(lines.get(next));
          }
        }
        long left = deadline - System.nanoTime();
        if (ended || left <= 0) {
          return Optional.empty();
        }
        lines.wait(1 + left / 1_000_000);
      }
    }
  }

  /** Waits until everything is read, once the process has ended. */
  void awaitEnd(Duration limit) throws InterruptedException {
    reader.join(limit);
  }

  private void read(InputStream stream) {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      String text;
      while ((text = in.readLine()) != null) {
        long now = System.nanoTime();
        synchronized (lines) {
          lines.add(new Line(text, now));
          lines.notifyAll();
        }
      }
    } catch (IOException _) {
      // The process was killed.
    } finally {
      synchronized (lines) {
        ended = true;
        lines.notifyAll();
      }
    }
  }
}
