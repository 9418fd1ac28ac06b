package io.netsonde.http.net;

import io.netsonde.http.dns.DnsQuery;
import io.netsonde.http.dns.HostsFile;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.StandardConstants;

/**
 * The name that a handshake asks for, RFC 6066, section 3. Java by itself names none that has a
 * single label or an underscore, though services within a cluster have such names.
 */
final class ServerName extends SNIServerName {
  private ServerName(String name) {
    super(StandardConstants.SNI_HOST_NAME, name.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Without the final dot; none for an address.
   *
   * @param host as the client has it: ASCII, an address of IPv6 without brackets
   */
  static Optional<SNIServerName> of(String host) {
    String name = DnsQuery.withoutFinalDot(host);
    return name.isEmpty() || HostsFile.literal(name).isPresent()
        ? Optional.empty()
        : Optional.of(new ServerName(name));
  }
}
