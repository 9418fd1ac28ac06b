package io.netsonde.netio.interfaces;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code /sys/class/net}: a folder an interface, see the kernel's
 * Documentation/ABI/testing/sysfs-class-net. What is not there, or gone meanwhile, reads as
 * nothing.
 */
final class SysClassNet {
  private static final String DEVICE_TYPE = "DEVTYPE=";
  private static final int IFF_UP = 1;

  private final Path root;

  /** With the tree's root, {@code /sys/class/net} but in tests. */
  SysClassNet(Path root) {
    this.root = root;
  }

  /**
   * Whether the tree knows that interface. It is of the network namespace in which it was mounted,
   * which need not be this process's: so the index has to be the same too.
   */
  boolean knows(String name, int index) {
    return text(name, "ifindex").equals(Integer.toString(index));
  }

  /** Whether it is running. Drivers without a notion of a link leave that unknown. */
  boolean isRunning(String name) {
    String state = text(name, "operstate");
    return state.equals("up") || (state.equals("unknown") && isUp(name));
  }

  private boolean isUp(String name) {
    String flags = text(name, "flags");
    return flags.matches("0x[0-9a-f]{1,8}")
        && (Integer.parseUnsignedInt(flags.substring(2), 16) & IFF_UP) != 0;
  }

  /** Its ARPHRD number, linux/if_arp.h; -1 if unknown. */
  int hardwareType(String name) {
    String type = text(name, "type");
    return type.matches("\\d{1,9}") ? Integer.parseInt(type) : -1;
  }

  /** What the driver calls it, as in {@code wlan}; most say nothing. */
  String deviceType(String name) {
    return text(name, "uevent")
        .lines()
        .filter(line -> line.startsWith(DEVICE_TYPE))
        .map(line -> line.substring(DEVICE_TYPE.length()))
        .findFirst()
        .orElse("");
  }

  /** Whether the interface's folder has that entry. */
  boolean has(String name, String entry) {
    return Files.exists(root.resolve(name).resolve(entry));
  }

  /** What it is stacked upon, in this namespace; by name. */
  List<String> lower(String name) {
    return entries(root.resolve(name)).stream()
        .filter(entry -> entry.startsWith("lower_"))
        .map(entry -> entry.substring("lower_".length()))
        .toList();
  }

  /** A bridge's ports, by name. */
  List<String> ports(String name) {
    return entries(root.resolve(name).resolve("brif"));
  }

  private static List<String> entries(Path folder) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(path -> names.add(path.getFileName().toString()));
    } catch (IOException e) {
      return List.of();
    }
    names.sort(null);
    return names;
  }

  private String text(String name, String file) {
    try {
      return Files.readString(root.resolve(name).resolve(file)).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
