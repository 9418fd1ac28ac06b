package io.netsonde.http.net;

import io.netsonde.measurement.http.TlsFacts;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What becomes known of an exchange's TLS. Safe for use by several threads. */
final class TlsWitness {
  private volatile @Nullable Supplier<TlsFacts> shown;
  private volatile @Nullable TlsFacts facts;
  private volatile @Nullable CertificateWish wish;

  /**
   * The server has shown itself.
   *
   * @param nowShown asked for once, when the exchange has ended
   */
  void agreed(Supplier<TlsFacts> nowShown) {
    shown = nowShown;
    facts = null;
  }

  boolean hasFacts() {
    return shown != null;
  }

  /** Takes its time when first asked for; empty where the server has not shown itself. */
  Optional<TlsFacts> facts() {
    Supplier<TlsFacts> source = shown;
    if (facts == null && source != null) {
      facts = source.get();
    }
    return Optional.ofNullable(facts);
  }

  void wanted(CertificateWish wanted) {
    wish = wanted;
  }

  /** What client's certificate the server wanted, where it wanted one and one is there to show. */
  Optional<CertificateWish> wish() {
    return Optional.ofNullable(wish);
  }
}
