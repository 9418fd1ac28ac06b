package io.netsonde.http.net;

import io.netsonde.http.IpVersion;
import io.netsonde.http.dns.DnsQuery;
import io.netsonde.http.dns.HostsFile;
import io.netsonde.http.dns.LookupResult;
import io.netsonde.http.dns.RecordType;
import io.netsonde.http.dns.ResolverConfiguration;
import io.netsonde.measurement.http.HttpErrorType;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Looks names up without any cache, so that a check shows what the look-up takes.
 *
 * <p>Resolvers named by the user are asked for the name as it is. Otherwise the system's files say
 * whom to ask, and the hosts file goes before; other sources of names (nsswitch.conf) are not
 * asked. A system without such files is asked by Java's means, which may cache.
 */
final class NameLookup {
  private static final Path HOSTS = Path.of("/etc/hosts");
  private static final Path RESOLVERS = Path.of("/etc/resolv.conf");

  private final List<InetSocketAddress> resolvers;
  private final IpVersion version;
  private final Consumer<Closeable> asking;

  /**
   * @param asking told whenever somebody is about to be asked, and over what: to close that breaks
   *     the look-up off
   */
  NameLookup(List<InetSocketAddress> resolvers, IpVersion version, Consumer<Closeable> asking) {
    this.resolvers = resolvers;
    this.version = version;
    this.asking = asking;
  }

  /**
   * The addresses of a name, in the order in which to try them; at least one.
   *
   * @throws LookupFailure if there is none, or nobody said so until {@code deadlineNanos}
   */
  List<InetAddress> lookup(String name, long deadlineNanos) throws LookupFailure {
    String plain = DnsQuery.withoutFinalDot(name);
    if (!resolvers.isEmpty() && !isThisHost(plain)) {
      return ask(ResolverConfiguration.of(resolvers), name, deadlineNanos);
    }
    List<InetAddress> known = beforeResolvers(plain);
    if (!known.isEmpty()) {
      return admitted(known, name);
    }
    Optional<String> configuration = read(RESOLVERS);
    if (configuration.isPresent()) {
      return ask(ResolverConfiguration.parse(configuration.get()), name, deadlineNanos);
    }
    asking.accept(() -> {});
    return admitted(byJava(name), name);
  }

  private List<InetAddress> beforeResolvers(String name) {
    List<InetAddress> listed =
        read(HOSTS).map(hosts -> HostsFile.addresses(hosts, name)).orElse(List.of());
    return isThisHost(name) && listed.stream().noneMatch(version::admits)
        ? List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1"))
        : listed;
  }

  /** RFC 6761, section 6.3: localhost is this host, whatever a resolver would say. */
  private static boolean isThisHost(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.equals("localhost") || lower.endsWith(".localhost");
  }

  private List<InetAddress> admitted(List<InetAddress> addresses, String name)
      throws LookupFailure {
    List<InetAddress> admitted = addresses.stream().filter(version::admits).toList();
    if (admitted.isEmpty()) {
      throw new LookupFailure(
          HttpErrorType.NAME_NOT_FOUND, name + " has no address of " + version.shown());
    }
    return AddressOrder.ordered(admitted);
  }

  /**
   * Tries the name with the suffixes that the system would, until one exists. That a resolver fails
   * for one of them says nothing of the others, and is told only where no other is found.
   */
  List<InetAddress> ask(ResolverConfiguration configuration, String name, long deadlineNanos)
      throws LookupFailure {
    LookupResult.Failed failure =
        new LookupResult.Failed(
            HttpErrorType.NAME_NOT_FOUND, "'" + name + "' can be no name of a host");
    boolean isFirst = true;
    for (String candidate : configuration.candidates(name)) {
      if (!DnsQuery.isAskable(candidate)) {
        continue;
      }
      switch (askAll(configuration.resolvers(), candidate, deadlineNanos)) {
        case LookupResult.Found(List<InetAddress> addresses) -> {
          return AddressOrder.ordered(addresses);
        }
        case LookupResult.Failed failed -> {
          failure = isFirst || !failed.isFinal() ? failed : failure;
          isFirst = false;
        }
      }
      if (failure.type() == HttpErrorType.RESOLVER_TIMEOUT) {
        break;
      }
    }
    throw new LookupFailure(failure.type(), failure.message());
  }

  /** Asks one after the other, each for an equal share of the time left, until one knows. */
  private LookupResult askAll(List<InetSocketAddress> asked, String name, long deadlineNanos) {
    LookupResult.Failed failure = null;
    for (int i = 0; i < asked.size(); i++) {
      long now = System.nanoTime();
      long share = Math.max(0, deadlineNanos - now) / (asked.size() - i);
      LookupResult result = askOne(asked.get(i), name, now + share);
      if (!(result instanceof LookupResult.Failed failed) || failed.isFinal()) {
        return result;
      }
      failure =
          failure == null || failed.type() == HttpErrorType.RESOLVER_FAILURE ? failed : failure;
    }
    if (failure == null) {
      throw new IllegalStateException("no resolver to ask");
    }
    return failure;
  }

  private LookupResult askOne(InetSocketAddress resolver, String name, long deadlineNanos) {
    String shown = Failures.shown(resolver);
    try {
      ResolverQuestion question =
          new ResolverQuestion(resolver, name, types(), deadlineNanos, asking);
      return LookupResult.of(shown, name, types(), question.ask());
    } catch (IOException e) {
      return new LookupResult.Failed(
          HttpErrorType.RESOLVER_FAILURE,
          "the resolver " + shown + " cannot be asked: " + reason(e));
    }
  }

  private static String reason(IOException failure) {
    return failure instanceof PortUnreachableException
        ? "nobody listens there"
        : Failures.reason(failure);
  }

  private List<RecordType> types() {
    return switch (version) {
      case ANY -> List.of(RecordType.AAAA, RecordType.A);
      case IPV4 -> List.of(RecordType.A);
      case IPV6 -> List.of(RecordType.AAAA);
    };
  }

  private static List<InetAddress> byJava(String name) throws LookupFailure {
    try {
      return List.of(InetAddress.getAllByName(name));
    } catch (UnknownHostException e) {
      LookupFailure failure =
          new LookupFailure(HttpErrorType.NAME_NOT_FOUND, "there is no name " + name);
      failure.initCause(e);
      throw failure;
    }
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
