package io.netsonde.http.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whom a system asks for names, and what it appends to short ones: resolv.conf(5).
 *
 * @param resolvers asked in turn; at least one
 * @param suffixes tried behind a name with fewer than {@code dots} dots before the name itself, and
 *     after it behind others
 */
public record ResolverConfiguration(
    List<InetSocketAddress> resolvers, List<String> suffixes, int dots) {
  private static final int PORT = 53;

  public ResolverConfiguration {
    resolvers = List.copyOf(resolvers);
    suffixes = List.copyOf(suffixes);
  }

  /** Those resolvers, and names as they are. */
  public static ResolverConfiguration of(List<InetSocketAddress> resolvers) {
    return new ResolverConfiguration(resolvers, List.of(), 1);
  }

  /** Reads the file's text; where it names no resolver this host's own is asked, as it says. */
  public static ResolverConfiguration parse(String text) {
    List<InetSocketAddress> resolvers = new ArrayList<>();
    List<String> suffixes = List.of();
    int dots = 1;
    for (String line : text.split("\n")) {
      String[] words = line.strip().split("\\s+");
      List<String> values = Arrays.asList(words).subList(1, words.length);
      switch (words[0]) {
        case "nameserver" ->
            values.stream()
                .limit(1)
                .flatMap(value -> HostsFile.literal(value).stream())
                .forEach(address -> resolvers.add(new InetSocketAddress(address, PORT)));
        case "search", "domain" -> suffixes = suffixes(values);
        case "options" -> dots = dots(values, dots);
        default -> {}
      }
    }
    if (resolvers.isEmpty()) {
      resolvers.add(new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT));
    }
    return new ResolverConfiguration(resolvers, suffixes, dots);
  }

  /** The names to ask for, in order, until one exists; a final dot means the name as it is. */
  public List<String> candidates(String name) {
    if (name.endsWith(".")) {
      return List.of(DnsQuery.withoutFinalDot(name));
    }
    List<String> candidates = new ArrayList<>();
    for (String suffix : suffixes) {
      candidates.add(name + "." + suffix);
    }
    boolean isLong = name.chars().filter(c -> c == '.').count() >= dots;
    candidates.add(isLong ? 0 : candidates.size(), name);
    return candidates;
  }

  /** A final dot is usual and means nothing here; a dot alone stands for the name as it is. */
  private static List<String> suffixes(List<String> values) {
    return values.stream()
        .map(DnsQuery::withoutFinalDot)
        .filter(value -> !value.isEmpty())
        .toList();
  }

  private static int dots(List<String> options, int before) {
    for (String option : options) {
      if (option.matches("ndots:\\d{1,2}")) {
        return Integer.parseInt(option.substring("ndots:".length()));
      }
    }
    return before;
  }
}
