package io.netsonde.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MetricsPageTest {
  @Test
  void shouldEqualTheCommittedPageWhenWrittenFromTheCatalogue() throws IOException {
    Path page = root().resolve("docs").resolve("metrics.md");
    if (Boolean.getBoolean("netsonde.docs.write")) {
      Files.createDirectories(page.getParent());
      Files.writeString(page, MetricsPage.write());
    }
    assertTrue(Files.exists(page), "docs/metrics.md is missing; write it with " + COMMAND);
    List<String> wanted = MetricsPage.write().lines().toList();
    List<String> committed = Files.readAllLines(page);
    int same = 0;
    while (same < Math.min(wanted.size(), committed.size())
        && wanted.get(same).equals(committed.get(same))) {
      same++;
    }
    // Whole pages would bury the one line that matters.
    assertEquals(
        line(wanted, same),
        line(committed, same),
        "docs/metrics.md, line " + (same + 1) + "; write it anew with " + COMMAND);
  }

  private static String line(List<String> lines, int index) {
    return index < lines.size() ? lines.get(index) : "the page's end";
  }

  private static final String COMMAND =
      "./mvnw -pl probe-agent/measurement -am test -Dtest=MetricsPageTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dnetsonde.docs.write=true";

  private static Path root() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("mvnw"))) {
      Path parent = directory.getParent();
      if (parent == null) {
        throw new IllegalStateException("no checkout above " + Path.of("").toAbsolutePath());
      }
      directory = parent;
    }
    return directory;
  }
}
