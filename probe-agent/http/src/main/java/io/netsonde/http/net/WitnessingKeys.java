package io.netsonde.http.net;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Chooses as another does, and notes what the server wanted and whether it got something. */
final class WitnessingKeys extends X509ExtendedKeyManager {
  private final X509ExtendedKeyManager keys;
  private final Wire wire;

  WitnessingKeys(X509ExtendedKeyManager keys, Wire wire) {
    this.keys = keys;
    this.wire = wire;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    String chosen = keys.chooseClientAlias(keyTypes, issuers, socket);
    ExchangeTrace exchange = wire.exchange();
    if (exchange != null) {
      List<String> names =
          issuers == null ? List.of() : Stream.of(issuers).map(Principal::getName).toList();
      exchange.security().wanted(new CertificateWish(names, chosen != null));
    }
    return chosen;
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return keys.getClientAliases(keyType, issuers);
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return keys.getServerAliases(keyType, issuers);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return keys.chooseServerAlias(keyType, issuers, socket);
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return keys.getCertificateChain(alias);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return keys.getPrivateKey(alias);
  }
}
