package io.netsonde.agent.run;

import io.netsonde.measurement.FileTrouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Where an agent keeps what is to outlive it: small text files, each replaced as a whole, so that a
 * reader finds the old one or the new one, also after a crash. Whatever fails is an {@link
 * IOException} whose message says why, and the next try may succeed.
 */
final class StateDirectory {
  private static final long MOST_BYTES = 64L << 20;
  private static final String ASIDE = ".refused";
  private static final String DENIED = "this user may not write there";

  /** What to do about one that cannot be used; ends a message. */
  static final String ADVICE =
      "; make it a directory that this user may write to, or set agent.state_directory to another";

  private final Path directory;

  StateDirectory(Path directory) {
    this.directory = directory;
  }

  /**
   * Whether it can be used, as far as can be seen without making anything.
   *
   * @throws IOException if not; the message says what to do
   */
  static void require(Path directory) throws IOException {
    Path there = directory.toAbsolutePath();
    while (Files.notExists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    boolean isWritable = Files.isWritable(there) && Files.isExecutable(there);
    if (!Files.isDirectory(there) || !isWritable) {
      throw new IOException(
          "cannot keep anything in "
              + there
              + ": "
              + (Files.exists(there) && !Files.isDirectory(there) ? "it is no directory" : DENIED)
              + ADVICE);
    }
  }

  /** Makes it where it is not there, and finds out whether it can be written to. */
  void prepare() throws IOException {
    try {
      Path unused = Files.createDirectories(directory);
    } catch (IOException e) {
      throw clear(e);
    }
    if (!Files.isWritable(directory)) {
      throw new IOException(DENIED);
    }
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  /** The text of the file of that name; empty if there is none. */
  Optional<String> read(String name) throws IOException {
    Path file = file(name);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(file)) {
      throw new IOException("it is not a regular file");
    }
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IOException("it is larger than " + (MOST_BYTES >> 20) + " MiB");
      }
      return Optional.of(Files.readString(file));
    } catch (FileSystemException | CharacterCodingException e) {
      throw clear(e);
    }
  }

  /** Replaces the file of that name. Not by several threads at a time. */
  void write(String name, String text) throws IOException {
    try {
      replace(name, text);
    } catch (FileSystemException e) {
      throw clear(e);
    }
  }

  private void replace(String name, String text) throws IOException {
    Path unused = Files.createDirectories(directory);
    Path fresh = file(name + ".new");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        var _ = channel.write(bytes);
      }
      channel.force(true);
    }
    move(fresh, file(name));
  }

  /** Gives what nobody could read another name, so that it is not overwritten; tells that name. */
  Path setAside(String name) throws IOException {
    Path aside = file(name + ASIDE);
    try {
      move(file(name), aside);
    } catch (FileSystemException e) {
      throw clear(e);
    }
    return aside;
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Path unused = Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Path unused = Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** With a reason in words: of many, the message is the file's name alone. */
  private static IOException clear(IOException e) {
    String why =
        e instanceof CharacterCodingException ? "it is not text in UTF-8" : FileTrouble.of(e);
    return new IOException(why, e);
  }
}
