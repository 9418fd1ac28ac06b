package io.netsonde.agent.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code otlp}. */
final class OtlpReader {
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9_.-]+");

  private OtlpReader() {}

  static OtlpConfig read(Section root) {
    Optional<Section> found = root.section("otlp");
    if (found.isEmpty()) {
      return new OtlpConfig(Optional.empty(), Map.of(), TlsConfig.NONE);
    }
    Section section = found.get();
    Optional<URI> endpoint = section.value("endpoint", ValueTypes.OTLP_ENDPOINT);
    Map<String, Secret> headers =
        section.section("headers").map(OtlpReader::headers).orElse(Map.of());
    TlsConfig tls = section.section("tls").map(OtlpReader::tls).orElse(TlsConfig.NONE);
    section.refuseUnbuilt("queue");
    section.refuseOthers();
    return new OtlpConfig(endpoint, headers, tls);
  }

  private static Map<String, Secret> headers(Section section) {
    Map<String, Secret> headers = new LinkedHashMap<>();
    for (String name : section.keys()) {
      if (!HEADER.matcher(name).matches()) {
        section.problem(
            name, "found a header with this name, expected letters, digits, '_', '.' and '-'");
      }
      section.value(name, ValueTypes.SECRET).ifPresent(value -> headers.put(name, value));
    }
    return headers;
  }

  /** A section {@code tls} with the files of a client. */
  static TlsConfig tls(Section section) {
    Optional<Path> ca = section.value("ca", ValueTypes.FILE);
    Optional<Path> certificate = section.value("certificate", ValueTypes.FILE);
    Optional<Path> key = section.value("key", ValueTypes.FILE);
    section.refuseOthers();
    boolean certificateGiven = section.node("certificate").isPresent();
    if (certificateGiven != section.node("key").isPresent()) {
      section.missing(
          certificateGiven ? "key" : "certificate",
          "the path of a file; a certificate and its key are given together");
    }
    return certificate.isPresent() == key.isPresent()
        ? new TlsConfig(ca, certificate, key)
        : TlsConfig.NONE;
  }
}
