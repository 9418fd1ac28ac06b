package io.netsonde.http.net;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;

/** Public and private keys that belong together. */
final class KeyPairs {
  private static final byte[] SAMPLE = "sample".getBytes(StandardCharsets.US_ASCII);

  private KeyPairs() {}

  /** Whether what the one signs the other verifies; both are of one algorithm. */
  static boolean match(PublicKey shown, PrivateKey secret) throws GeneralSecurityException {
    return switch (secret.getAlgorithm()) {
      case "EC" -> match(shown, secret, "SHA256withECDSA");
      case "RSA" -> match(shown, secret, "SHA256withRSA");
      case "EdDSA" -> match(shown, secret, "EdDSA");
      // Of others the server tells.
      default -> true;
    };
  }

  private static boolean match(PublicKey shown, PrivateKey secret, String algorithm)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(secret);
    signature.update(SAMPLE);
    byte[] signed = signature.sign();
    try {
      signature.initVerify(shown);
      signature.update(SAMPLE);
      return signature.verify(signed);
    } catch (InvalidKeyException | SignatureException e) {
      return false; // It is of another length or curve.
    }
  }
}
