package io.netsonde.agent.config;

import io.netsonde.http.ConnectionSettings;
import io.netsonde.http.HttpExpectation;
import io.netsonde.http.HttpHeader;
import io.netsonde.http.HttpTarget;
import io.netsonde.http.HttpTimeouts;
import io.netsonde.http.HttpVersion;
import io.netsonde.http.IpVersion;
import io.netsonde.http.RequestSettings;
import io.netsonde.http.TlsFiles;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a probe of type {@code http}. */
final class HttpProbeReader {
  private static final URI STAND_IN = URI.create("https://stand-in.invalid/");

  private HttpProbeReader() {}

  static HttpProbe read(Section section, String name) {
    URI uri = section.required("url", ValueTypes.WEB_ADDRESS, STAND_IN);
    Duration interval =
        section
            .value(
                "interval",
                ValueTypes.duration(Limits.MIN_CHECK_INTERVAL, Limits.MAX_CHECK_INTERVAL))
            .orElse(Defaults.CHECK_INTERVAL);
    RequestSettings request = request(section);
    ConnectionSettings connection = connection(section);
    TlsFiles tls = section.section("tls").map(HttpProbeReader::tls).orElse(TlsFiles.NONE);
    HttpExpectation expectation =
        section.section("expect").map(HttpProbeReader::expectation).orElse(HttpExpectation.DEFAULT);
    HttpTimeouts timeouts =
        section.section("timeouts").map(HttpProbeReader::timeouts).orElse(HttpTimeouts.DEFAULT);
    section.refuseOthers();
    return new HttpProbe(
        target(section, HttpTarget.of(name, uri), request, connection, tls)
            .withExpectation(expectation)
            .withTimeouts(timeouts),
        interval);
  }

  /** Parts that are right by themselves may not go together. */
  private static HttpTarget target(
      Section section,
      HttpTarget bare,
      RequestSettings request,
      ConnectionSettings connection,
      TlsFiles tls) {
    try {
      return bare.withRequest(request).withConnection(connection).withTls(tls);
    } catch (IllegalArgumentException e) {
      section.problem("tls", String.valueOf(e.getMessage()));
      return bare;
    }
  }

  private static RequestSettings request(Section section) {
    RequestSettings or = RequestSettings.DEFAULT;
    List<HttpHeader> headers =
        section.section("headers").map(HttpProbeReader::headers).orElse(or.headers());
    Optional<String> body = section.value("body", ValueTypes.BODY);
    int redirects = section.whole("max_redirects", 0, Limits.MAX_REDIRECTS, or.maxRedirects());
    String method = section.value("method", ValueTypes.METHOD).orElse(or.method());
    try {
      return new RequestSettings(method, headers, body, redirects);
    } catch (IllegalArgumentException e) {
      section.problem("body", String.valueOf(e.getMessage()));
      return or;
    }
  }

  private static List<HttpHeader> headers(Section section) {
    List<HttpHeader> headers = new ArrayList<>();
    for (String name : section.keys()) {
      section
          .value(name, ValueTypes.HEADER)
          .ifPresent(
              value -> {
                try {
                  headers.add(new HttpHeader(name, value));
                } catch (IllegalArgumentException e) {
                  section.problem(name, String.valueOf(e.getMessage()));
                }
              });
    }
    return headers;
  }

  private static ConnectionSettings connection(Section section) {
    return new ConnectionSettings(
        section
            .value("ip_version", ValueTypes.IP_VERSION)
            .map(number -> number == ValueTypes.IPV4 ? IpVersion.IPV4 : IpVersion.IPV6)
            .orElse(IpVersion.ANY),
        section.value("proxy", ValueTypes.PROXY),
        section.values("resolvers", ValueTypes.RESOLVER),
        section
            .value("http_version", ValueTypes.HTTP_VERSION)
            .map(Set::of)
            .orElse(Set.of(HttpVersion.values())),
        section.value("reuse", ValueTypes.TRUTH).orElse(false));
  }

  private static TlsFiles tls(Section section) {
    TlsConfig files = OtlpReader.tls(section);
    return new TlsFiles(files.ca(), files.certificate(), files.key());
  }

  private static HttpExpectation expectation(Section section) {
    Set<Integer> statuses = new LinkedHashSet<>();
    section
        .values("status", ValueTypes.wholeNumber(Limits.MIN_STATUS, Limits.MAX_STATUS))
        .forEach(status -> statuses.add(status.intValue()));
    HttpExpectation expectation =
        new HttpExpectation(
            statuses,
            section.value("body_contains", ValueTypes.TEXT),
            section.value(
                "certificate_remaining",
                ValueTypes.duration(Limits.MIN_CHECK_INTERVAL, Limits.MAX_REMAINING)));
    section.refuseOthers();
    return expectation;
  }

  private static HttpTimeouts timeouts(Section section) {
    HttpTimeouts or = HttpTimeouts.DEFAULT;
    Duration total = limit(section, "total").orElse(or.total());
    HttpTimeouts timeouts =
        new HttpTimeouts(
            within(total, section, "dns", or.dns()),
            within(total, section, "connect", or.connect()),
            within(total, section, "tls", or.tls()),
            within(total, section, "wait", or.waiting()),
            total);
    section.refuseOthers();
    return timeouts;
  }

  /** No phase can take longer than the whole check: a default does not, and a wish is a mistake. */
  private static Duration within(Duration total, Section section, String key, Duration fallback) {
    Duration limit = limit(section, key).orElse(fallback.compareTo(total) < 0 ? fallback : total);
    if (limit.compareTo(total) > 0) {
      section.problem(
          key,
          "%s is more than the whole check may take, %s: set total to more, too"
              .formatted(DurationText.print(limit), DurationText.print(total)));
      return total;
    }
    return limit;
  }

  private static Optional<Duration> limit(Section section, String key) {
    return section.value(key, ValueTypes.duration(Limits.MIN_INTERVAL, Limits.MAX_INTERVAL));
  }
}
