package io.netsonde.agent.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.PathHash;
import io.netsonde.measurement.trigger.BaselineSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselinesTest {
  private static final BaselineSnapshot SNAPSHOT =
      new BaselineSnapshot(
          CycleSamples.PATH,
          1,
          20_000_000,
          300_000,
          1_790_000_000_000_000_000L,
          Optional.of(new PathHash("0123456789abcdef")));

  @TempDir private Path folder;

  private final List<String> warnings = new ArrayList<>();

  private Baselines open() throws IOException {
    return Baselines.in(Optional.of(StateDirectory.open(folder.resolve("state"))), warnings::add);
  }

  @Test
  void shouldOutliveTheAgent() throws Exception {
    try (Baselines baselines = open()) {
      assertEquals(Optional.empty(), baselines.of(CycleSamples.PATH));
      baselines.learned(CycleSamples.PATH, Optional.of(SNAPSHOT));
    }
    try (Baselines baselines = open()) {
      assertEquals(Optional.of(SNAPSHOT), baselines.of(CycleSamples.PATH));
      baselines.learned(CycleSamples.PATH, Optional.empty());
    }
    try (Baselines baselines = open()) {
      assertEquals(Optional.empty(), baselines.of(CycleSamples.PATH));
    }
    assertEquals(List.of(), warnings);
  }

  @Test
  void shouldBeginAnewWhenTheFileIsNotOfItsForm() throws Exception {
    Path file = folder.resolve("state").resolve("baselines");
    Path unused = Files.createDirectories(file.getParent());
    unused = Files.writeString(file, "netsonde baselines 1\nrubbish\n");
    try (Baselines baselines = open()) {
      assertEquals(Optional.empty(), baselines.of(CycleSamples.PATH));
      assertEquals(1, warnings.size());
      assertTrue(warnings.getFirst().contains(file + ": line 2: "), warnings::toString);
      baselines.learned(CycleSamples.PATH, Optional.of(SNAPSHOT));
    }
    try (Baselines baselines = open()) {
      assertEquals(Optional.of(SNAPSHOT), baselines.of(CycleSamples.PATH));
    }
  }

  @Test
  void shouldKeepThemInMemoryWithoutADirectory() {
    try (Baselines baselines = Baselines.in(Optional.empty(), warnings::add)) {
      baselines.learned(CycleSamples.PATH, Optional.of(SNAPSHOT));
      assertEquals(Optional.of(SNAPSHOT), baselines.of(CycleSamples.PATH));
    }
  }

  @Test
  void shouldRefuseADirectoryThatIsAFile() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    IOException refused = assertThrows(IOException.class, () -> StateDirectory.open(file));
    assertTrue(
        String.valueOf(refused.getMessage()).contains("set agent.state_directory to another"),
        refused::toString);
  }

  @Test
  void shouldSayWhyTheDirectoryCannotBeUsedAndWhatToDo() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    for (Path directory : List.of(file, file.resolve("below"))) {
      IOException opened = assertThrows(IOException.class, () -> StateDirectory.open(directory));
      String message = String.valueOf(opened.getMessage());
      assertTrue(message.startsWith("cannot keep anything in " + directory + ": "), message);
      assertTrue(message.endsWith("or set agent.state_directory to another"), message);
      IOException required =
          assertThrows(IOException.class, () -> StateDirectory.require(directory));
      assertTrue(
          String.valueOf(required.getMessage()).contains("it is no directory; make it"),
          required::toString);
    }
  }

  @Test
  void shouldTakeADirectoryThatIsStillToBeMade() throws Exception {
    Path directory = folder.resolve("a").resolve("b");
    StateDirectory.require(directory);
    assertTrue(Files.notExists(directory));
    StateDirectory.open(directory).write("file", "text");
    assertEquals("text", StateDirectory.open(directory).read("file"));
  }

  @Test
  void shouldNotReadWhatIsTooLargeToBeItsOwn() throws Exception {
    Path file = folder.resolve("state").resolve("baselines");
    Path unused = Files.createDirectories(file.getParent());
    unused = Files.write(file, new byte[5 << 20]);
    try (Baselines baselines = open()) {
      assertEquals(Optional.empty(), baselines.of(CycleSamples.PATH));
    }
    assertEquals(
        List.of("cannot use the baselines in " + file + ": it is larger than 4 MiB; learning anew"),
        warnings);
  }
}
