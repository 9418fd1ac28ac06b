package io.netsonde.agent.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.trace.Route;
import io.netsonde.measurement.trigger.BaselineSnapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BaselinesTest {
  private static final BaselineSnapshot SNAPSHOT =
      new BaselineSnapshot(
          CycleSamples.PATH,
          1,
          20_000_000,
          300_000,
          1_790_000_000_000_000_000L,
          Optional.of(Route.parse("1=192.0.2.7")));

  @TempDir private Path folder;

  private final List<String> warnings = new ArrayList<>();

  private Baselines open() {
    return open(folder.resolve("state"));
  }

  private Baselines open(Path directory) {
    return Baselines.in(Optional.of(directory), 101, Set.of(CycleSamples.PATH), warnings::add);
  }

  private static void learn(Baselines baselines) {
    baselines.learned(CycleSamples.PATH, Optional.of(SNAPSHOT));
  }

  /** The only warning so far. */
  private String warning() {
    assertEquals(1, warnings.size(), warnings::toString);
    return warnings.getFirst();
  }

  @Test
  void shouldOutliveTheAgent() throws Exception {
    try (Baselines baselines = open()) {
      assertEquals(Optional.empty(), baselines.of(CycleSamples.PATH));
      learn(baselines);
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
  void shouldForgetPathsThatAreNotMeasuredAnyMore() {
    try (Baselines baselines = open()) {
      learn(baselines);
    }
    try (Baselines baselines =
        Baselines.in(Optional.of(folder.resolve("state")), 101, Set.of(), warnings::add)) {
      assertEquals(Optional.empty(), baselines.of(CycleSamples.PATH));
    }
    assertEquals(List.of(), warnings);
  }

  @ParameterizedTest
  @MethodSource
  void shouldBeginAnewAndKeepTheFileWhenItCannotBeRead(byte[] content, String why)
      throws Exception {
    Path state = Files.createDirectories(folder.resolve("state"));
    Path file = state.resolve("baselines");
    Path unused = Files.write(file, content);
    try (Baselines baselines = open()) {
      assertEquals(Optional.empty(), baselines.of(CycleSamples.PATH));
      assertEquals(
          "cannot use the baselines in "
              + file
              + ": "
              + why
              + "; they are learned anew, and the file is kept as "
              + file
              + ".refused",
          warning());
      learn(baselines);
    }
    assertArrayEquals(content, Files.readAllBytes(state.resolve("baselines.refused")));
    try (Baselines baselines = open()) {
      assertEquals(Optional.of(SNAPSHOT), baselines.of(CycleSamples.PATH));
    }
  }

  static Stream<Arguments> shouldBeginAnewAndKeepTheFileWhenItCannotBeRead() {
    String first = "netsonde baselines 1 agent=101";
    return Stream.of(
        Arguments.of(bytes(""), "line 1: expected '" + first + "', found ''"),
        Arguments.of(bytes("root:x:0:0\n"), "line 1: expected '" + first + "', found 'root:x:0:0'"),
        Arguments.of(
            bytes(first + "\nrubbish\n"),
            "line 2: expected 'probe=NAME peer=ID ...', found 'rubbish'"),
        Arguments.of(
            bytes("netsonde baselines 2 agent=101\n"),
            "line 1: version 2 is not known, only version 1"),
        Arguments.of(
            bytes("netsonde baselines 1 agent=7\n"),
            "line 1: these are not agent 101's, but of '1 agent=7'"),
        Arguments.of(new byte[] {(byte) 0xff, 0, 1}, "it is not text in UTF-8"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void shouldSetAsideWhatIsNoFile() throws Exception {
    Path state = folder.resolve("state");
    Path unused = Files.createDirectories(state.resolve("baselines").resolve("inner"));
    try (Baselines baselines = open()) {
      assertTrue(warning().contains(": it is not a regular file; "), warnings::toString);
      learn(baselines);
    }
    assertTrue(Files.isDirectory(state.resolve("baselines.refused").resolve("inner")));
    assertTrue(Files.isRegularFile(state.resolve("baselines")));
  }

  @Test
  void shouldKeepThemInMemoryWithoutADirectory() {
    try (Baselines baselines = Baselines.inMemory()) {
      learn(baselines);
      assertEquals(Optional.of(SNAPSHOT), baselines.of(CycleSamples.PATH));
    }
  }

  @Test
  void shouldWarnOnceAndKeepThemInMemoryWhenTheDirectoryCannotBeUsed() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    try (Baselines baselines = open(file)) {
      assertEquals(
          "cannot use the state directory "
              + file
              + ": there is a file where a directory is needed; what triggers learn is forgotten"
              + " when the agent ends; make it a directory that this user may write to, or set"
              + " agent.state_directory to another",
          warning());
      learn(baselines);
      assertEquals(Optional.of(SNAPSHOT), baselines.of(CycleSamples.PATH));
    }
    assertEquals(1, warnings.size(), warnings::toString);
    assertEquals("", Files.readString(file));
  }

  @Test
  void shouldWriteWhatItCouldNotBeforeOnceItCan() throws Exception {
    Path file = Files.writeString(folder.resolve("state"), "");
    Baselines baselines = open();
    learn(baselines);
    Files.delete(file);
    baselines.close();
    assertEquals(1, warnings.size(), warnings::toString);
    try (Baselines later = open()) {
      assertEquals(Optional.of(SNAPSHOT), later.of(CycleSamples.PATH));
    }
  }

  @Test
  void shouldSayBeforehandWhetherADirectoryCouldBeUsed() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    IOException refused =
        assertThrows(IOException.class, () -> StateDirectory.require(file.resolve("below")));
    assertTrue(
        String.valueOf(refused.getMessage())
            .endsWith(
                "; make it a directory that this user may write to, or set agent.state_directory to"
                    + " another"),
        refused::toString);
    Path directory = folder.resolve("a").resolve("b");
    StateDirectory.require(directory);
    assertTrue(Files.notExists(directory));
  }
}
