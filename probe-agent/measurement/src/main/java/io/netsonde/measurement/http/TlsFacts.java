package io.netsonde.measurement.http;

/**
 * What was agreed on a connection, and the certificate that the server showed.
 *
 * @param version as {@code 1.3}
 * @param cipher as the registry of IANA names it, {@code TLS_AES_128_GCM_SHA256}
 * @param subject the certificate's subject, RFC 2253
 * @param issuer its issuer, likewise
 * @param notAfterEpochNanos when the first certificate expires of those on which trust rests
 */
public record TlsFacts(
    String version, String cipher, String subject, String issuer, long notAfterEpochNanos) {}
