package io.netsonde.trafficsim.reflector;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What makes cookies and table positions unforeseeable: random bytes, drawn anew whenever a
 * reflector starts. Does not appear in text.
 */
public final class Secret {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int LEAST_LENGTH = 16;

  private final SecretKeySpec key;

  private Secret(SecretKeySpec key) {
    this.key = key;
  }

  /** A copy of {@code bytes}, at least 16. */
  public static Secret of(byte[] bytes) {
    if (bytes.length < LEAST_LENGTH) {
      throw new IllegalArgumentException("a secret of " + bytes.length + " bytes is too short");
    }
    return new Secret(new SecretKeySpec(bytes, ALGORITHM));
  }

  Mac mac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  /** A hash function of this secret, another for each purpose. */
  KeyedHash hash(int purpose) {
    ByteBuffer digest = ByteBuffer.wrap(mac().doFinal(new byte[] {(byte) purpose}));
    return new KeyedHash(digest.getLong(), digest.getLong());
  }
}
