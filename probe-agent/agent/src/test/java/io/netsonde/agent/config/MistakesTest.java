package io.netsonde.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** One file a kind of mistake, and beside it the exact message. */
class MistakesTest {
  private static final Map<String, String> ENVIRONMENT = Map.of("WORD", "soon");

  @TestFactory
  Stream<DynamicTest> shouldSayWhatToDoWhenFileHasMistake() throws Exception {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder())) {
      files = all.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
    assertTrue(files.size() > 80, "only " + files.size() + " files");
    return files.stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
  }

  private static void check(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    ConfigException thrown =
        assertThrows(
            ConfigException.class, () -> ConfigFile.parse("agent.yaml", content, ENVIRONMENT));
    Path expected = Path.of(file.toString().replaceFirst("yaml$", "txt"));
    String message = thrown.getMessage() + "\n";
    assertEquals(Files.exists(expected) ? Files.readString(expected) : "(no file)", message);
  }

  private static Path folder() throws URISyntaxException {
    return Path.of(
        Objects.requireNonNull(MistakesTest.class.getResource("/config/mistakes")).toURI());
  }
}
