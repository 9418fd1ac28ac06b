package io.netsonde.http.dns;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The table of names that stands before any resolver: hosts(5). */
public final class HostsFile {
  private HostsFile() {}

  /** The addresses that the table's text gives a name, in its order. */
  public static List<InetAddress> addresses(String text, String name) {
    List<InetAddress> addresses = new ArrayList<>();
    for (String line : text.split("\n")) {
      int comment = line.indexOf('#');
      String[] words = (comment < 0 ? line : line.substring(0, comment)).strip().split("\\s+");
      if (Arrays.stream(words).skip(1).anyMatch(name::equalsIgnoreCase)) {
        literal(words[0]).ifPresent(addresses::add);
      }
    }
    return addresses;
  }

  /** The address that a text is, where it is one; nothing is looked up. */
  public static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
