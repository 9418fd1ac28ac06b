package io.netsonde.http.net;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;

/**
 * A certificate of a key made just now, signed by itself, for a server of this process that lives
 * for a moment. Java can make one by a tool only, so it is put together here: RFC 5280, section
 * 4.1, in DER.
 */
record ThrowAwayCertificate(X509Certificate certificate, PrivateKey key) {
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final byte[] VERSION_3 = {(byte) 0xa0, 3, 2, 1, 2};
  private static final byte[] SERIAL_1 = {2, 1, 1};
  private static final byte[] COMMON_NAME = {6, 3, 0x55, 4, 3};

  /** ecdsa-with-SHA256. */
  private static final byte[] ALGORITHM = {
    0x30, 0x0a, 6, 8, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 4, 3, 2
  };

  static ThrowAwayCertificate make() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    byte[] name =
        der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(0x0c, ascii("localhost")))));
    byte[] validity =
        der(SEQUENCE, der(0x18, ascii("20000101000000Z")), der(0x18, ascii("99991231235959Z")));
    byte[] content =
        der(
            SEQUENCE,
            VERSION_3,
            SERIAL_1,
            ALGORITHM,
            name,
            validity,
            name,
            pair.getPublic().getEncoded(),
            extensions());
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(pair.getPrivate());
    signature.update(content);
    byte[] bits = der(0x03, new byte[1], signature.sign());
    byte[] whole = der(SEQUENCE, content, ALGORITHM, bits);
    X509Certificate certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(whole));
    return new ThrowAwayCertificate(certificate, pair.getPrivate());
  }

  /** Its other name: 127.0.0.1. */
  private static byte[] extensions() {
    byte[] names = der(SEQUENCE, der(0x87, new byte[] {127, 0, 0, 1}));
    byte[] alternative = der(SEQUENCE, new byte[] {6, 3, 0x55, 0x1d, 0x11}, der(0x04, names));
    return der(0xa3, der(SEQUENCE, alternative));
  }

  /** Tag, length, and the parts one behind the other. */
  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    int length = content.size();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (length >= 0x100) {
      out.write(0x82);
      out.write(length >> 8);
    } else if (length >= 0x80) {
      out.write(0x81);
    }
    out.write(length);
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
