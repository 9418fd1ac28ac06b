package io.netsonde.agent.cli;

import io.netsonde.measurement.FileTrouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The file that {@code --data-file} names. */
final class BodyFile {
  private static final long LARGEST = 16 << 20;

  private BodyFile() {}

  /**
   * Its text.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static String read(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw wrong(file, "is a directory: name a file", null);
      }
      if (Files.size(file) > LARGEST) {
        throw wrong(file, "has more than 16 MiB", null);
      }
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
          .toString();
    } catch (CharacterCodingException e) {
      throw wrong(file, "is not text in UTF-8, and other bodies cannot be sent", e);
    } catch (NoSuchFileException e) {
      throw wrong(file, "does not exist", e);
    } catch (IOException e) {
      throw wrong(file, "cannot be read: " + FileTrouble.of(e), e);
    }
  }

  private static IllegalArgumentException wrong(Path file, String what, @Nullable Throwable cause) {
    return new IllegalArgumentException("--data-file: " + file + " " + what, cause);
  }
}
