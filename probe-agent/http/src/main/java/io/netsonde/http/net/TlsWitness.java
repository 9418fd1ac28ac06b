package io.netsonde.http.net;

import io.netsonde.measurement.http.TlsFacts;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What becomes known of an exchange's TLS. Safe for use by several threads. */
final class TlsWitness {
  private volatile @Nullable Supplier<TlsFacts> facts;
  private volatile @Nullable CertificateWish wish;

  /**
   * The server has shown itself.
   *
   * @param shown asked for when the exchange has ended
   */
  void agreed(Supplier<TlsFacts> shown) {
    facts = shown;
  }

  boolean hasFacts() {
    return facts != null;
  }

  Optional<TlsFacts> facts() {
    return Optional.ofNullable(facts).map(Supplier::get);
  }

  void wanted(CertificateWish wanted) {
    wish = wanted;
  }

  /** What client's certificate the server wanted, where it wanted one and one is there to show. */
  Optional<CertificateWish> wish() {
    return Optional.ofNullable(wish);
  }
}
