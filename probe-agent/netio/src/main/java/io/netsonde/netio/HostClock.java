package io.netsonde.netio;

import io.netsonde.measurement.ClockError;
import io.netsonde.netio.linux.Kernel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Tells whether two agents read the same epoch clock, in which case their stamps compare exactly.
 */
public final class HostClock {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private HostClock() {}

  /**
   * A number that two processes share only if they share a running kernel, and with it the epoch
   * clock: containers and namespaces of one host do. Another after each boot. The first 64 bits of
   * the SHA-256 of the kernel's boot id, which itself is not given away.
   *
   * @return 0 where the system has no boot id to read; never equal to anything then
   */
  public static long id() {
    return id(BOOT_ID);
  }

  /**
   * How far this host's epoch clock may be from UTC, as the kernel has it (adjtimex(2)); empty
   * where nothing disciplines the clock, or the system does not say.
   */
  public static ClockError error() {
    return Kernel::clockErrorNanos;
  }

  static long id(Path bootId) {
    try {
      String text = Files.readString(bootId).strip();
      return text.isEmpty() ? 0 : hash(text);
    } catch (IOException e) {
      return 0; // no Linux, or /proc is not mounted
    }
  }

  private static long hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
      long first = ByteBuffer.wrap(digest).getLong();
      return first == 0 ? 1 : first;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
