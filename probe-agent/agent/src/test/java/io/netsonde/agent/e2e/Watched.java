package io.netsonde.agent.e2e;

import io.netsonde.testkit.servers.CollectorServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** Watches a collector's files while it writes them. */
final class Watched {
  private Watched() {}

  /** Waits until at least {@code count} spans have come whose line contains all of these. */
  static void awaitSpans(CollectorServer collector, Program sender, int count, String... parts) {
    await(collector, sender, collector.traces(), "\"traceId\"", count, parts);
  }

  /** Waits until at least {@code count} log records have come that contain all of these. */
  static void awaitLogs(CollectorServer collector, Program sender, int count, String... parts) {
    await(collector, sender, collector.logs(), "\"timeUnixNano\"", count, parts);
  }

  /** How many log records have come that contain all of these. */
  static long logs(CollectorServer collector, String... parts) {
    return occurrences(collector.logs(), "\"timeUnixNano\"", parts);
  }

  /** How many spans have come whose line contains all of these. */
  static long spans(CollectorServer collector, String... parts) {
    return occurrences(collector.traces(), "\"traceId\"", parts);
  }

  private static void await(
      CollectorServer collector,
      Program sender,
      Path file,
      String begin,
      int count,
      String... parts) {
    AtomicLong size = new AtomicLong(-1);
    collector
        .process()
        .await(
            count + " in " + file.getFileName() + " of " + String.join(", ", parts),
            Program.LIMIT,
            () -> {
              if (!sender.isAlive()) {
                throw new AssertionError(sender.name() + " has ended");
              }
              long now = file.toFile().length();
              return size.getAndSet(now) != now && occurrences(file, begin, parts) >= count;
            });
  }

  private static long occurrences(Path file, String begin, String... parts) {
    if (!Files.exists(file)) {
      return 0;
    }
    // A line may still be half written, so it is no JSON yet and perhaps no UTF-8.
    String written = new String(bytes(file), StandardCharsets.ISO_8859_1);
    long count = 0;
    for (String one : written.split(begin, -1)) {
      boolean all = true;
      for (String part : parts) {
        all &= one.contains('"' + part + '"');
      }
      count += all ? 1 : 0;
    }
    return count;
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
