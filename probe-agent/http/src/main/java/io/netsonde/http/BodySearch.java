package io.netsonde.http;

import java.nio.charset.StandardCharsets;

/** Looks for a text in a body that passes in pieces, which may part the text anywhere. */
public final class BodySearch {
  private final byte[] wanted;

  /** Where to go on when a byte does not match: the table of Knuth, Morris and Pratt. */
  private final int[] fallback;

  private int matched;
  private boolean isFound;

  /**
   * A search that has seen nothing.
   *
   * @param text at least a character; compared as UTF-8
   */
  public BodySearch(String text) {
    this.wanted = text.getBytes(StandardCharsets.UTF_8);
    this.fallback = new int[wanted.length];
    for (int i = 1, length = 0; i < wanted.length; i++) {
      while (length > 0 && wanted[i] != wanted[length]) {
        length = fallback[length - 1];
      }
      length += wanted[i] == wanted[length] ? 1 : 0;
      fallback[i] = length;
    }
  }

  /** Looks at the next piece. */
  public void accept(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length && !isFound; i++) {
      while (matched > 0 && bytes[i] != wanted[matched]) {
        matched = fallback[matched - 1];
      }
      matched += bytes[i] == wanted[matched] ? 1 : 0;
      isFound = matched == wanted.length;
    }
  }

  public boolean isFound() {
    return isFound;
  }
}
