package io.netsonde.agent.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Where an agent keeps what is to outlive it: small text files, each replaced as a whole, so that a
 * reader finds the old one or the new one, also after a crash.
 */
final class StateDirectory {
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
    } catch (FileSystemException e) {
      throw unusable(directory, e);
    }
    if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
      throw unusable(directory, new IOException("it is not a directory that may be written to"));
    }
    return new StateDirectory(directory);
  }

  private static IOException unusable(Path directory, IOException why) {
    return new IOException(
        "cannot use the state directory "
            + directory
            + " ("
            + why.getMessage()
            + "); make it writable for this user, or set agent.state_directory to another",
        why);
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  /**
   * @throws java.nio.file.NoSuchFileException if there is none
   */
  String read(String name) throws IOException {
    return Files.readString(file(name));
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
