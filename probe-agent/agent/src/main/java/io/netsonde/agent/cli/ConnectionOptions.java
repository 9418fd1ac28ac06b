package io.netsonde.agent.cli;

import io.netsonde.http.ConnectionSettings;
import io.netsonde.http.HttpProxy;
import io.netsonde.http.HttpTarget;
import io.netsonde.http.HttpVersion;
import io.netsonde.http.IpVersion;
import io.netsonde.http.TlsFiles;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How {@code netsonde http} reaches the server. */
final class ConnectionOptions {
  @Option(
      names = "--proxy",
      paramLabel = "HOST:PORT",
      description = "Go through this HTTP proxy, as in http://user:password@proxy:3128.")
  private @Nullable HttpProxy proxy;

  @Option(
      names = "--resolver",
      paramLabel = "ADDR[:PORT]",
      description =
          "Ask this DNS server (default: the system's). May be given several times: they are asked"
              + " in turn.")
  private List<InetSocketAddress> resolvers = new ArrayList<>();

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "Trust the authorities in this file (PEM) instead of Java's.")
  private @Nullable Path ca;

  @Option(
      names = "--cert",
      paramLabel = "FILE",
      description = "The client's certificate (PEM), with --key.")
  private @Nullable Path certificate;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "Its private key (PEM, PKCS #8, not encrypted), with --cert.")
  private @Nullable Path key;

  @Option(names = "--reuse", description = "Keep the connection from check to check.")
  private boolean reuse;

  @ArgGroup private @Nullable Version version;

  @ArgGroup private @Nullable FamilyOption family;

  /** One or the other. */
  static final class Version {
    @Option(names = "--http1.1", description = "Speak HTTP/1.1 only.")
    private boolean one;

    @Option(names = "--http2", description = "Speak HTTP/2 only; without TLS by prior knowledge.")
    private boolean two;

    Set<HttpVersion> chosen() {
      return two
          ? Set.of(HttpVersion.HTTP_2)
          : one ? Set.of(HttpVersion.HTTP_1_1) : Set.of(HttpVersion.values());
    }
  }

  HttpTarget apply(HttpTarget target) {
    if ((certificate == null) != (key == null)) {
      throw new IllegalArgumentException(
          (key == null ? "--cert needs --key" : "--key needs --cert")
              + ": a certificate and its key are given together");
    }
    return target
        .withConnection(
            new ConnectionSettings(
                ipVersion(),
                Optional.ofNullable(proxy),
                resolvers,
                version == null ? Set.of(HttpVersion.values()) : version.chosen(),
                reuse))
        .withTls(
            new TlsFiles(
                Optional.ofNullable(ca),
                Optional.ofNullable(certificate),
                Optional.ofNullable(key)));
  }

  private IpVersion ipVersion() {
    return switch (FamilyOption.of(family)) {
      case ANY -> IpVersion.ANY;
      case IPV4 -> IpVersion.IPV4;
      case IPV6 -> IpVersion.IPV6;
    };
  }
}
