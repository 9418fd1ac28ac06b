package io.netsonde.http.net;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * On which certificates trust rests: the server's own and those between it and a trusted one, which
 * is not among them, since nobody examines its time. A server may send more, as an old signature of
 * an authority that is trusted by itself: what becomes of those does not matter.
 */
final class CertificatePath {
  private CertificatePath() {}

  /**
   * As far as it goes where it leads to nobody trusted.
   *
   * @param shown as the server sent them, at least one, its own first
   */
  static List<X509Certificate> of(List<X509Certificate> shown, X509Certificate[] trusted) {
    Set<X509Certificate> anchors = new HashSet<>(Arrays.asList(trusted));
    List<X509Certificate> path = new ArrayList<>();
    Optional<X509Certificate> next = Optional.of(shown.getFirst());
    while (next.isPresent()) {
      X509Certificate last = next.get();
      if (path.isEmpty() || !anchors.contains(last)) {
        path.add(last);
      }
      next =
          anchors.contains(last) || anchors.stream().anyMatch(each -> hasSigned(each, last))
              ? Optional.empty()
              : issuer(last, shown, path);
    }
    return path;
  }

  private static Optional<X509Certificate> issuer(
      X509Certificate issued, List<X509Certificate> shown, List<X509Certificate> path) {
    return shown.stream()
        .filter(each -> !path.contains(each) && hasSigned(each, issued))
        .max(Comparator.comparing(X509Certificate::getNotAfter));
  }

  private static boolean hasSigned(X509Certificate issuer, X509Certificate issued) {
    if (!issuer.getSubjectX500Principal().equals(issued.getIssuerX500Principal())) {
      return false;
    }
    try {
      issued.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
