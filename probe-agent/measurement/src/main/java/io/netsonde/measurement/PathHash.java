package io.netsonde.measurement;

import io.netsonde.measurement.trace.Hop;
import io.netsonde.measurement.trace.Responder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A path's identity: the first 64 bits of SHA-256 over its hops' addresses, so that the same path
 * has the same one on every host and in every version.
 *
 * @param hex 16 lower-case hexadecimal digits
 */
public record PathHash(String hex) {
  public PathHash {
    if (!hex.matches("[0-9a-f]{16}")) {
      throw new IllegalArgumentException("'" + hex + "' is not 16 hexadecimal digits");
    }
  }

  /**
   * Of those hops: for each with an answer its TTL as one octet and the address that answered most
   * (on a tie the numerically least), preceded by its length as one octet. Silent hops have no
   * part, so that a router which keeps silent now and then does not change the path.
   */
  public static PathHash of(List<Hop> hops) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    digest.update("netsonde path 1".getBytes(StandardCharsets.US_ASCII));
    for (Hop hop : hops) {
      hop.responders().stream()
          .min(
              java.util.Comparator.comparingLong((Responder one) -> -one.answers())
                  .thenComparing(
                      one -> one.address().getAddress(), java.util.Arrays::compareUnsigned))
          .ifPresent(
              main -> {
                byte[] address = main.address().getAddress();
                digest.update((byte) hop.ttl());
                digest.update((byte) address.length);
                digest.update(ByteBuffer.wrap(address));
              });
    }
    return new PathHash(HexFormat.of().formatHex(digest.digest(), 0, 8));
  }

  @Override
  public String toString() {
    return hex;
  }
}
