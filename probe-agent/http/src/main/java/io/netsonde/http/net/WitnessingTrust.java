package io.netsonde.http.net;

import io.netsonde.measurement.http.TlsFacts;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

/** Judges as another does, but first notes what the server showed, so that a refusal has facts. */
final class WitnessingTrust extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager judge;
  private final Wire wire;

  WitnessingTrust(X509ExtendedTrustManager judge, Wire wire) {
    this.judge = judge;
    this.wire = wire;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    ExchangeTrace exchange = wire.exchange();
    if (exchange != null && chain.length > 0 && socket instanceof SSLSocket tls) {
      exchange.security().agreed(facts(tls.getHandshakeSession(), List.of(chain)));
    }
    judge.checkServerTrusted(chain, authType, socket);
  }

  /** Of a session that stands, be it resumed; empty where the server showed no certificate. */
  Optional<Supplier<TlsFacts>> facts(SSLSession session) {
    try {
      List<X509Certificate> chain =
          Stream.of(session.getPeerCertificates()).map(X509Certificate.class::cast).toList();
      return Optional.of(facts(session, chain));
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty();
    }
  }

  /** To be asked for later: to examine signatures takes time that is not the server's. */
  private Supplier<TlsFacts> facts(SSLSession session, List<X509Certificate> chain) {
    String protocol = session.getProtocol().replace("TLSv", "");
    String cipher = session.getCipherSuite();
    return () -> facts(protocol, cipher, CertificatePath.of(chain, getAcceptedIssuers()));
  }

  private static TlsFacts facts(String protocol, String cipher, List<X509Certificate> path) {
    X509Certificate own = path.getFirst();
    long notAfterMillis =
        path.stream()
            .mapToLong(each -> each.getNotAfter().toInstant().toEpochMilli())
            .min()
            .orElseThrow();
    // Some certificates expire when 64 bits of nanoseconds have long been over.
    long latest = Long.MAX_VALUE / 1_000_000;
    return new TlsFacts(
        protocol,
        cipher,
        own.getSubjectX500Principal().getName(),
        own.getIssuerX500Principal().getName(),
        Math.min(notAfterMillis, latest) * 1_000_000);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    judge.checkServerTrusted(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    judge.checkServerTrusted(chain, authType, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    judge.checkClientTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    judge.checkClientTrusted(chain, authType, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    judge.checkClientTrusted(chain, authType, engine);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return judge.getAcceptedIssuers();
  }
}
