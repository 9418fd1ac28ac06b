package io.netsonde.http.dns;

import java.nio.ByteBuffer;
import java.util.Locale;

/** Names in messages, with compression: RFC 1035, section 4.1.4. */
final class DnsNames {
  private static final int LONGEST = 255;

  private DnsNames() {}

  /** Reads a name, in lower case, without the final dot; the position is behind it then. */
  static String read(ByteBuffer in) throws MalformedMessage {
    StringBuilder name = new StringBuilder();
    int at = in.position();
    int behind = -1;
    while (true) {
      int length = byteAt(in, at);
      if (length == 0) {
        in.position(behind < 0 ? at + 1 : behind);
        return name.toString().toLowerCase(Locale.ROOT);
      }
      if ((length & 0xc0) == 0xc0) {
        int target = (length & 0x3f) << 8 | byteAt(in, at + 1);
        behind = behind < 0 ? at + 2 : behind;
        // Only backwards, so that no chain of pointers is a circle.
        if (target >= at) {
          throw new MalformedMessage();
        }
        at = target;
      } else {
        append(name, in, at, length);
        at += 1 + length;
      }
    }
  }

  private static void append(StringBuilder name, ByteBuffer in, int at, int length)
      throws MalformedMessage {
    if (length > 63 || name.length() + length + 1 > LONGEST) {
      throw new MalformedMessage();
    }
    if (!name.isEmpty()) {
      name.append('.');
    }
    for (int i = 1; i <= length; i++) {
      name.append((char) byteAt(in, at + i));
    }
  }

  private static int byteAt(ByteBuffer in, int at) throws MalformedMessage {
    if (at >= in.limit()) {
      throw new MalformedMessage();
    }
    return in.get(at) & 0xff;
  }
}
