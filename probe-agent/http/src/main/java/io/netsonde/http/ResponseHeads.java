package io.netsonde.http;

import java.nio.charset.StandardCharsets;

/**
 * Follows the bytes of HTTP/1 that answer a request, to tell where the response begins that counts:
 * informational ones (1xx, RFC 9110, section 15.2) may come before it, and say nothing of how long
 * the server still takes. 101 is no such one: it is the last that is HTTP. Not safe for use by
 * several threads.
 */
public final class ResponseHeads {
  private static final String BEGINNING = "HTTP/";

  /** As far as the end of the status code. */
  private static final int DECISIVE = "HTTP/1.1 200".length();

  private final byte[] opening = new byte[DECISIVE];
  private int openingLength;
  private boolean isInformational;
  private int lineLength;
  private int passed;

  /** Looks at the next bytes. */
  public void accept(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length && !isDecided(); i++) {
      accept(bytes[i]);
    }
  }

  /** Whether a response has begun that counts, or may turn out to: the next bytes tell. */
  public boolean hasBegun() {
    return openingLength > 0 && !isInformational;
  }

  /** How many informational responses have come, the last of them maybe in part. */
  public int passed() {
    return passed;
  }

  /** Whether what came cannot be the beginning of a response. */
  public boolean isGarbage() {
    String text = new String(opening, 0, openingLength, StandardCharsets.ISO_8859_1);
    return !text.startsWith(BEGINNING) && !BEGINNING.startsWith(text);
  }

  /** Whether it is TLS's word that something is wrong: an alert's record, RFC 8446, section 5.1. */
  public boolean isTlsAlert() {
    return openingLength >= 2 && opening[0] == 0x15 && opening[1] == 0x03;
  }

  private boolean isDecided() {
    return openingLength == DECISIVE && !isInformational;
  }

  private void accept(byte next) {
    if (!isInformational) {
      opening[openingLength++] = next;
      if (openingLength == DECISIVE && saysInformational()) {
        isInformational = true;
        lineLength = DECISIVE;
        passed++;
      }
    } else if (next != '\n') {
      lineLength += next == '\r' ? 0 : 1;
    } else if (lineLength > 0) {
      lineLength = 0;
    } else {
      isInformational = false;
      openingLength = 0;
    }
  }

  private boolean saysInformational() {
    String text = new String(opening, StandardCharsets.ISO_8859_1);
    return text.matches("HTTP/1\\.. 1..") && !text.endsWith("101");
  }
}
