package io.netsonde.http.net;

import io.netsonde.measurement.http.TlsFacts;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
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
      SSLSession session = tls.getHandshakeSession();
      exchange.tlsAgreed(facts(session.getProtocol(), session.getCipherSuite(), List.of(chain)));
    }
    judge.checkServerTrusted(chain, authType, socket);
  }

  /** Of a chain that is not empty. */
  static TlsFacts facts(String protocol, String cipher, List<X509Certificate> chain) {
    X509Certificate own = chain.getFirst();
    long notAfterMillis =
        chain.stream()
            .mapToLong(each -> each.getNotAfter().toInstant().toEpochMilli())
            .min()
            .orElseThrow();
    // Some certificates expire when 64 bits of nanoseconds have long been over.
    long latest = Long.MAX_VALUE / 1_000_000;
    return new TlsFacts(
        protocol.replace("TLSv", ""),
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
