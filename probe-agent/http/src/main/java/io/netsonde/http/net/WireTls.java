package io.netsonde.http.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Lays TLS over the wire's sockets. Its memory of sessions is as long as a check: the next one
 * shakes hands in full.
 */
final class WireTls extends SSLSocketFactory {
  private final Wire wire;
  private final TlsMaterial material;
  private final WitnessingTrust trust;
  private volatile SSLSocketFactory sockets;

  WireTls(Wire wire, TlsMaterial material) {
    this.wire = wire;
    this.material = material;
    this.trust = new WitnessingTrust(material.trust(), wire);
    this.sockets = fresh();
  }

  WitnessingTrust trust() {
    return trust;
  }

  /** Forgets all sessions. */
  void renew() {
    sockets = fresh();
  }

  private SSLSocketFactory fresh() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(witnessed(material.keys()), new TrustManager[] {trust}, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  private KeyManager @Nullable [] witnessed(KeyManager @Nullable [] keys) {
    return keys == null
        ? null
        : Stream.of(keys)
            .map(
                each ->
                    each instanceof X509ExtendedKeyManager x ? new WitnessingKeys(x, wire) : each)
            .toArray(KeyManager[]::new);
  }

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean isClosedWithIt)
      throws IOException {
    SSLSocket above = (SSLSocket) sockets.createSocket(socket, host, port, isClosedWithIt);
    SSLParameters parameters = above.getSSLParameters();
    parameters.setServerNames(ServerName.of(host).stream().toList());
    above.setSSLParameters(parameters);
    return new StampedTlsSocket(above, socket, wire);
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return sockets.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return sockets.getSupportedCipherSuites();
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException("TLS is laid over a connected socket");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    return createSocket(host.getHostAddress(), port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    return createSocket(host, port);
  }
}
