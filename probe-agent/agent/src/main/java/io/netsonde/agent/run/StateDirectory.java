package io.netsonde.agent.run;

import io.netsonde.agent.config.FileTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Where an agent keeps what is to outlive it: small text files, each replaced as a whole, so that a
 * reader finds the old one or the new one, also after a crash.
 */
final class StateDirectory {
  /** Nothing that an agent keeps is larger. */
  private static final int MAX_BYTES = 4 << 20;

  private static final String NOT_ALLOWED = "this user may not write there";

  private final Path directory;

  private StateDirectory(Path directory) {
    this.directory = directory;
  }

  /**
   * Opens it, and makes it where it is not there.
   *
   * @throws IOException if it cannot be made or written to; the message says what to do
   */
  static StateDirectory open(Path directory) throws IOException {
    try {
      Path unused = Files.createDirectories(directory);
    } catch (IOException e) {
      throw unusable(directory, FileTrouble.of(e));
    }
    requireWritable(directory);
    return new StateDirectory(directory);
  }

  /**
   * Whether {@link #open} would succeed, as far as can be seen without making anything.
   *
   * @throws IOException if not; the message says what to do
   */
  static void require(Path directory) throws IOException {
    Path there = directory.toAbsolutePath();
    while (Files.notExists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    requireWritable(there);
  }

  private static void requireWritable(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw unusable(directory, Files.exists(directory) ? "it is no directory" : NOT_ALLOWED);
    }
    if (!Files.isWritable(directory) || !Files.isExecutable(directory)) {
      throw unusable(directory, NOT_ALLOWED);
    }
  }

  private static IOException unusable(Path directory, String why) {
    return new IOException(
        "cannot keep anything in "
            + directory
            + ": "
            + why
            + "; make it a directory that this user may write to, or set agent.state_directory to"
            + " another");
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  /**
   * @throws java.nio.file.NoSuchFileException if there is none
   */
  String read(String name) throws IOException {
    try (InputStream in = Files.newInputStream(file(name))) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException("it is larger than " + (MAX_BYTES >> 20) + " MiB");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /** Replaces the file of that name. Not by several threads at a time. */
  void write(String name, String text) throws IOException {
    Path fresh = file(name + ".new");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        int unused = channel.write(bytes);
      }
      channel.force(true);
    }
    try {
      Path unused = Files.move(fresh, file(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Path unused = Files.move(fresh, file(name), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
