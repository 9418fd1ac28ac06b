package io.netsonde.trafficsim.reflector;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;

/**
 * Makes cookies: the first 64 bits of HMAC-SHA-256 over address, port, agent, session and a bucket
 * of time. Who shows one has received at that address, lately; to know that takes no memory.
 */
final class CookieMint {
  private static final int LONGEST_ADDRESS = 16;

  private final Mac mac;
  private final long lifetimeNanos;
  private final ByteBuffer input = ByteBuffer.allocate(1 + LONGEST_ADDRESS + 2 + 4 + 8 + 8);
  private final byte[] digest = new byte[32];
  private final ByteBuffer digestView = ByteBuffer.wrap(digest);

  CookieMint(Secret secret, long lifetimeNanos) {
    this.mac = secret.mac();
    this.lifetimeNanos = lifetimeNanos;
  }

  /** The bucket of a time: its cookies are accepted in this and the next one. */
  long bucket(long nowNanos) {
    return Math.floorDiv(nowNanos, lifetimeNanos);
  }

  /** The cookie; never 0, which stands for none. */
  long cookie(InetSocketAddress source, int agent, long session, long bucket) {
    byte[] address = source.getAddress().getAddress();
    input.clear();
    input.put((byte) address.length).put(address).putShort((short) source.getPort());
    input.putInt(agent).putLong(session).putLong(bucket);
    mac.update(input.array(), 0, input.position());
    try {
      mac.doFinal(digest, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the digest's length is fixed", e);
    }
    long cookie = digestView.getLong(0);
    return cookie == 0 ? 1 : cookie;
  }
}
