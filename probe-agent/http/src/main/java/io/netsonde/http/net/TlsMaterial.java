package io.netsonde.http.net;

import io.netsonde.http.TlsFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Whom a client trusts, and how it proves who it is. */
final class TlsMaterial {
  private static final char[] NO_PASSWORD = new char[0];

  private final X509ExtendedTrustManager trust;
  private final KeyManager @Nullable [] keys;

  private TlsMaterial(X509ExtendedTrustManager trust, KeyManager @Nullable [] keys) {
    this.trust = trust;
    this.keys = keys;
  }

  /** Java's own authorities are read once: there are some hundred of them. */
  private static final class JavaAuthorities {
    static final X509ExtendedTrustManager TRUST = load();

    private static X509ExtendedTrustManager load() {
      try {
        return manager(null);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("Java's own authorities cannot be read", e);
      }
    }
  }

  /**
   * Reads the files.
   *
   * @throws IOException with a message that names the file and what to do
   */
  static TlsMaterial read(TlsFiles files) throws IOException {
    try {
      X509ExtendedTrustManager trust =
          files.authorities().isPresent()
              ? manager(authorities(files.authorities().get()))
              : JavaAuthorities.TRUST;
      return files.certificate().isPresent() && files.key().isPresent()
          ? new TlsMaterial(trust, keys(files.certificate().get(), files.key().get()))
          : new TlsMaterial(trust, null);
    } catch (GeneralSecurityException e) {
      throw new IOException(shown(files) + " cannot be used: " + e.getMessage(), e);
    }
  }

  private static String shown(TlsFiles files) {
    return Stream.of(files.authorities(), files.certificate(), files.key())
        .flatMap(Optional::stream)
        .map(Path::toString)
        .collect(Collectors.joining(" or "));
  }

  /** Java's authorities. */
  static TlsMaterial ofJava() {
    return new TlsMaterial(JavaAuthorities.TRUST, null);
  }

  /** That certificate is trusted, and no other. */
  static TlsMaterial trusting(X509Certificate certificate)
      throws IOException, GeneralSecurityException {
    KeyStore store = empty();
    store.setCertificateEntry("only", certificate);
    return new TlsMaterial(manager(store), null);
  }

  /** What a server needs that shows that certificate. */
  static SSLContext serving(ThrowAwayCertificate identity)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys(identity.key(), List.of(identity.certificate())), null, null);
    return context;
  }

  X509ExtendedTrustManager trust() {
    return trust;
  }

  KeyManager @Nullable [] keys() {
    return keys == null ? null : keys.clone();
  }

  private static KeyStore authorities(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = empty();
    int number = 0;
    for (X509Certificate certificate : PemFiles.certificates(file)) {
      store.setCertificateEntry("authority-" + number++, certificate);
    }
    return store;
  }

  private static KeyManager[] keys(Path certificate, Path key)
      throws IOException, GeneralSecurityException {
    List<X509Certificate> chain = PemFiles.chain(certificate);
    PrivateKey secret = PemFiles.key(key);
    String algorithm = chain.getFirst().getPublicKey().getAlgorithm();
    if (!algorithm.equals(secret.getAlgorithm())) {
      throw new IOException(
          key
              + " is a key of "
              + secret.getAlgorithm()
              + ", but "
              + certificate
              + " is of "
              + algorithm
              + ": name the key that belongs to the certificate");
    }
    if (!KeyPairs.match(chain.getFirst().getPublicKey(), secret)) {
      throw new IOException(
          key
              + " is not the key of "
              + certificate
              + ": name the key that belongs to the certificate, whose chain begins with its own");
    }
    return keys(secret, chain);
  }

  private static KeyManager[] keys(PrivateKey secret, List<X509Certificate> chain)
      throws IOException, GeneralSecurityException {
    KeyStore store = empty();
    store.setKeyEntry("own", secret, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static X509ExtendedTrustManager manager(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager extended) {
        return extended;
      }
    }
    throw new GeneralSecurityException("no trust manager for X.509");
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
