package io.netsonde.trafficsim.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Accepts any of its keys, so that keys can be rotated: a request is signed with the first, an
 * answer with the one that the request was signed with, which is the one that the peer has.
 * HMAC-SHA-256 (RFC 2104), truncated to 128 bits, compared in constant time. Not safe for several
 * threads.
 */
public final class Authenticator {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int DIGEST_LENGTH = 32;

  private final Mac[] macs;
  private final byte[] digest = new byte[DIGEST_LENGTH];
  private final byte[] computed = new byte[PacketLayout.MAC_LENGTH];
  private final byte[] given = new byte[PacketLayout.MAC_LENGTH];
  // Mac copies a direct buffer by pieces it allocates: this is the same without garbage.
  private byte[] bytes = new byte[2048];
  private int verified;

  private Authenticator(Mac[] macs) {
    this.macs = macs;
  }

  /**
   * An authenticator of these keys.
   *
   * @param keys at least one, each the UTF-8 bytes of the configured text, not empty
   * @throws IllegalArgumentException if there is no key or an empty one
   */
  public static Authenticator of(List<String> keys) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("an authenticator needs at least one key");
    }
    Mac[] macs = new Mac[keys.size()];
    for (int i = 0; i < macs.length; i++) {
      if (keys.get(i).isEmpty()) {
        throw new IllegalArgumentException("key " + (i + 1) + " is empty");
      }
      macs[i] = mac(keys.get(i).getBytes(StandardCharsets.UTF_8));
    }
    return new Authenticator(macs);
  }

  private static Mac mac(byte[] key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  /**
   * Whether the mac field at {@code packet.macOffset} is right for the bytes before it. False where
   * there is none.
   *
   * @param datagram as it was decoded into {@code packet}; its position is unchanged
   */
  public boolean verify(ByteBuffer datagram, Packet packet) {
    if (packet.macOffset < 0) {
      return false;
    }
    int start = datagram.position();
    int at = start + packet.macOffset;
    datagram.get(at + PacketLayout.MAC_PREFIX, given);
    load(datagram, start, packet.macOffset);
    boolean right = false;
    for (int key = 0; key < macs.length; key++) {
      compute(macs[key], packet.macOffset);
      if (MessageDigest.isEqual(computed, given)) {
        right = true;
        verified = key;
      }
    }
    return right;
  }

  /** Which key the datagram was signed with that was last verified. */
  public int verifiedKey() {
    return verified;
  }

  /** Signs the {@code length} bytes from {@code start} on, and puts the mac at {@code at}. */
  void sign(ByteBuffer datagram, int start, int length, int at) {
    sign(0, datagram, start, length, at);
  }

  /** The same with the key of the datagram that was last verified. */
  void signAnswer(ByteBuffer datagram, int start, int length, int at) {
    sign(verified, datagram, start, length, at);
  }

  /** The same with any of the keys. */
  void sign(int key, ByteBuffer datagram, int start, int length, int at) {
    load(datagram, start, length);
    compute(macs[key], length);
    datagram.put(at, computed);
  }

  private void load(ByteBuffer datagram, int start, int length) {
    if (bytes.length < length) {
      bytes = Arrays.copyOf(bytes, PacketCodec.MAX_LENGTH);
    }
    datagram.get(start, bytes, 0, length);
  }

  private void compute(Mac mac, int length) {
    mac.update(bytes, 0, length);
    try {
      mac.doFinal(digest, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the digest's length is fixed", e);
    }
    System.arraycopy(digest, 0, computed, 0, computed.length);
  }
}
