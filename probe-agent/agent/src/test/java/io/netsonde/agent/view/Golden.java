package io.netsonde.agent.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** Golden files, which are to be read by eye when they change. */
final class Golden {
  private static final Path FOLDER = Path.of("src/test/resources/view");

  private Golden() {}

  /** Where it differs, what came is left in the build's folder, to be looked at. */
  static void compare(String name, String actual) throws IOException {
    Path expected = FOLDER.resolve(name);
    if (!Files.exists(expected) || !Files.readString(expected).equals(actual)) {
      Path left = Path.of("target/golden").resolve(name);
      Files.createDirectories(left.getParent());
      Files.writeString(left, actual);
    }
    assertEquals(Files.exists(expected) ? Files.readString(expected) : "(no file)", actual, name);
  }

  /** Every name of the document stands on the page, as code. */
  static void requireDocumented(String page, String document) throws IOException {
    String manual = Files.readString(Path.of("../..").resolve(page));
    Set<String> names = new TreeSet<>();
    collect(new ObjectMapper().readTree(document), names);
    names.removeIf(name -> manual.contains("`" + name + "`") || manual.contains("`" + name + "["));
    assertEquals(Set.of(), names);
  }

  private static void collect(JsonNode node, Set<String> names) {
    node.fieldNames().forEachRemaining(names::add);
    node.forEach(child -> collect(child, names));
  }
}
