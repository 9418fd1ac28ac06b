package io.netsonde.http.net;

import io.netsonde.measurement.FileTrouble;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys as text, RFC 7468. */
final class PemFiles {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

  private PemFiles() {}

  /** The certificates of a file, in its order; at least one. */
  static List<X509Certificate> certificates(Path file) throws IOException {
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      Matcher matcher = BLOCK.matcher(read(file));
      while (matcher.find()) {
        if (matcher.group(1).equals("CERTIFICATE")) {
          byte[] der = decode(file, matcher.group(2));
          certificates.add(
              (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
        }
      }
    } catch (CertificateException e) {
      throw new IOException(file + " has a certificate that cannot be read", e);
    }
    if (certificates.isEmpty()) {
      throw new IOException(
          file + " has no certificate: a PEM file with -----BEGIN CERTIFICATE----- is needed");
    }
    return certificates;
  }

  /** Those of a file that begins with one's own, behind each the one that signed it. */
  static List<X509Certificate> chain(Path file) throws IOException {
    List<X509Certificate> chain = certificates(file);
    for (int i = 1; i < chain.size(); i++) {
      X509Certificate before = chain.get(i - 1);
      X509Certificate next = chain.get(i);
      if (!before.getIssuerX500Principal().equals(next.getSubjectX500Principal())
          || chain.indexOf(next) < i) {
        throw new IOException(
            ("%s is out of order: of its certificates number %d ('%s') is not the one that signed"
                    + " number %d ('%s', signed by '%s'); put your own first, behind each the one"
                    + " that signed it, and none twice")
                .formatted(
                    file,
                    i + 1,
                    next.getSubjectX500Principal().getName(),
                    i,
                    before.getSubjectX500Principal().getName(),
                    before.getIssuerX500Principal().getName()));
      }
    }
    return chain;
  }

  /** The private key of a file. */
  static PrivateKey key(Path file) throws IOException {
    Matcher matcher = BLOCK.matcher(read(file));
    while (matcher.find()) {
      if (matcher.group(1).equals("PRIVATE KEY")) {
        return key(file, decode(file, matcher.group(2)));
      }
    }
    throw new IOException(
        file
            + " has no key that is PKCS #8 and not encrypted (-----BEGIN PRIVATE KEY-----):"
            + " convert it with 'openssl pkcs8 -topk8 -nocrypt'");
  }

  private static PrivateKey key(Path file, byte[] der) throws IOException {
    for (String algorithm : List.of("EC", "RSA", "EdDSA", "RSASSA-PSS")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
      } catch (GeneralSecurityException e) {
        // It is of another algorithm.
      }
    }
    throw new IOException(file + " has a key that is neither EC, RSA nor EdDSA");
  }

  private static String read(Path file) throws IOException {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      String why = Files.isDirectory(file) ? "it is a directory" : FileTrouble.of(e);
      throw new IOException(
          file + " cannot be read: " + why + "; check its path and who may read it", e);
    }
  }

  private static byte[] decode(Path file, String base64) throws IOException {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is damaged: " + e.getMessage(), e);
    }
  }
}
