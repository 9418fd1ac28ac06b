package io.netsonde.trafficsim.wire;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Signs with the first of its keys and accepts any of them, so that keys can be rotated:
 * HMAC-SHA-256, truncated to 128 bits, compared in constant time. Not safe for several threads.
 */
public final class Authenticator {
  /**
   * An authenticator of these keys.
   *
   * @param keys at least one, each the UTF-8 bytes of the configured text, not empty
   */
  public static Authenticator of(List<String> keys) {
    throw new UnsupportedOperationException("not written yet: " + keys.size());
  }

  /** Whether the mac field at {@code packet.macOffset} is right for the bytes before it. */
  public boolean verify(ByteBuffer datagram, Packet packet) {
    throw new UnsupportedOperationException("not written yet: " + datagram + packet);
  }
}
