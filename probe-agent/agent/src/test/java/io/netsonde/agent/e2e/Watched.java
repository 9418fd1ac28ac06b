package io.netsonde.agent.e2e;

import io.netsonde.testkit.servers.CollectorServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Watches a collector's files while it writes them. */
final class Watched {
  private Watched() {}

  /** Waits until at least {@code count} spans have come whose line contains all of these. */
  static void awaitSpans(CollectorServer collector, Program sender, int count, String... parts) {
    collector
        .process()
        .await(
            count + " spans of " + String.join(", ", parts),
            Program.LIMIT,
            () -> {
              if (!sender.isAlive()) {
                throw new AssertionError(sender.name() + " has ended");
              }
              return occurrences(collector.traces(), parts) >= count;
            });
  }

  private static long occurrences(Path file, String... parts) {
    if (!Files.exists(file)) {
      return 0;
    }
    // A line may still be half written, so it is no JSON yet and perhaps no UTF-8.
    String written = new String(bytes(file), StandardCharsets.ISO_8859_1);
    long count = 0;
    for (String span : written.split("\"traceId\"", -1)) {
      boolean all = true;
      for (String part : parts) {
        all &= span.contains('"' + part + '"');
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
