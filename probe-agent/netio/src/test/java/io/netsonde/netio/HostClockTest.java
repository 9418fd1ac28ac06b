package io.netsonde.netio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostClockTest {
  @TempDir Path folder;

  @Test
  void shouldHashTheBootIdWhenThereIsOne() throws Exception {
    Path file = folder.resolve("boot_id");
    Files.writeString(file, "3f1f2b9e-5a1c-4b5e-9a39-0c6f3a0d7f11\n");
    // printf %s 3f1f2b9e-5a1c-4b5e-9a39-0c6f3a0d7f11 | sha256sum | cut -c 1-16
    assertEquals(0xc9f4567f04536514L, HostClock.id(file));
  }

  @Test
  void shouldBeUnknownWhenThereIsNoBootId() throws Exception {
    assertEquals(0, HostClock.id(folder.resolve("absent")));
    Path empty = folder.resolve("empty");
    Files.writeString(empty, "\n");
    assertEquals(0, HostClock.id(empty));
  }

  @Test
  void shouldStayTheSameWhenAskedAgain() {
    assertEquals(HostClock.id(), HostClock.id());
  }
}
